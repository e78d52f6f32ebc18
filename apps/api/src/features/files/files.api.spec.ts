import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import sharp from 'sharp';
import { v7 as uuidv7 } from 'uuid';
import type { TestPerson } from '../../../test/factories/people.ts';
import { type TestApp, startTestApp } from '../../../test/test-app.ts';
import { TrashService } from '../../content/trash.service.ts';
import { system } from '../../platform/database/actor.ts';
import { Storage } from '../../platform/storage/storage.ts';
import { FileStore } from './file-store.ts';
import { UnusedFiles } from './unused-files.ts';

const DAY = 24 * 60 * 60 * 1000;

let app: TestApp;
/** Ana and Bob are members of one secret community; Eve has a community of her own. */
let ana: TestPerson, bob: TestPerson, eve: TestPerson;
let secret: string, elsewhere: string;
let picture: Buffer;
beforeAll(async () => {
  app = await startTestApp();
  [ana, bob, eve] = (await Promise.all([1, 2, 3].map(() => app.people.create()))) as [TestPerson, TestPerson, TestPerson];
  secret = await app.communities.create({ visibility: 'secret', animators: [ana], members: [bob] });
  elsewhere = await app.communities.create({ visibility: 'open', animators: [eve] });
  picture = await sharp({ create: { width: 1500, height: 30, channels: 3, background: '#336' } })
    .png()
    .toBuffer();
});
afterAll(() => app.close());

/** A picture that somebody stored and that nothing uses yet. Returns its id. */
async function kept(by: TestPerson | null, at = new Date()): Promise<string> {
  const store = app.nest.get(FileStore, { strict: false });
  const file = await store.keep('plan.png', picture);
  await app.db.write({ ...system, id: by?.id ?? null }, (tx) => store.record(tx, [file]));
  await app.db.many(`UPDATE file SET created_at = $2 WHERE id = $1`, [file.id, at]);
  return file.id;
}
const showing = (fileId: string) => ({ type: 'doc', content: [{ type: 'image', attrs: { fileId, alt: 'plan' } }] });
const write = (by: TestPerson, communityId: string, fileId: string) =>
  app.as(by).post('/pages', { communityId, title: 'Avec un plan', document: showing(fileId) });
const status = async (person: TestPerson, fileId: string) => (await app.as(person).get(`/files/${fileId}`)).status;
const bytes = async (fileId: string) => {
  const keys: string[] = [];
  for await (const key of app.nest.get(Storage).list(`files/${fileId.slice(-2)}/${fileId}/`)) keys.push(key.split('/').at(-1) ?? '');
  return keys.toSorted();
};

describe('who reads a file', () => {
  it('is whoever sees content that uses it, from the moment that it does', async () => {
    const file = await kept(ana);
    expect(await Promise.all([ana, bob].map((person) => status(person, file)))).toEqual([404, 404]);
    const page = (await write(ana, secret, file)).body['id'];
    expect(await Promise.all([ana, bob, eve].map((person) => status(person, file)))).toEqual([200, 200, 404]);
    await app.as(ana).put(`/contents/${page}/audience`, { audience: 'participants', participantIds: [ana.id] });
    expect(await Promise.all([ana, bob].map((person) => status(person, file)))).toEqual([200, 404]);
    await app.as(ana).delete(`/pages/${page}`);
    expect(await status(ana, file)).toBe(404);
  });

  it('is nobody who only knows its id: a page that names it gives no right to it', async () => {
    const file = await kept(ana);
    await write(ana, secret, file);
    const stolen = await write(eve, elsewhere, file);
    expect(stolen).toMatchObject({ status: 201, body: { files: [] } });
    expect(await status(eve, file)).toBe(404);
    // Bob sees it where it is, and may show it elsewhere.
    const own = await app.communities.create({ animators: [bob], members: [eve] });
    await write(bob, own, file);
    expect(await status(eve, file)).toBe(200);
  });

  it('what one has just sent may be stored by whoever writes with her, what lies about for days not', async () => {
    const [fresh, old] = [await kept(ana), await kept(ana, new Date(Date.now() - 2 * DAY))];
    for (const file of [fresh, old]) await write(bob, secret, file);
    expect([await status(bob, fresh), await status(bob, old)]).toEqual([200, 404]);
  });

  it('is given a picture at the width asked for, as a file of our own making', async () => {
    const file = await kept(ana);
    await write(ana, secret, file);
    const answer = await app.nest.inject({ url: `/api/files/${file}?size=640`, headers: { host: 'parvis.test', cookie: ana.cookie } });
    expect(await sharp(answer.rawPayload).metadata()).toMatchObject({ format: 'webp', width: 640 });
    expect(answer.headers).toMatchObject({
      'content-type': 'image/webp',
      'x-content-type-options': 'nosniff',
      'content-security-policy': expect.stringContaining('sandbox'),
      'content-disposition': expect.stringMatching(/^inline/),
    });
    expect((await app.as(ana).get(`/files/${file}?download=true`)).headers['content-disposition']).toMatch(/^attachment/);
    expect((await app.as(ana).get(`/files/${file}?size=641`)).body).toMatchObject({ errors: [{ field: 'size' }] });
  });
});

describe('files that nothing uses', () => {
  const purge = (daysFromNow: number) => app.nest.get(UnusedFiles, { strict: false }).purge(new Date(Date.now() + daysFromNow * DAY));
  const row = (id: string) => app.db.one(`SELECT id FROM file WHERE id = $1`, [id]);

  it('are removed after a week, with all their widths; those in use stay', async () => {
    const [unused, used] = [await kept(ana), await kept(ana)];
    await write(ana, secret, used);
    expect(await bytes(unused)).toEqual(['1280', '640', 'full']);
    await purge(6.9);
    expect(await row(unused)).not.toBeNull();
    expect(await purge(7.1)).toBeGreaterThan(0);
    expect([await row(unused), await bytes(unused)]).toEqual([null, []]);
    expect(await row(used)).not.toBeNull();
    expect(await bytes(used)).toHaveLength(3);
  });

  it('go after the page that used them was erased', async () => {
    const file = await kept(ana);
    const page = (await write(ana, secret, file)).body['id'];
    await app.as(ana).delete(`/pages/${page}`);
    await purge(20);
    expect(await row(file)).not.toBeNull();
    await app.nest.get(TrashService).erase(new Date(Date.now() + 31 * DAY));
    await purge(31);
    expect([await row(file), await bytes(file)]).toEqual([null, []]);
  });

  it('bytes that were stored without their row are removed after a day', async () => {
    const id = uuidv7();
    const storage = app.nest.get(Storage);
    await storage.put(`files/${id.slice(-2)}/${id}/full`, Buffer.from('x'));
    await purge(0.9);
    expect(await bytes(id)).toEqual(['full']);
    await purge(1.1);
    expect(await bytes(id)).toEqual([]);
  });

  it('one that comes into use while they are sought stays', async () => {
    for (let round = 0; round < 4; round++) {
      const file = await kept(ana, new Date(Date.now() - 8 * DAY));
      const [page] = await Promise.all([write(ana, secret, file), purge(0)]);
      const used = page.body['files'].length === 1;
      expect({ used, row: (await row(file)) !== null }).toEqual({ used, row: used });
    }
  });
});
