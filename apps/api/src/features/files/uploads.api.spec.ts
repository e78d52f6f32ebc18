import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { MAX_FILE_BYTES, MAX_PICTURE_BYTES, type UploadView } from '@parvis/shared';
import { randomBytes } from 'node:crypto';
import sharp from 'sharp';
import { v7 as uuidv7 } from 'uuid';
import type { TestPerson } from '../../../test/factories/people.ts';
import { type TestApp, startTestApp } from '../../../test/test-app.ts';
import { Storage } from '../../platform/storage/storage.ts';
import { UploadsUpkeep } from './uploads-upkeep.ts';

const PART = 64 * 1024;

let app: TestApp;
/** Ana and Bob write, Rita reads (the community is open), Eve has nothing to do with it. */
let ana: TestPerson, bob: TestPerson, rita: TestPerson, eve: TestPerson;
let page: string, secret: string;
beforeAll(async () => {
  app = await startTestApp();
  [ana, bob, rita, eve] = (await Promise.all([1, 2, 3, 4].map(() => app.people.create()))) as [
    TestPerson,
    TestPerson,
    TestPerson,
    TestPerson,
  ];
  const open = await app.communities.create({ visibility: 'open', animators: [ana], members: [bob] });
  page = await app.pages.create({ communityId: open, author: ana, title: 'Appuis' });
  const closed = await app.communities.create({ visibility: 'secret', animators: [ana] });
  secret = await app.pages.create({ communityId: closed, author: ana, title: 'Secrète' });
});
afterAll(() => app.close());

const announce = (person: TestPerson, file: Partial<{ id: string; name: string; size: number; mediaType: string }>, to = page) =>
  app.as(person).post<UploadView & { code?: string }>(`/pages/${to}/uploads`, {
    name: 'plan.bin',
    size: 10,
    mediaType: 'application/octet-stream',
    ...file,
  });
const send = (person: TestPerson, id: string, offset: number, bytes: Buffer, type = 'application/octet-stream') =>
  app.as(person).patch<UploadView & { code?: string }>(`/uploads/${id}?offset=${offset}`, bytes, { 'content-type': type });
/** Sends all of it, in parts of the smallest size. */
async function sendAll(person: TestPerson, name: string, bytes: Buffer, mediaType = 'application/octet-stream') {
  const { id } = (await announce(person, { name, size: bytes.length, mediaType })).body;
  let answer = null as null | Awaited<ReturnType<typeof send>>;
  for (let at = 0; at < bytes.length; at += PART) answer = await send(person, id, at, bytes.subarray(at, at + PART));
  return { id, answer: answer! };
}
const parts = async (id: string) => {
  const keys: string[] = [];
  for await (const key of app.nest.get(Storage).list(`uploads/${id}/`)) keys.push(key);
  return keys;
};

