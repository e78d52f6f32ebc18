import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Problem } from '@parvis/shared';
import sharp from 'sharp';
import { pngThatClaims } from '../factories/bad-files.ts';
import type { TestPerson } from '../factories/people.ts';
import { rowCounts } from '../stories/row-counts.ts';
import { type TestApp, startTestApp } from '../test-app.ts';
import { TrashService } from '../../src/content/trash.service.ts';
import { Storage } from '../../src/platform/storage/storage.ts';
import { UnusedFiles } from '../../src/features/files/unused-files.ts';

const DAY = 24 * 60 * 60 * 1000;
const SCRIPT = '<script>alert(document.domain)</script>';

let app: TestApp;
let author: TestPerson, reader: TestPerson, other: TestPerson, partner: TestPerson;
let communityId: string, pageId: string;
let png: Buffer;
beforeAll(async () => {
  app = await startTestApp();
  [author, reader, other, partner] = await Promise.all([
    app.people.create(),
    app.people.create(),
    app.people.create(),
    app.people.create({ organization: 'partner' }),
  ]);
  communityId = await app.communities.create({ visibility: 'open', animators: [author], members: [partner] });
  png = await sharp({ create: { width: 900, height: 40, channels: 3, background: '#363' } })
    .png()
    .toBuffer();
});
afterAll(() => app.close());
beforeEach(async () => {
  pageId = await app.pages.create({ communityId, author, title: 'Atelier' });
});

const send = (person: TestPerson, content: Buffer, name = 'relevé.png') =>
  app.as(person).upload<Problem & { id: string }>('POST', `/pages/${pageId}/annotation-pictures`, { name, type: 'image/png', content });
const showing = (fileId: string) => ({
  type: 'doc',
  content: [{ type: 'paragraph', content: [{ type: 'inlineImage', attrs: { fileId, alt: 'relevé' } }] }],
});
const annotate = (person: TestPerson, body: object) => app.as(person).post('/annotations', { sourceId: pageId, ...body });
const status = async (person: TestPerson, fileId: string) => (await app.as(person).get(`/files/${fileId}`)).status;
const statuses = (fileId: string) => Promise.all([author, reader, other].map((person) => status(person, fileId)));

