import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { io } from 'socket.io-client';
import type { TestPerson } from '../../../../test/factories/people.ts';
import { type TestApp, startTestApp } from '../../../../test/test-app.ts';
import { FileStore } from '../../files/public.ts';
import { Versions } from './versions.ts';

let app: TestApp;
let ana: TestPerson;
let bob: TestPerson;
let reader: TestPerson;
let communityId: string;
let address: string;
beforeAll(async () => {
  app = await startTestApp();
  address = await app.listen();
  [ana, bob, reader] = await Promise.all([
    app.people.create({ name: 'Ana Rivoal' }),
    app.people.create({ name: 'Bob Gallou' }),
    app.people.create(),
  ]);
  communityId = await app.communities.create({ animators: [ana], members: [bob], visibility: 'open' });
});
afterAll(() => app.close());

/** Stands in every draft and in nothing that was published. */
const SECRET = 'kormoran';
const paragraph = (text: string, marks?: object[]) => ({ type: 'paragraph', content: [{ type: 'text', text, ...(marks && { marks }) }] });
const page = async (title: string, text = `Texte de ${title}.`): Promise<string> =>
  (await app.as(ana).post('/pages', { communityId, title, markdown: text })).body['id'];
async function file(): Promise<string> {
  const store = app.nest.get(FileStore, { strict: false });
  const kept = await store.keep(`${SECRET}.txt`, Buffer.from(SECRET));
  await app.db.write({ ...SYSTEM, id: ana.id }, (tx) => store.record(tx, [kept]));
  return kept.id;
}
const SYSTEM = { organizationKind: null, roles: [], sessionId: null, tokenId: null, scopes: null, requestId: null };

