import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import sharp from 'sharp';
import { FileStore } from '../../src/features/files/file-store.ts';
import { Sealing } from '../../src/platform/events/sealing.ts';
import { system } from '../../src/platform/database/actor.ts';
import type { TestPerson } from '../factories/people.ts';
import { startWriting } from '../durability/writers.ts';
import { openLive, until } from '../live-screen.ts';
import { OUR_ORIGIN, type TestApp, startTestApp } from '../test-app.ts';
import { type EmptyInstallation, backUp, openEmptyInstallation, restore } from './installations.ts';

const PASSWORD = 'les hirondelles sont revenues';
const folder = mkdtempSync(path.join(os.tmpdir(), 'parvis-backup-'));
const archive = path.join(folder, 'archive.parvis');

let running: TestApp;
let elsewhere: EmptyInstallation;
let restored: TestApp;
let person: TestPerson;
let communityId: string;
let before: { pages: string[]; pageId: string; targetId: string; fileId: string; livePageId: string; token: string };
let said: Awaited<ReturnType<typeof restore>>;
let later: string[];

/** Somebody wrote pages that show files and lead to others, and writes on while all of it is kept. */
beforeAll(async () => {
  running = await startTestApp();
  const address = await running.listen();
  person = await running.people.create({ password: PASSWORD, roles: ['admin'] });
  communityId = (await running.as(person).post('/communities', { name: 'Reprise', visibility: 'open' })).body['id'];
  const token = await running.people.token(person, ['read', 'write']);
  const store = running.nest.get(FileStore, { strict: false });
  const picture = await sharp({ create: { width: 900, height: 40, channels: 3, background: '#363' } })
    .png()
    .toBuffer();
  const file = await store.keep('plan.png', picture);
  await running.db.write({ ...system, id: person.id }, (tx) => store.record(tx, [file]));
  const targetId = (await running.as(person).post('/pages', { communityId, title: 'Cible', markdown: 'Ici.' })).body['id'] as string;
  const document = { type: 'doc', content: [{ type: 'image', attrs: { fileId: file.id, alt: 'plan' } }] };
  const pageId = (await running.as(person).post('/pages', { communityId, title: 'Avec un plan', document })).body['id'] as string;
  const livePageId = (await running.as(person).post('/pages', { communityId, title: 'À plusieurs', markdown: `[Cible](/p/${targetId})` }))
    .body['id'] as string;
  const screen = await openLive(address, livePageId, { cookie: person.cookie });
  screen.addParagraph('Écrit ensemble avant la copie');
  await screen.saved();
  await running.settle();
  await running.nest.get(Sealing).sealAll();

  const log = path.join(folder, 'acknowledged');
  const writing = startWriting(address, person, communityId, log);
  while (readFileSync(log, 'utf8').split('\n').length < 20) await new Promise((resolve) => setTimeout(resolve, 20));
  const pages = readFileSync(log, 'utf8').split('\n').filter(Boolean);
  before = { pages, pageId, targetId, fileId: file.id, livePageId, token };
  const typing = setInterval(() => screen.type('.'), 15);
  await backUp(running.config, archive);
  clearInterval(typing);
  later = (await writing.stop()).slice(pages.length);
  screen.close();

  elsewhere = await openEmptyInstallation();
  said = await restore(elsewhere, archive, { email: person.email, password: PASSWORD });
  restored = await startTestApp({ database: elsewhere.database, dataFolder: elsewhere.dataFolder });
}, 90_000);
afterAll(async () => {
  await restored?.close();
  await elsewhere?.drop();
  await running?.close();
  rmSync(folder, { recursive: true, force: true });
});

async function signedIn() {
  const answer = await restored.anonymous.post('/sessions', { email: person.email, password: PASSWORD });
  expect(answer.status).toBe(201);
  const cookie = [answer.headers['set-cookie']]
    .flat()
    .map((each) => String(each).split(';')[0])
    .join('; ');
  return { ...person, cookie };
}

