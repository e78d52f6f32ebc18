import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { v7 as uuidv7 } from 'uuid';
import type { TestPerson } from '../../../../test/factories/people.ts';
import { type TestApp, startTestApp } from '../../../../test/test-app.ts';
import { PackingService } from './packing.service.ts';
import { Versions } from './versions.ts';

let app: TestApp;
let ana: TestPerson;
let bob: TestPerson;
let reader: TestPerson;
let outsider: TestPerson;
let communityId: string;
beforeAll(async () => {
  app = await startTestApp();
  [ana, bob, reader, outsider] = await Promise.all([
    app.people.create({ name: 'Ana Rivoal' }),
    app.people.create({ name: 'Bob Gallou' }),
    app.people.create(),
    app.people.create({ organization: 'partner' }),
  ]);
  communityId = await app.communities.create({ animators: [ana], members: [bob], visibility: 'open' });
});
afterAll(() => app.close());

interface Version {
  id: string;
  number: number;
  name: string | null;
  kind: string;
  authors: { name: string }[];
  words: { added: number; removed: number };
  restoredFrom: number | null;
  read: boolean;
}
const page = async (markdown: string, more: object = {}): Promise<string> =>
  (await app.as(ana).post('/pages', { communityId, title: 'Appuis', markdown, ...more })).body['id'];
const write = async (person: TestPerson, id: string, markdown: string) => {
  expect((await app.as(person).put(`/pages/${id}/document`, { markdown })).status).toBe(200);
};
const versions = async (id: string, person = ana): Promise<Version[]> => (await app.as(person).get(`/pages/${id}/versions`)).body['items'];
const text = async (id: string) => (await app.as(ana).get(`/pages/${id}`)).body['text'] as string;
/** A pause after which a write by request begins a new session. */
const pause = (id: string) => app.db.many(`UPDATE page_version SET at = at - interval '11 minutes' WHERE page_id = $1`, [id]);