describe('a page in draft mode', () => {
  it('leaves readers what they read, and shows nothing of the draft anywhere', async () => {
    const target = await page(`Cible ${Date.now()}`);
    const id = await page('Réception');
    const before = (await app.as(reader).get(`/pages/${id}`)).body;
    const versionsBefore = (await app.as(reader).get(`/pages/${id}/versions`)).body;
    expect((await app.as(bob).put(`/pages/${id}/draft-mode`)).body).toMatchObject({ draft: { changed: false, since: null, authors: [] } });

    const fileId = await file();
    const socket = io(address, {
      path: '/ws',
      transports: ['websocket'],
      extraHeaders: { origin: address, cookie: reader.cookie },
      reconnection: false,
    });
    await new Promise((resolve) => socket.once('connect', () => resolve(null)));
    expect(await socket.emitWithAck('watch', { kind: 'content', id })).toEqual({ ok: true });
    expect(await socket.emitWithAck('watch', { kind: 'community', id: communityId })).toEqual({ ok: true });
    await app.settle();
    const hints: unknown[] = [];
    socket.on('stale', (hint: unknown) => hints.push(hint));
    const written = await app.as(bob).put(`/pages/${id}/document`, {
      document: {
        type: 'doc',
        content: [
          paragraph(`Un ${SECRET} passe.`, [{ type: 'pageLink', attrs: { pageId: target, anchor: null } }]),
          { type: 'file', attrs: { fileId, name: `${SECRET}.txt`, size: 8, mediaType: 'text/plain' } },
        ],
      },
    });
    expect(written.body['text']).toContain(SECRET);
    await app.settle();
    await new Promise((resolve) => setTimeout(resolve, 150));
    socket.disconnect();

    const draftId = written.body['versionId'] as string;
    const asked = [
      `/pages/${id}`,
      `/pages/${id}/versions`,
      `/pages/${id}/comparison`,
      `/pages/${target}/backlinks`,
      `/communities/${communityId}/recent`,
      `/communities/${communityId}/pages`,
      '/recent',
      `/pages/${target}`,
    ];
    for (const url of asked) {
      const { text, status } = await app.as(reader).get(url);
      expect([url, status, text.includes(SECRET), text.includes(draftId)]).toEqual([url, 200, false, false]);
    }
    expect((await app.as(reader).get(`/pages/${target}/backlinks`)).body['items']).toEqual([]);
    expect((await app.as(reader).get(`/pages/${id}`)).body).toEqual(before);
    expect((await app.as(reader).get(`/pages/${id}/versions`)).body).toEqual(versionsBefore);
    for (const url of [`/pages/${id}/versions/${draftId}`, `/pages/${id}/comparison?to=${draftId}`, `/files/${fileId}`])
      expect([url, (await app.as(reader).get(url)).status]).toEqual([url, 404]);
    expect((await app.as(reader).get(`/pages/${id}?version=draft`)).status).toBe(403);
    // That something is stale is all that a hint says, and lists hear nothing.
    expect(hints.filter((hint) => JSON.stringify(hint) !== JSON.stringify({ type: 'page', id }))).toEqual([]);

    const merely = (await app.as(ana).get(`/pages/${id}`)).body;
    expect(merely).toMatchObject({ text: before['text'], draft: { changed: true, authors: [{ name: 'Bob Gallou' }] } });
    expect(merely['draft'].since).not.toBeNull();
    expect((await app.as(ana).get(`/pages/${id}?version=draft`)).body).toMatchObject({
      text: expect.stringContaining(SECRET),
      files: [{ id: fileId }],
      links: [{ id: target }],
    });
    expect((await app.as(ana).get(`/files/${fileId}`)).status).toBe(200);
    expect((await app.as(ana).get(`/pages/${id}/versions`)).body['items'][0]).toMatchObject({ draft: true, read: false });

    const comparison = (await app.as(ana).get(`/pages/${id}/comparison`)).body;
    expect(comparison['difference'].counts).toMatchObject({ added: 2, removed: 1 });

    await app.as(ana).put(`/pages/${id}/publication`);
    const published = (await app.as(reader).get(`/pages/${id}`)).body;
    expect(published).toMatchObject({
      text: expect.stringContaining(SECRET),
      links: [{ id: target }],
      files: [{ id: fileId }],
      lastEditor: { name: 'Ana Rivoal' },
      draft: null,
    });
    expect((await app.as(reader).get(`/pages/${target}/backlinks`)).body['items']).toMatchObject([
      { id, excerpt: expect.stringContaining(SECRET) },
    ]);
    expect((await app.as(reader).get(`/files/${fileId}`)).status).toBe(200);
    expect((await app.as(reader).get(`/pages/${id}/versions`)).body['items'][0]).toMatchObject({
      kind: 'published',
      read: true,
      draft: false,
    });
    expect((await app.as(ana).get(`/pages/${id}`)).body).toMatchObject({ draft: { changed: false, since: null, authors: [] } });
  });

  it('is drafted again after it was published, and read live again when that ends', async () => {
    const id = await page('Cycle', 'Un');
    const write = (markdown: string) => app.as(ana).put(`/pages/${id}/document`, { markdown });
    const read = async () => (await app.as(reader).get(`/pages/${id}`)).body['text'];
    await app.as(ana).put(`/pages/${id}/draft-mode`);
    await app.as(ana).put(`/pages/${id}/draft-mode`);
    await write('Deux');
    await app.as(ana).put(`/pages/${id}/publication`);
    await write('Trois');
    expect(await read()).toBe('Deux');
    expect((await app.as(ana).delete(`/pages/${id}/draft-mode`)).body).toMatchObject({ draft: null, text: 'Trois' });
    expect(await read()).toBe('Trois');
    await write('Quatre');
    expect(await read()).toBe('Quatre');
    const kinds = (await app.as(ana).get(`/pages/${id}/versions`)).body['items'] as { kind: string; draft: boolean }[];
    expect(kinds.map(({ kind, draft }) => [kind, draft])).toEqual([
      ['automatic', false],
      ['published', false],
      ['published', false],
      ['automatic', false],
    ]);
  });

  it('names everybody who wrote on the draft', async () => {
    const id = await page('Ensemble', 'Un');
    await app.as(ana).put(`/pages/${id}/draft-mode`);
    await app.as(ana).put(`/pages/${id}/document`, { markdown: 'Deux' });
    await app.nest.get(Versions, { strict: false }).sessionEnded(id, [ana.id, bob.id]);
    const { authors } = (await app.as(bob).get(`/pages/${id}`)).body['draft'] as { authors: { name: string }[] };
    expect(authors.map(({ name }) => name)).toEqual(['Ana Rivoal', 'Bob Gallou']);
  });

  it('keeps what readers read as a version, whatever its author writes next', async () => {
    const id = await page('Suite', 'Un');
    await app.as(ana).put(`/pages/${id}/document`, { markdown: 'Deux' });
    await app.as(ana).put(`/pages/${id}/draft-mode`);
    await app.as(ana).put(`/pages/${id}/document`, { markdown: 'Trois' });
    expect((await app.as(reader).get(`/pages/${id}/versions`)).body['items']).toMatchObject([{ number: 2, read: true }, { number: 1 }]);
    expect((await app.as(ana).get(`/pages/${id}/versions`)).body['items']).toHaveLength(3);
  });

  it('hides for good the versions of a draft that were never published', async () => {
    const id = await page('Étapes', 'Un');
    await app.as(ana).put(`/pages/${id}/draft-mode`);
    await app.as(ana).put(`/pages/${id}/document`, { markdown: `Un ${SECRET}` });
    const { items } = (await app.as(ana).get(`/pages/${id}/versions`)).body;
    await app.as(bob).put(`/pages/${id}/document`, { markdown: 'Deux' });
    await app.as(ana).put(`/pages/${id}/publication`);
    expect((await app.as(reader).get(`/pages/${id}/versions`)).body['items']).toHaveLength(2);
    expect((await app.as(ana).get(`/pages/${id}/versions`)).body['items']).toHaveLength(3);
    expect((await app.as(reader).get(`/pages/${id}/versions/${items[0].id}`)).status).toBe(404);
  });

  it('is copied as it is read', async () => {
    const id = await page('Copiée', 'Publié');
    await app.as(ana).put(`/pages/${id}/draft-mode`);
    await app.as(ana).put(`/pages/${id}/document`, { markdown: SECRET });
    const own = await app.communities.create({ animators: [reader], visibility: 'open' });
    const copy = await app.as(reader).post(`/pages/${id}/copies`, { communityId: own, parentId: null, descendants: false });
    expect(copy.status).toBe(201);
    expect((await app.as(reader).get(`/pages/${copy.body['id']}`)).body['text']).toBe('Publié');
  });

  it('is begun, published and ended by those who write, and not for a page that nobody reads yet', async () => {
    const id = await page('Droits');
    for (const method of ['put', 'delete'] as const) expect((await app.as(reader)[method](`/pages/${id}/draft-mode`)).status).toBe(403);
    expect((await app.as(reader).put(`/pages/${id}/publication`)).status).toBe(403);
    const draft = (await app.as(ana).post('/pages', { communityId, title: 'Neuve', markdown: 'x', draft: true })).body['id'];
    expect(await app.as(ana).put(`/pages/${draft}/draft-mode`)).toMatchObject({ status: 409, body: { code: 'not-published' } });
    await app.as(ana).put(`/pages/${draft}/publication`);
    expect((await app.as(reader).get(`/pages/${draft}/versions`)).body['items']).toMatchObject([{ number: 1, kind: 'published' }]);
  });
});
