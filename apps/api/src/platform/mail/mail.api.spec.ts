import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { SMTPServer } from 'smtp-server';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { v7 as uuidv7 } from 'uuid';
import { type TestApp, startTestApp } from '../../../test/test-app.ts';
import { system } from '../database/actor.ts';
import { SendMail } from './mail.ts';

const received: string[] = [];
const server = new SMTPServer({
  authOptional: true,
  disabledCommands: ['STARTTLS'],
  onData(stream, _session, done) {
    void text(stream).then((mail) => {
      received.push(mail);
      return done();
    });
  },
});
let app: TestApp;
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.server.address() as AddressInfo;
  app = await startTestApp({ env: { SMTP_URL: `smtp://127.0.0.1:${port}` } });
});
afterAll(async () => {
  await app.close();
  await new Promise<void>((resolve) => server.close(() => resolve()));
});

const arrived = async (count: number) => {
  for (let tries = 0; received.length < count && tries < 400; tries++) await new Promise((resolve) => setTimeout(resolve, 100));
};

it('a mail goes out after its transaction, with an id of its own', async () => {
  const id = uuidv7();
  await app.db.write(system, async (tx) =>
    tx.enqueue(SendMail, { id, to: 'ana@montclair.test', subject: 'Réunion', text: 'À 14 h', html: '<p>À 14 h</p>' }),
  );
  await arrived(1);
  expect(received).toHaveLength(1);
  expect(received[0]).toContain(`Message-ID: <${id}@localhost>`);
  expect(received[0]).toContain('Auto-Submitted: auto-generated');
  expect(received[0]).toContain('multipart/alternative');
}, 60_000);

it('nothing goes out when the transaction does not hold', async () => {
  const failing = app.db.write(system, async (tx) => {
    tx.enqueue(SendMail, { id: uuidv7(), to: 'bob@montclair.test', subject: 'Non', text: 'x', html: 'x' });
    throw new Error('no');
  });
  await expect(failing).rejects.toThrow('no');
  await app.settle();
  expect(received.join()).not.toContain('bob@montclair.test');
});