describe('a picture in an annotation', () => {
  it('is sent by a reader without edit right, and seen by her alone until an annotation shows it', async () => {
    const sent = await send(reader, png);
    expect(sent).toMatchObject({ status: 201, body: { name: 'relevé.png', mediaType: 'image/webp', width: 900, height: 40 } });
    expect(await statuses(sent.body.id)).toEqual([404, 200, 404]);
    // Whoever only knows its id gains nothing by naming it.
    await annotate(other, { body: showing(sent.body.id) });
    expect(await statuses(sent.body.id)).toEqual([404, 200, 404]);
    const { status: made } = await annotate(reader, { motivation: 'highlighting', body: showing(sent.body.id) });
    expect(made).toBe(201);
    expect(await statuses(sent.body.id)).toEqual([200, 200, 200]);
  });

  it('is seen by whoever sees the annotation: of a private one by its author', async () => {
    const { id } = (await send(reader, png)).body;
    const made = await annotate(reader, { motivation: 'highlighting', visibility: 'private', body: showing(id) });
    expect(await statuses(id)).toEqual([404, 200, 404]);
    await app.as(reader).patch(`/annotations/${made.body['id']}`, { visibility: 'page' });
    expect(await statuses(id)).toEqual([200, 200, 200]);
    await app.as(author).put(`/contents/${pageId}/audience`, { audience: 'participants', participantIds: [author.id] });
    expect(await statuses(id)).toEqual([200, 404, 404]);
  });

  it('taken out of it is seen there no more', async () => {
    const { id } = (await send(reader, png)).body;
    const made = await annotate(reader, { motivation: 'highlighting', body: showing(id) });
    await app.as(reader).patch(`/annotations/${made.body['id']}`, { text: 'Sans image' });
    expect(await statuses(id)).toEqual([404, 200, 404]);
  });

  it('dies with it: erased from the trash, its bytes are removed by the clean-up', async () => {
    const { id } = (await send(reader, png)).body;
    const made = await annotate(reader, { motivation: 'highlighting', body: showing(id) });
    await app.as(reader).delete(`/annotations/${made.body['id']}`);
    expect(await statuses(id)).toEqual([404, 404, 404]);
    const later = new Date(Date.now() + 31 * DAY);
    await app.nest.get(TrashService, { strict: false }).erase(later);
    await app.nest.get(UnusedFiles, { strict: false }).purge(later);
    expect(await app.db.many(`SELECT id FROM file WHERE id = $1`, [id])).toEqual([]);
    const left: string[] = [];
    for await (const key of app.nest.get(Storage).list(`files/${id.slice(-2)}/${id}/`)) left.push(key);
    expect(left).toEqual([]);
  });

  it('never shown in a week is removed', async () => {
    const { id } = (await send(reader, png)).body;
    const files = app.nest.get(UnusedFiles, { strict: false });
    await files.purge(new Date(Date.now() + 6 * DAY));
    expect(await status(reader, id)).toBe(200);
    await files.purge(new Date(Date.now() + 8 * DAY));
    expect(await status(reader, id)).toBe(404);
  });

  it('is for whoever may annotate: others hear the same no as for the annotation', async () => {
    expect((await send(partner, png)).status).toBe(403);
    await app.as(author).put(`/contents/${pageId}/audience`, { audience: 'participants', participantIds: [author.id] });
    expect((await send(reader, png)).status).toBe(404);
  });

  const WRONG: [what: string, bytes: () => Buffer, status: number, code: string][] = [
    ['of no bytes', () => Buffer.alloc(0), 400, 'invalid'],
    ['that is text', () => Buffer.from('I am a picture'), 400, 'invalid'],
    ['that is an SVG', () => Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg">${SCRIPT}</svg>`), 400, 'invalid'],
    ['that is a page', () => Buffer.from(`<!doctype html>${SCRIPT}`), 400, 'invalid'],
    ['that is a PDF', () => Buffer.from('%PDF-1.7\n'), 400, 'invalid'],
    ['that is cut off', () => png.subarray(0, 60), 400, 'invalid'],
    ['that claims 2,500 million pixels', () => pngThatClaims(50_000, 50_000), 400, 'invalid'],
    ['larger than 10 MB', () => Buffer.concat([png, Buffer.alloc(10 * 1024 * 1024)]), 413, 'too-large'],
  ];
  it.each(WRONG)('%s is refused, and nothing of it is kept', async (_, bytes, expected, code) => {
    const before = await rowCounts(app.db);
    const { status: found, body } = await send(reader, bytes());
    expect({ found, code: body.code, fields: (body.errors ?? []).map(({ field }) => field) }).toEqual({
      found: expected,
      code,
      fields: expected === 400 ? ['file'] : [],
    });
    expect(await rowCounts(app.db)).toEqual(before);
  });

  it('that is a page too is kept as a picture alone', async () => {
    const { id } = (await send(reader, Buffer.concat([png, Buffer.from(SCRIPT)]), '../../x.html')).body;
    const answer = await app.nest.inject({ url: `/api/files/${id}`, headers: { host: 'parvis.test', cookie: reader.cookie } });
    expect(answer.headers['content-type']).toBe('image/webp');
    expect(answer.rawPayload.includes('<script')).toBe(false);
  });

  it('is the fiftieth that waits, and no more are taken that day', async () => {
    const hoarder = await app.people.create();
    await app.db.many(
      `INSERT INTO file (id, name, media_type, size, sha256, storage_key, created_by, sent_to) SELECT uuidv7(), 'x', 'image/webp', 1, '\\x00', 'x' || n, $1, $2 FROM generate_series(1, 49) n`,
      [hoarder.id, pageId],
    );
    expect((await send(hoarder, png)).status).toBe(201);
    expect((await send(hoarder, png)).body).toMatchObject({ status: 429, code: 'too-many-pictures' });
  });
});
