import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Socket } from 'socket.io-client';
import { v7 as uuidv7 } from 'uuid';
import { Revocations } from '../../src/platform/security/revocations.ts';
import type { TestPerson } from '../factories/people.ts';
import { type TestApp, startTestApp } from '../test-app.ts';
import { type OwnPostgres, openOwnPostgres } from './own-postgres.ts';
import { openHints } from '../hint-socket.ts';

const RECOVERY_MS = 40_000;
/** Nobody is kept waiting: who asks is told at once. */
const PROMPT_MS = 3_000;

let postgres: OwnPostgres;
let app: TestApp;
let person: TestPerson;
let communityId: string;
let address: string;
const pageId = uuidv7();
const page = () => ({ id: pageId, communityId, title: 'Écrite plus tard', markdown: 'Une ligne.' });
beforeAll(async () => {
  postgres = await openOwnPostgres();
  app = await startTestApp({ database: await postgres.createDatabase('lost') });
  address = await app.listen();
  person = await app.people.create({ password: 'un mot de passe assez long' });
  communityId = (await app.as(person).post('/communities', { name: 'Hors ligne', visibility: 'open' })).body['id'];
  await app.settle();
}, 120_000);
afterAll(async () => {
  await app.close();
  await postgres.close();
});

async function connect(): Promise<Socket> {
  const socket = await openHints(address, { cookie: person.cookie });
  if (!socket) throw new Error('The socket was refused');
  return socket;
}

async function until(isSo: () => Promise<boolean>): Promise<void> {
  for (const deadline = Date.now() + RECOVERY_MS; !(await isSo()); await new Promise((resolve) => setTimeout(resolve, 50))) {
    if (Date.now() > deadline) throw new Error('Nothing changed');
  }
}

it('without its database it says so at once, and when one may ask again', async () => {
  const socket = await connect();
  const thrownOut = new Promise((resolve) => socket.once('disconnect', resolve));
  postgres.kill();
  await until(async () => (await app.anonymous.get('/health')).status === 503);

  const asked = [
    () => app.as(person).get('/communities'),
    () => app.as(person).get(`/communities/${communityId}`),
    () => app.as(person).post('/pages', page()),
    () => app.as(person).patch('/me', { job: 'Veilleuse' }),
    () => app.anonymous.post('/sessions', { email: person.email, password: 'un mot de passe assez long' }),
  ];
  for (const ask of asked) {
    const start = performance.now();
    const answer = await ask();
    expect(performance.now() - start).toBeLessThan(PROMPT_MS);
    expect(answer.status).toBe(503);
    expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0);
    expect(answer.headers['content-type']).toMatch(/^application\/problem\+json/);
    expect(answer.body).toMatchObject({ type: 'urn:parvis:problem:unavailable', status: 503, code: 'unavailable', title: 'Not available' });
  }
  // Whether somebody still has access cannot be asked: nothing stays open.
  await thrownOut;
}, 120_000);

it('serves, works and tells again as soon as the database is back, without a restart', async () => {
  await postgres.start();
  await until(async () => (await app.anonymous.get('/health')).status === 200);
  expect((await app.as(person).get('/communities')).status).toBe(200);
  expect((await app.anonymous.post('/sessions', { email: person.email, password: 'un mot de passe assez long' })).status).toBe(201);

  await until(() => Promise.resolve(app.nest.get(Revocations).listening));
  const socket = await connect();
  expect(await socket.emitWithAck('watch', { kind: 'community', id: communityId })).toEqual({ ok: true });
  const told = new Promise((resolve) => socket.once('stale', resolve));
  const created = await app.as(person).post('/pages', page());
  expect(created.status).toBe(201);
  expect(created.body['id']).toBe(pageId);
  await app.settle();
  await told;
  socket.disconnect();
}, 120_000);