describe('a file that comes in parts', () => {
  it('is taken in whole after the last part, and no part stays behind', async () => {
    const bytes = randomBytes(PART * 2 + 17);
    const { id, answer } = await sendAll(ana, 'relevé.bin', bytes);
    expect(answer.body).toMatchObject({
      offset: bytes.length,
      file: { name: 'relevé.bin', size: bytes.length, mediaType: 'application/octet-stream' },
    });
    expect(await parts(id)).toEqual([]);
    const fetched = await app.nest.inject({ method: 'GET', url: `/api/files/${answer.body.file?.id}`, headers: { cookie: ana.cookie } });
    expect(fetched.rawPayload.equals(bytes)).toBe(true);
    expect(fetched.headers['content-disposition']).toMatch(/^attachment/);
  });

  it('is taken up again where the server says, by whoever began it', async () => {
    const bytes = randomBytes(PART + 5);
    const { id } = (await announce(ana, { size: bytes.length })).body;
    await send(ana, id, 0, bytes.subarray(0, PART));
    expect((await app.as(ana).get<UploadView>(`/uploads/${id}`)).body).toMatchObject({ offset: PART, file: null });
    // Announced again with its id, as after a reload: the same file, as far as it is.
    expect((await announce(ana, { id, size: bytes.length })).body).toMatchObject({ id, offset: PART });
    expect((await send(ana, id, PART, bytes.subarray(PART))).body.file).toMatchObject({ size: bytes.length });
  });

  it('is answered once more when the answer to its last part was lost', async () => {
    const { id, answer } = await sendAll(ana, 'a.bin', randomBytes(10));
    const again = await send(ana, id, 10, Buffer.alloc(0));
    expect(again).toMatchObject({ status: 200, body: { file: { id: answer.body.file?.id } } });
  });

  it('is taken in by the next question when that was interrupted after the last part', async () => {
    const { id } = (await announce(ana, { size: 3 })).body;
    const key = `uploads/${id}/${uuidv7()}`;
    await app.nest.get(Storage).put(key, Buffer.from('abc'));
    await app.db.many(`UPDATE upload SET received = 3, parts = ARRAY[$2] WHERE id = $1`, [id, key]);
    expect((await send(ana, id, 3, Buffer.alloc(0))).body.file).toMatchObject({ size: 3 });
  });

  it('refuses another offset and says which one it expects', async () => {
    const { id } = (await announce(ana, { size: PART + 1 })).body;
    expect(await send(ana, id, 5, Buffer.alloc(3))).toMatchObject({
      status: 409,
      body: { code: 'wrong-offset', detail: 'The next part begins at byte 0.' },
    });
    await send(ana, id, 0, Buffer.alloc(PART));
    expect(await send(ana, id, 0, Buffer.alloc(PART))).toMatchObject({ status: 409 });
  });

  it('takes one of two parts that are sent at once, and keeps nothing of the other', async () => {
    const { id } = (await announce(ana, { size: 10 })).body;
    const answers = await Promise.all([send(ana, id, 0, Buffer.alloc(10, 'a')), send(ana, id, 0, Buffer.alloc(10, 'b'))]);
    const statuses = answers.map(({ status }) => status);
    expect(statuses).toContain(200);
    expect(new Set(answers.flatMap(({ body }) => body.file?.id ?? [])).size).toBe(1);
    expect(await parts(id)).toEqual([]);
  });

  it('is limited: the whole, what was announced, one part, many small parts, many at once', async () => {
    expect((await announce(ana, { size: MAX_FILE_BYTES + 1 })).status).toBe(400);
    expect((await announce(ana, { size: 0 })).status).toBe(400);
    expect(await announce(ana, { size: MAX_PICTURE_BYTES + 1, mediaType: 'image/jpeg' })).toMatchObject({
      status: 413,
      body: { code: 'picture-too-large' },
    });
    const { id } = (await announce(ana, { size: PART * 4 })).body;
    expect((await send(ana, id, 0, Buffer.alloc(5))).status).toBe(400);
    expect((await send(ana, id, 0, Buffer.alloc(PART * 5))).status).toBe(413);
    expect((await send(ana, id, 0, Buffer.alloc(6 * 1024 * 1024))).status).toBe(413);
    expect((await app.as(ana).get<UploadView>(`/uploads/${id}`)).body.offset).toBe(0);
    const busy = await app.people.create();
    const communityId = await app.communities.create({ animators: [busy] });
    const own = await app.pages.create({ communityId, author: busy, title: 'x' });
    const statuses: number[] = [];
    for (let count = 0; count < 21; count++) statuses.push((await announce(busy, {}, own)).status);
    expect([statuses.filter((status) => status === 201).length, statuses[20]]).toEqual([20, 429]);
  });

  it('comes as raw bytes only; other routes take none', async () => {
    const { id } = (await announce(ana, { size: 2 })).body;
    expect((await send(ana, id, 0, Buffer.from('{}'), 'application/json')).status).toBe(415);
    expect(
      (await app.as(ana).post(`/pages/${page}/uploads`, Buffer.from('{}'), { 'content-type': 'application/octet-stream' })).status,
    ).toBe(415);
  });
});