describe('versions', () => {
  it('are made when a page is made and written: writes that follow each other are one session', async () => {
    const id = await page('Un deux trois');
    await write(ana, id, 'Un deux trois quatre');
    await write(ana, id, 'Un deux trois quatre cinq');
    expect(await versions(id)).toMatchObject([
      { number: 2, kind: 'automatic', words: { added: 2, removed: 0 }, authors: [{ name: 'Ana Rivoal' }], read: true },
      { number: 1, kind: 'automatic', words: { added: 3, removed: 0 }, read: false },
    ]);
    await write(bob, id, 'Un deux');
    await pause(id);
    await write(bob, id, 'Un deux six');
    expect((await versions(id)).map(({ number, authors }) => [number, authors[0]?.name])).toEqual([
      [4, 'Bob Gallou'],
      [3, 'Bob Gallou'],
      [2, 'Ana Rivoal'],
      [1, 'Ana Rivoal'],
    ]);
  });

  it('keep what a session of writing together began with, and what it ended with', async () => {
    const id = await page('Avant');
    const service = app.nest.get(Versions, { strict: false });
    await service.sessionStarted(id, { ...SOMEBODY, id: ana.id });
    expect(await versions(id)).toHaveLength(1);
    await app.db.many(
      `WITH kept AS (INSERT INTO page_revision (id, page_id, document, text, text_version, author_id) SELECT $2, $1, replace(document::text, 'Avant', 'Après')::json, 'Après', 1, $3
         FROM page_revision WHERE page_id = $1 RETURNING id) UPDATE page SET revision_id = $2 WHERE id = $1`,
      [id, uuidv7(), ana.id],
    );
    expect((await app.as(ana).get(`/pages/${id}/versions`)).body).toMatchObject({ unversioned: { author: { name: 'Ana Rivoal' } } });
    await service.sessionEnded(id, [ana.id, bob.id]);
    await service.sessionEnded(id, [ana.id]);
    expect(await versions(id)).toMatchObject([{ number: 2, authors: [{ name: 'Ana Rivoal' }, { name: 'Bob Gallou' }] }, { number: 1 }]);
    expect((await app.as(ana).get(`/pages/${id}/versions`)).body).toMatchObject({ unversioned: null });
  });

  it('are named, renamed and listed page by page, by those who write', async () => {
    const id = await page('Premier jet');
    const named = await app.as(bob).post(`/pages/${id}/versions`, { name: 'Pour relecture' });
    expect(named).toMatchObject({
      status: 201,
      body: { number: 1, name: 'Pour relecture', kind: 'named', authors: [{ name: 'Ana Rivoal' }] },
    });
    expect((await app.as(bob).post(`/pages/${id}/versions`, { name: 'Pour relecture' })).body['id']).toBe(named.body['id']);
    await write(ana, id, 'Deuxième jet');
    const [second, first] = await versions(id);
    const renamed = await app.as(bob).patch(`/pages/${id}/versions/${first?.id}`, { name: null });
    expect(renamed.body).toMatchObject({ name: null, kind: 'automatic' });
    const { items, nextCursor } = (await app.as(reader).get(`/pages/${id}/versions?limit=1`)).body;
    expect(items).toMatchObject([{ id: second?.id }]);
    const rest = (await app.as(reader).get(`/pages/${id}/versions?limit=1&cursor=${nextCursor}`)).body;
    expect(rest).toMatchObject({ items: [{ id: first?.id }], nextCursor: null, can: { name: false, restore: false } });
    expect((await app.as(reader).post(`/pages/${id}/versions`, { name: 'x' })).status).toBe(403);
    expect((await app.as(reader).patch(`/pages/${id}/versions/${first?.id}`, { name: 'x' })).status).toBe(403);
    expect((await app.as(outsider).get(`/pages/${id}/versions`)).status).toBe(404);
  });

  it('are not made, nor is anything told, of the same text written again', async () => {
    const id = await page('Un\n\nDeux');
    const before = (await app.as(ana).get(`/pages/${id}`)).body;
    const again = await app.as(bob).put(`/pages/${id}/document`, { markdown: 'Un\n\nDeux' });
    expect(again.body).toMatchObject({ versionId: before['versionId'], updatedAt: before['updatedAt'], lastEditor: { id: ana.id } });
    expect(await app.db.many(`SELECT name FROM domain_event WHERE name = 'page.updated' AND payload ->> 'pageId' = $1`, [id])).toEqual([]);
    expect(await versions(id)).toHaveLength(1);
  });

  it('a named version no longer grows with the next write', async () => {
    const id = await page('Un');
    await write(ana, id, 'Un deux');
    await app.as(ana).post(`/pages/${id}/versions`, { name: 'Deux' });
    await write(ana, id, 'Un deux trois');
    expect((await versions(id)).map(({ name }) => name)).toEqual([null, 'Deux', null]);
  });

  it('of another page are not there', async () => {
    const [id, other] = [await page('Une'), await page('Autre')];
    const [foreign] = await versions(other);
    expect((await app.as(ana).get(`/pages/${id}/versions/${foreign?.id}`)).status).toBe(404);
    expect((await app.as(ana).get(`/pages/${id}/comparison?from=${foreign?.id}`)).status).toBe(404);
    expect((await app.as(ana).put(`/pages/${id}/restoration`, { versionId: foreign?.id })).status).toBe(404);
    expect((await app.as(ana).patch(`/pages/${id}/versions/${foreign?.id}`, { name: 'x' })).status).toBe(404);
  });
});

const SOMEBODY = { organizationKind: 'customer', roles: [], sessionId: null, tokenId: null, scopes: null, requestId: null } as const;

