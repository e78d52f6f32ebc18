import { afterEach, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { type ApiProcess, startApi } from '../durability/api-process.ts';
import { wait } from '../durability/recovery.ts';
import { judge } from '../durability/writers.ts';
import { openLive, until } from '../live-screen.ts';
import { type TestApp, startTestApp } from '../test-app.ts';
import { startLoad } from './load.ts';
import { type Proxy, openProxy } from './proxy.ts';
import { type RedisServer, findRedis, openRedis } from './redis-server.ts';
import { type Screen, openScreen } from './screen.ts';

/** What is promised when one of three processes is lost. */
const FAILED_SHARE = 0.01;
const FAILING_MS = 5_000;
const BACK_MS = 10_000;

const PEOPLE = 9;
/** The long run of `npm run durability`: both carriers, and a lost worker. */
const LONG = Number(process.env['DURABILITY_KILLS'] ?? 2) > 2;
const QUIET_MS = LONG ? 10_000 : 2_000;
const program = findRedis();
const CARRIERS = program ? (LONG ? ['PostgreSQL', 'Redis'] : ['Redis']) : ['PostgreSQL'];

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close();
});
const closed = <T>(thing: T, close: (thing: T) => unknown): T => {
  closing.push(() => close(thing));
  return thing;
};

/** Three processes that answer behind a proxy, and one beside them that works on jobs. */
async function openReplicas(carrier: string) {
  const folder = closed(mkdtempSync(path.join(os.tmpdir(), 'parvis-replicas-')), (made) => rmSync(made, { recursive: true, force: true }));
  const redis: RedisServer | null = carrier === 'Redis' && program ? closed(await openRedis(program), (server) => server.close()) : null;
  const env: Record<string, string> = redis ? { REDIS_URL: redis.url } : {};
  const worker: TestApp = closed(await startTestApp({ env }), (app) => app.close());
  const first = 20_000 + Math.floor(Math.random() * 9_000);
  const start = (port: number) => startApi(worker, folder, port, { ...env, PARVIS_ROLE: 'web' });
  const replicas: ApiProcess[] = await Promise.all([first, first + 1, first + 2].map(start));
  closing.push(() => Promise.all(replicas.map((each) => each.kill())));
  const proxy: Proxy = closed(await openProxy(replicas.map(({ port }) => port)), (each) => each.close());
  return { worker, replicas, start, proxy };
}

/** The process that most sockets lead to. */
function busiest(replicas: readonly ApiProcess[], proxy: Proxy): number {
  const sockets = proxy.sockets();
  const counts = replicas.map(({ port }) => sockets.get(port) ?? 0);
  return counts.indexOf(Math.max(...counts));
}

const wordsOf = (text: string): Set<string> => new Set(text.split(/\s+/));