describe('who may send', () => {
  it('is whoever may write on the page', async () => {
    expect((await announce(bob, {})).status).toBe(201);
    expect((await announce(rita, {})).status).toBe(403);
    expect((await announce(eve, {}, secret)).status).toBe(404);
    expect((await announce(eve, {}, uuidv7())).status).toBe(404);
  });

  it('goes on with nobody else, and with nobody who may no longer write', async () => {
    const { id } = (await announce(bob, { size: 2 })).body;
    expect((await send(ana, id, 0, Buffer.from('ab'))).status).toBe(404);
    expect((await app.as(ana).get(`/uploads/${id}`)).status).toBe(404);
    expect((await announce(ana, { id, size: 2 })).status).toBe(409);
    await app.db.many(`UPDATE membership SET state = 'asked' WHERE person_id = $1`, [bob.id]);
    expect((await send(bob, id, 0, Buffer.from('ab'))).status).toBe(403);
    await app.db.many(`UPDATE membership SET state = 'member' WHERE person_id = $1`, [bob.id]);
    expect((await send(bob, id, 0, Buffer.from('ab'))).status).toBe(200);
  });

  it('shows the file to those who write on the page before the text that uses it is stored, and to no reader', async () => {
    const { answer } = await sendAll(ana, 'a.bin', randomBytes(10));
    const read = async (person: TestPerson) => (await app.as(person).get(`/files/${answer.body.file?.id}`)).status;
    expect([await read(ana), await read(bob), await read(rita)]).toEqual([200, 200, 404]);
  });

  it('is written down', async () => {
    const { answer } = await sendAll(ana, 'a.bin', randomBytes(10));
    const found = await app.db.one(`SELECT 1 AS there FROM domain_event WHERE name = 'file.uploaded' AND payload->>'fileId' = $1`, [
      answer.body.file?.id,
    ]);
    expect(found).not.toBeNull();
  });
});

describe('what is in it', () => {
  it('is encoded anew when it is a picture: nothing of what was hidden behind it is kept', async () => {
    const picture = await sharp({ create: { width: 900, height: 40, channels: 3, background: '#264' } })
      .png()
      .toBuffer();
    const { answer } = await sendAll(
      ana,
      'plan.png',
      Buffer.concat([picture, Buffer.from('<script>alert(1)</script>PK\u0003\u0004')]),
      'image/png',
    );
    expect(answer.body.file).toMatchObject({ mediaType: 'image/webp', width: 900, height: 40 });
    const served = await app.nest.inject({ method: 'GET', url: `/api/files/${answer.body.file?.id}`, headers: { cookie: ana.cookie } });
    expect(served.headers['content-type']).toBe('image/webp');
    expect(served.rawPayload.includes('<script>')).toBe(false);
  });

  it('is judged by its bytes, whatever its name and its sender say', async () => {
    const lies = await sendAll(ana, 'photo.png', Buffer.from('<!doctype html><script>alert(1)</script>'), 'image/png');
    const served = await app.nest.inject({
      method: 'GET',
      url: `/api/files/${lies.answer.body.file?.id}`,
      headers: { cookie: ana.cookie },
    });
    expect(lies.answer.body.file?.mediaType).not.toMatch(/image|html/);
    expect(served.headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'content-disposition': expect.stringMatching(/^attachment/),
    });
    const svg = await sendAll(
      ana,
      'dessin.svg',
      Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'),
      'image/svg+xml',
    );
    const drawn = await app.nest.inject({ method: 'GET', url: `/api/files/${svg.answer.body.file?.id}`, headers: { cookie: ana.cookie } });
    expect(drawn.headers['content-disposition']).toMatch(/^attachment/);
  });
});

describe('what never arrives', () => {
  it('is forgotten after a week, with its parts; what is on its way stays', async () => {
    const bytes = randomBytes(PART);
    const [old, fresh] = [(await announce(ana, { size: PART * 2 })).body.id, (await announce(ana, { size: PART * 2 })).body.id];
    for (const id of [old, fresh]) await send(ana, id, 0, bytes);
    await app.db.many(`UPDATE upload SET touched_at = now() - interval '8 days' WHERE id = $1`, [old]);
    // A part is known by the age in its id.
    const storage = app.nest.get(Storage);
    const stray = `uploads/${old}/${uuidv7({ msecs: Date.now() - 3 * 24 * 60 * 60 * 1000 })}`;
    await storage.put(stray, bytes);
    await app.nest.get(UploadsUpkeep, { strict: false }).purge();
    expect((await app.as(ana).get(`/uploads/${old}`)).status).toBe(404);
    expect(await storage.size(stray)).toBeNull();
    expect(await parts(fresh)).toHaveLength(1);
    expect((await app.as(ana).get<UploadView>(`/uploads/${fresh}`)).body.offset).toBe(PART);
  });
});