describe('what was kept while people wrote', () => {
  it('holds all that was acknowledged before it began, each thing whole', async () => {
    expect(later.length).toBeGreaterThan(0);
    const rows = await restored.db.many<{ id: string; events: number; revisions: number }>(
      `SELECT c.id, (SELECT count(*)::int FROM domain_event e WHERE e.name = 'page.created' AND e.payload->>'pageId' = c.id::text) AS events,
         (SELECT count(*)::int FROM page_revision r WHERE r.page_id = c.id AND r.id = (SELECT revision_id FROM page WHERE id = c.id)) AS revisions
       FROM content c WHERE c.community_id = $1 AND c.id <> ALL ($2::uuid[])`,
      [communityId, [before.livePageId]],
    );
    const ids = new Set(rows.map(({ id }) => id));
    expect(before.pages.filter((id) => !ids.has(id))).toEqual([]);
    expect(rows.filter(({ events, revisions }) => events !== 1 || revisions !== 1)).toEqual([]);
  });

  it('opens for whoever signs in with the password that she had, and for nobody by an old session', async () => {
    expect(said.accounts).toBe(1);
    expect((await restored.as(person).get('/me')).status).toBe(401);
    expect((await restored.as(await signedIn()).get('/me')).body).toMatchObject({ id: person.id, roles: ['admin'] });
    const headers = { ...OUR_ORIGIN, authorization: `Bearer ${before.token}` };
    expect((await restored.anonymous.get('/me', headers)).status).toBe(200);
  });

  it('opens its files and leads where its links led', async () => {
    const reader = restored.as(await signedIn());
    const page = await reader.get(`/pages/${before.pageId}`);
    expect(page.body['files']).toHaveLength(1);
    const [here, there] = [await reader.get(`/files/${before.fileId}`), await running.as(person).get(`/files/${before.fileId}`)];
    expect(here.status).toBe(200);
    expect(here.text).toBe(there.text);
    const live = await reader.get(`/pages/${before.livePageId}`);
    expect(JSON.stringify(live.body['document'])).toContain(before.targetId);
    expect((await reader.get(`/pages/${before.targetId}`)).status).toBe(200);
  });

  it('opens what was being written by several, and more can be written', async () => {
    const screen = await openLive(await restored.listen(), before.livePageId, { cookie: (await signedIn()).cookie });
    expect(screen.text()).toMatch(/^Cible.*\nÉcrit ensemble avant la copie$/);
    screen.addParagraph('Écrit après la reprise');
    await screen.saved();
    screen.close();
    await restored.settle();
  });

  it('keeps the audit whole, and goes on chaining where it ended', async () => {
    expect(said.manifest.audit).toMatchObject({ problem: null });
    const told = (app: TestApp) => app.db.many(`SELECT name FROM domain_event WHERE starts_with(name, 'backup.')`);
    expect([await told(running), await told(restored)]).toEqual([[{ name: 'backup.taken' }], [{ name: 'backup.restored' }]]);
    await restored.nest.get(Sealing).sealAll();
    const verified = await restored.nest.get(Sealing).verify();
    expect(verified).toMatchObject({ ok: true, problem: null });
    expect(verified.sealed).toBeGreaterThan(said.manifest.audit.sealed);
  });

  it('takes over the work that waited', async () => {
    // A revision waits some seconds for what is still being written.
    await until(async () => (await restored.db.one(`SELECT FROM page_live WHERE store_due`)) === null, 15_000);
    const reader = restored.as(await signedIn());
    expect((await reader.get(`/search?q=${encodeURIComponent('Écrit ensemble')}`)).body['items']).not.toEqual([]);
  });
});

it('is one file for its owner alone, with nothing half-made beside it', () => {
  expect(statSync(archive).mode & 0o777).toBe(0o600);
  expect(readdirSync(folder).toSorted()).toEqual(['acknowledged', 'archive.parvis']);
});
