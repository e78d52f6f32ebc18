import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, fsyncSync, mkdtempSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { v7 as uuidv7 } from 'uuid';
import type { TestPerson } from '../factories/people.ts';
import { type TestApp, startTestApp } from '../test-app.ts';

/** How often the API is killed: 2 here, 20 by `npm run durability`. */
const KILLS = Number(process.env['DURABILITY_KILLS'] ?? 2);
const WRITERS = 8;
const BETWEEN_KILLS_MS = 1_200;
const api = fileURLToPath(new URL('../../', import.meta.url));
const folder = mkdtempSync(path.join(os.tmpdir(), 'parvis-durability-'));
const log = path.join(folder, 'acknowledged');

let reference: TestApp;
let writer: TestPerson;
let communityId: string;
beforeAll(async () => {
  reference = await startTestApp();
  writer = await reference.people.create();
  communityId = (await reference.as(writer).post('/communities', { name: 'Sous la charge', visibility: 'open' })).body['id'];
});
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await reference.close();
});

const port = 20_000 + Math.floor(Math.random() * 9_000);
const url = `http://127.0.0.1:${port}`;

/** A process of its own, as in life: killed, it takes everything with it that was not committed. */
async function startApi(): Promise<ChildProcess> {
  const child = spawn(process.execPath, ['--import', '@oxc-node/core/register', 'src/main.ts'], {
    cwd: api,
    stdio: 'ignore',
    env: {
      ...process.env,
      NODE_OPTIONS: '',
      NODE_ENV: 'test',
      LOG_LEVEL: 'silent',
      PARVIS_DEMO: 'false',
      PARVIS_DATA: folder,
      PORT: String(port),
      HOST: '127.0.0.1',
      DATABASE_URL: reference.database.url,
    },
  });
  for (let tries = 0; tries < 300; tries++) {
    const answer = await fetch(`${url}/api/health`).catch(() => null);
    if (answer?.ok) return child;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('The API did not start');
}

const kill = (child: ChildProcess) =>
  new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
    child.kill('SIGKILL');
  });

it('what was acknowledged is there, once, whenever the API was killed', async () => {
  const file = openSync(log, 'a');
  const writing = { on: true };
  /** Writes pages for ever; one that got no answer is sent again, as browsers do. */
  async function write(): Promise<void> {
    for (let id = uuidv7(); writing.on;) {
      const answer = await fetch(`${url}/api/pages`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', origin: url, cookie: writer.cookie },
        body: JSON.stringify({ id, communityId, title: `Page ${id}`, markdown: 'Une ligne.' }),
      }).catch(() => null);
      if (answer?.status !== 201) {
        await new Promise((resolve) => setTimeout(resolve, 50));
        continue;
      }
      writeSync(file, `${id}\n`);
      fsyncSync(file);
      id = uuidv7();
    }
  }
  let child = await startApi();
  const writers = Array.from({ length: WRITERS }, write);
  for (let killed = 0; killed < KILLS; killed++) {
    await new Promise((resolve) => setTimeout(resolve, BETWEEN_KILLS_MS));
    await kill(child);
    child = await startApi();
  }
  await new Promise((resolve) => setTimeout(resolve, BETWEEN_KILLS_MS));
  writing.on = false;
  await Promise.all(writers);
  await kill(child);
  closeSync(file);

  const acknowledged = readFileSync(log, 'utf8').split('\n').filter(Boolean);
  const stored = await reference.db.many<{ id: string; events: number; revisions: number }>(
    `SELECT c.id, (SELECT count(*)::int FROM domain_event e WHERE e.name = 'page.created' AND e.payload->>'pageId' = c.id::text) AS events,
       (SELECT count(*)::int FROM page_revision r WHERE r.page_id = c.id) AS revisions
     FROM content c WHERE c.community_id = $1`,
    [communityId],
  );
  const ids = new Set(stored.map(({ id }) => id));
  console.info(`${acknowledged.length} pages acknowledged over ${KILLS} kills`);
  expect(acknowledged.length).toBeGreaterThan(WRITERS * (KILLS + 1));
  expect(acknowledged.filter((id) => !ids.has(id))).toEqual([]);
  expect(stored.filter(({ events, revisions }) => events !== 1 || revisions !== 1)).toEqual([]);
}, 240_000);