describe('a comparison', () => {
  it('tells blocks and words, and is not made again for who has it', async () => {
    const id = await page('La hauteur est de 200 mm.\n\nRien.');
    const [first] = await versions(id);
    await write(bob, id, 'La hauteur est de 220 mm.\n\nRien.');
    const compared = await app.as(reader).get(`/pages/${id}/comparison?from=${first?.id}`);
    expect(compared.body).toMatchObject({
      from: { number: 1, author: { name: 'Ana Rivoal' } },
      to: { number: 2, author: { name: 'Bob Gallou' } },
      difference: { counts: { added: 0, removed: 0, changed: 1, moved: 0 }, words: { added: 1, removed: 1 } },
    });
    const again = await app
      .as(reader)
      .get(`/pages/${id}/comparison?from=${first?.id}`, { 'if-none-match': String(compared.headers['etag']) });
    expect(again).toMatchObject({ status: 304, text: '' });
    await write(bob, id, 'La hauteur est de 240 mm.\n\nRien.');
    const later = await app
      .as(reader)
      .get(`/pages/${id}/comparison?from=${first?.id}`, { 'if-none-match': String(compared.headers['etag']) });
    expect(later.status).toBe(200);
    expect((await app.as(outsider).get(`/pages/${id}/comparison`, { 'if-none-match': String(compared.headers['etag']) })).status).toBe(404);
  });
});

describe('restoring', () => {
  it('is a new change: nothing is rewritten, and what was there can be restored in turn', async () => {
    const id = await page('Version une');
    const [first] = await versions(id);
    await write(ana, id, 'Version deux');
    const restored = await app.as(ana).put(`/pages/${id}/restoration`, { versionId: first?.id });
    expect(restored).toMatchObject({ status: 200, body: { text: 'Version une' } });
    const list = await versions(id);
    expect(list).toMatchObject([
      { number: 3, kind: 'restored', restoredFrom: 1, read: true },
      { number: 2, kind: 'automatic' },
      { number: 1, kind: 'automatic' },
    ]);
    await app.as(ana).put(`/pages/${id}/restoration`, { versionId: list[1]?.id });
    expect(await text(id)).toBe('Version deux');
    expect(await versions(id)).toHaveLength(4);
    expect((await app.as(reader).put(`/pages/${id}/restoration`, { versionId: first?.id })).status).toBe(403);
  });
});

describe('superseded revisions', () => {
  it('are packed, read as before, and deleted after a week unless they are versions or pinned', async () => {
    const id = await page('Un texte assez long pour que sa ressemblance compte : appui, tablier, sommier.');
    for (let round = 2; round <= 5; round++) {
      await write(ana, id, `Un texte assez long pour que sa ressemblance compte : appui, tablier, sommier ${round}.`);
      if (round < 5) await pause(id);
    }
    const [, , pinned, plain] = await versions(id);
    await app.db.many(`DELETE FROM page_version WHERE id = ANY($1::uuid[])`, [[pinned?.id, plain?.id]]);
    await app.db.many(`UPDATE page_revision SET pinned = true WHERE id = $1`, [pinned?.id]);
    const packing = app.nest.get(PackingService, { strict: false });
    const before = await app.as(ana).get(`/pages/${id}/versions/${plain?.id}`);
    const tomorrow = new Date(Date.now() + 24 * 60 * 60 * 1000);
    await packing.run(tomorrow);
    const rows = await app.db.many<{ whole: boolean; based: boolean }>(
      `SELECT document IS NOT NULL AS whole, base_id IS NOT NULL AS based FROM page_revision WHERE page_id = $1 ORDER BY at`,
      [id],
    );
    expect(rows).toEqual([
      { whole: false, based: false },
      { whole: false, based: true },
      { whole: false, based: true },
      { whole: false, based: true },
      { whole: true, based: false },
    ]);
    expect((await app.as(ana).get(`/pages/${id}/versions/${plain?.id}`)).body).toEqual(before.body);
    await packing.run(new Date(Date.now() + 8 * 24 * 60 * 60 * 1000));
    expect((await app.as(ana).get(`/pages/${id}/versions/${plain?.id}`)).status).toBe(404);
    expect((await app.as(ana).get(`/pages/${id}/versions/${pinned?.id}`)).status).toBe(200);
    expect(await versions(id)).toHaveLength(3);
    const restored = await app.as(ana).put(`/pages/${id}/restoration`, { versionId: pinned?.id });
    expect(restored.body['text']).toContain('sommier 3');
  });
});