it.each(CARRIERS)(
  'three processes with %s between them: one is killed, another one replaced, under people who read, write and look on',
  async (carrier) => {
    const { worker, replicas, start, proxy } = await openReplicas(carrier);
    const people = await Promise.all(Array.from({ length: PEOPLE }, () => worker.people.create()));
    const [animator] = people as [(typeof people)[0]];
    const communityId = (await worker.as(animator).post('/communities', { name: `Trois ${carrier}`, visibility: 'open' })).body[
      'id'
    ] as string;
    for (const { id } of people.slice(1)) await worker.as(animator).put(`/communities/${communityId}/members/${id}`, { role: 'member' });
    const pageId = (await worker.as(animator).post('/pages', { communityId, title: 'Ensemble', markdown: 'Début' })).body['id'] as string;

    const screens: Screen[] = await Promise.all(people.map(({ cookie }) => openScreen({ address: proxy.url, cookie, communityId })));
    closing.push(() => screens.forEach((screen) => screen.close()));
    const writers = await Promise.all(people.slice(0, 4).map(({ cookie }) => openLive(proxy.url, pageId, { cookie })));
    closing.push(() => writers.forEach((screen) => screen.close()));
    const saved: string[] = [];
    const typing = { on: true };
    const typed = writers.map(async (screen, writer) => {
      for (let turn = 0; typing.on; turn++) {
        const word = `mot-${writer}-${turn}`;
        screen.type(` ${word}`);
        await screen.saved();
        saved.push(word);
        await wait(100);
      }
    });
    const load = startLoad(proxy.url, people, communityId);

    await wait(QUIET_MS);
    const killed = busiest(replicas, proxy);
    const lostAt = Date.now();
    await (replicas[killed] as ApiProcess).kill();
    await wait(QUIET_MS);
    replicas[killed] = await start((replicas[killed] as ApiProcess).port);
    const replaced = (killed + 1) % replicas.length;
    const replacedAt = Date.now();
    await (replicas[replaced] as ApiProcess).stop();
    await wait(QUIET_MS);

    await load.stop();
    typing.on = false;
    await Promise.all(typed);
    const lost = screens.flatMap((screen) => screen.lost.map((at) => ({ at, back: screen.connected.find((time) => time > at) })));
    console.info(
      `${carrier}: ${load.requests} requests, ${load.failures.length} failed (${load.failures.map(({ at, what }) => `${what} after ${at - (at < replacedAt ? lostAt : replacedAt)} ms`).join(', ')}), ` +
        `${load.written.length} pages, ${lost.length} connections lost, back after ${Math.max(...lost.map(({ at, back }) => (back ?? Infinity) - at))} ms, ` +
        `${saved.length} words written together`,
    );

    expect(load.requests).toBeGreaterThan(PEOPLE * 20);
    // In a short run one failure is a larger share: nobody may fail more than once each time.
    expect(load.failures.length).toBeLessThanOrEqual(LONG ? FAILED_SHARE * load.requests : PEOPLE);
    for (const { at } of load.failures) expect(Math.min(Math.abs(at - lostAt), Math.abs(at - replacedAt))).toBeLessThan(FAILING_MS);
    expect(lost.length).toBeGreaterThan(1);
    for (const { at, back } of lost) expect((back ?? Infinity) - at).toBeLessThan(BACK_MS);

    // What was acknowledged is there once, and every screen came to show all of it by itself.
    expect(await judge(worker.db, communityId, load.written)).toMatchObject({ missing: [] });
    await until(() => screens.every(({ shown }) => load.written.every((id) => shown.has(id))), BACK_MS);
    await until(() => new Set(writers.map((screen) => screen.text())).size === 1, BACK_MS);
    const words = wordsOf((writers[0] as (typeof writers)[0]).text());
    expect(saved.length).toBeGreaterThan(writers.length * 3);
    expect(saved.filter((word) => !words.has(word))).toEqual([]);
  },
  180_000,
);

if (LONG)
  it('what a killed worker had begun is done by another one within a minute', async () => {
    const reference = closed(await startTestApp({ env: { PARVIS_ROLE: 'web' } }), (app) => app.close());
    const folder = closed(mkdtempSync(path.join(os.tmpdir(), 'parvis-workers-')), (made) => rmSync(made, { recursive: true, force: true }));
    const person = await reference.people.create();
    const communityId = (await reference.as(person).post('/communities', { name: 'Travail', visibility: 'open' })).body['id'] as string;
    const worker = await startApi(reference, folder, undefined, { PARVIS_ROLE: 'worker' });
    const pages = Array.from({ length: 30 }, (_, turn) =>
      reference.as(person).post('/pages', { communityId, title: `Page ${turn}`, markdown: 'Ici.' }),
    );
    const delivering = `SELECT FROM pg_locks WHERE relation = 'undelivered_event'::regclass AND mode = 'RowExclusiveLock'`;
    await until(async () => (await reference.db.one(delivering)) !== null, 20_000).catch(() => undefined);
    await worker.kill();
    await Promise.all(pages);
    const other = await startApi(reference, folder, undefined, { PARVIS_ROLE: 'worker' });
    closing.push(() => other.kill());
    const open = () => reference.db.one(`SELECT FROM undelivered_event`);
    await until(async () => (await open()) === null, 60_000);
  }, 150_000);
