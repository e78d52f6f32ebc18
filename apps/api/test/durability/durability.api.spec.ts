import { afterAll, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { type TestApp, startTestApp } from '../test-app.ts';
import { startApi } from './api-process.ts';
import { type OwnPostgres, openOwnPostgres } from './own-postgres.ts';
import { openOn, untilDown, untilUp, wait } from './recovery.ts';
import { WRITERS, judge, startWriting } from './writers.ts';

/** How often the API, and then PostgreSQL, is killed: 2 times here, 20 by `npm run durability`. */
const KILLS = Number(process.env['DURABILITY_KILLS'] ?? 2);
const BETWEEN_KILLS_MS = 1_200;
const LONGEST_MS = 60_000 + KILLS * 30_000;
const folder = mkdtempSync(path.join(os.tmpdir(), 'parvis-durability-'));
let postgres: OwnPostgres | undefined;
afterAll(async () => {
  await postgres?.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Somebody, and a community to write in. */
async function setTheScene(app: TestApp) {
  const person = await app.people.create();
  const communityId: string = (await app.as(person).post('/communities', { name: 'Sous la charge', visibility: 'open' })).body['id'];
  return { person, communityId };
}

it(
  'what was acknowledged is there, once, whenever the API was killed',
  async () => {
    const reference = await startTestApp();
    const { person, communityId } = await setTheScene(reference);
    let api = await startApi(reference, folder);
    const { port } = api;
    const writing = startWriting(api.url, person, communityId, path.join(folder, 'api'));
    for (let killed = 0; killed < KILLS; killed++) {
      await wait(BETWEEN_KILLS_MS);
      await api.kill();
      api = await startApi(reference, folder, port);
    }
    await wait(BETWEEN_KILLS_MS);
    const acknowledged = await writing.stop();
    await api.kill();

    console.info(`${acknowledged.length} pages acknowledged over ${KILLS} kills of the API`);
    expect(acknowledged.length).toBeGreaterThan(WRITERS * (KILLS + 1));
    expect(await judge(reference.db, communityId, acknowledged)).toEqual({ missing: [], doubled: [] });
    await reference.close();
  },
  LONGEST_MS,
);

it(
  'what was acknowledged is there, once, whenever PostgreSQL was killed, and the same API goes on',
  async () => {
    postgres = await openOwnPostgres();
    postgres.watch();
    const database = await postgres.createDatabase('durable');
    const scene = await openOn(database, setTheScene);
    const api = await startApi({ database }, folder);
    const writing = startWriting(api.url, scene.person, scene.communityId, path.join(folder, 'postgres'));
    for (let killed = 0; killed < KILLS; killed++) {
      await wait(BETWEEN_KILLS_MS);
      postgres.kill();
      await untilDown(api.url);
      await untilUp(api.url);
    }
    await wait(BETWEEN_KILLS_MS);
    const acknowledged = await writing.stop();
    expect(api.isRunning()).toBe(true);
    await api.kill();

    console.info(`${acknowledged.length} pages acknowledged over ${KILLS} kills of PostgreSQL`);
    expect(acknowledged.length).toBeGreaterThan(WRITERS * (KILLS + 1));
    expect([...writing.refusals]).toEqual(['503 unavailable, try again']);
    expect(await openOn(database, ({ db }) => judge(db, scene.communityId, acknowledged))).toEqual({ missing: [], doubled: [] });
  },
  LONGEST_MS,
);
