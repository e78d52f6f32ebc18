import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Problem } from '@parvis/shared';
import sharp from 'sharp';
import { type TestApp, startTestApp } from '../test-app.ts';
import { pngThatClaims, renamedInside, withDirectory, zipOf } from '../factories/bad-files.ts';
import type { TestPerson } from '../factories/people.ts';
import { rowCounts } from './row-counts.ts';

const SCRIPT = '<script>alert(document.domain)</script>';

let app: TestApp;
let ana: TestPerson;
let communityId: string;
let png: Buffer;
beforeAll(async () => {
  app = await startTestApp();
  ana = await app.people.create();
  png = await sharp({ create: { width: 300, height: 300, channels: 3, background: '#363' } })
    .png()
    .toBuffer();
});
afterAll(() => app.close());
beforeEach(async () => {
  communityId = await app.communities.create({ animators: [ana] });
});

const setPhoto = (name: string, content: Buffer) => app.as(ana).upload<Problem>('PUT', '/me/photo', { name, type: 'image/png', content });

describe('a photo', () => {
  const WRONG: [what: string, bytes: () => Buffer, status: number][] = [
    ['of no bytes', () => Buffer.alloc(0), 400],
    ['that is text', () => Buffer.from('I am a photo'), 400],
    ['that is a page', () => Buffer.from(`<!doctype html>${SCRIPT}`), 400],
    ['that is an SVG', () => Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg">${SCRIPT}</svg>`), 400],
    ['that is a GIF and a script', () => Buffer.from('GIF89a/*\x01\x00\x01\x00*/=1;alert(1)', 'latin1'), 400],
    ['that is a program', () => Buffer.from('MZ\x90\x00\x03', 'latin1'), 400],
    ['that is cut off', () => png.subarray(0, 60), 400],
    ['that only begins like a PNG', () => Buffer.concat([png.subarray(0, 8), Buffer.from(SCRIPT)]), 400],
    ['that claims 2,500 million pixels', () => pngThatClaims(50_000, 50_000), 400],
    ['larger than 10 MB', () => Buffer.concat([png, Buffer.alloc(10 * 1024 * 1024)]), 413],
  ];
  it.each(WRONG)('%s is refused', async (_, bytes, status) => {
    const before = await rowCounts(app.db);
    const { status: found, body } = await setPhoto('photo.png', bytes());
    expect({ found, fields: (body.errors ?? []).map(({ field }) => field) }).toEqual({
      found: status,
      fields: status === 400 ? ['file'] : [],
    });
    expect(await rowCounts(app.db)).toEqual(before);
  });

  it('that is a picture and a page is kept as a picture alone', async () => {
    expect((await setPhoto('../../../photo.html', Buffer.concat([png, Buffer.from(SCRIPT)]))).status).toBe(200);
    const answer = await app.nest.inject({ url: `/api/people/${ana.id}/photo`, headers: { host: 'parvis.test', cookie: ana.cookie } });
    expect(answer.headers['content-type']).toBe('image/webp');
    expect(answer.rawPayload.includes('<script')).toBe(false);
    expect(await sharp(answer.rawPayload).metadata()).toMatchObject({ format: 'webp', width: 256, height: 256 });
  });
});

const importZip = (content: Buffer, name = 'manuel.zip') =>
  app.as(ana).upload('POST', `/communities/${communityId}/imports`, { name, type: 'application/zip', content });
/** Sends a zip and waits for its end. Returns the import. */
async function imported(content: Buffer, name?: string): Promise<Record<string, any>> {
  const started = await importZip(content, name);
  expect(started.status).toBe(202);
  await app.settle();
  return (await app.as(ana).get(`/imports/${started.body['id']}`)).body;
}
/** Of what an import writes when it succeeds. */
const contents = async () => {
  const { content, page, page_revision: revisions, file, file_use: uses, page_address: addresses } = await rowCounts(app.db);
  return { content, page, revisions, file, uses, addresses };
};

describe('a zip', () => {
  it('of no bytes is refused at once', async () => {
    const before = await rowCounts(app.db);
    expect((await importZip(Buffer.alloc(0))).body).toMatchObject({ code: 'invalid', errors: [{ field: 'file' }] });
    expect(await rowCounts(app.db)).toEqual(before);
  });

  const page = { 'aa/bb/secret.md': '# Page', 'image.png': 'x' };
  const WRONG: [what: string, bytes: () => Promise<Buffer>, code: string][] = [
    ['that is none', async () => Buffer.from('PK, or so it says'), 'not-a-zip'],
    ['that is cut off', async () => (await zipOf(page)).subarray(0, 60), 'not-a-zip'],
    ['whose directory is cut off', async () => (await zipOf(page)).subarray(0, -30), 'not-a-zip'],
    ['that leads up', async () => renamedInside(await zipOf(page), 'aa/bb/secret.md', '../../secret.md'), 'unsafe-path'],
    ['that leads up by other strokes', async () => renamedInside(await zipOf(page), 'aa/bb/secret.md', '..\\..\\secret.md'), 'unsafe-path'],
    ['that begins at the root', async () => renamedInside(await zipOf(page), 'aa/bb/secret.md', '/a/bb/secret.md'), 'unsafe-path'],
    ['that names a drive', async () => renamedInside(await zipOf(page), 'aa/bb/secret.md', 'c:/bb/secret.md'), 'unsafe-path'],
    ['with NUL in a name', async () => renamedInside(await zipOf(page), 'aa/bb/secret.md', 'aa/bb/sec\0et.md'), 'unsafe-path'],
    [
      'that holds a link',
      async () => withDirectory(await zipOf(page), (entry) => entry.writeUInt32LE((0o120777 << 16) >>> 0, 38)),
      'unsafe-path',
    ],
    [
      'that wants a password',
      async () => withDirectory(await zipOf(page), (entry) => entry.writeUInt16LE(entry.readUInt16LE(8) | 1, 8)),
      'encrypted',
    ],
    ['that is thirty-three folders deep', async () => zipOf({ [`${'d/'.repeat(33)}x.md`]: 'x' }), 'unsafe-path'],
  ];
  it.each(WRONG)('%s is refused, and nothing of it is written', async (_, bytes, code) => {
    const before = await contents();
    const done = await imported(await bytes());
    expect(done).toMatchObject({ state: 'failed', report: null, failure: { code } });
    expect(await contents()).toEqual(before);
  });

  it.each([
    ['while it unfolds, when it declares no size', (zip: Buffer) => withDirectory(zip, (entry) => entry.writeUInt32LE(0, 24))],
    ['before it unfolds, when it says so', (zip: Buffer) => zip],
  ])('that unfolds to hundreds of megabytes is refused %s', async (_, make) => {
    const bomb = await zipOf({ 'README.md': '# Bombe ![x](x.bin)', 'x.bin': Buffer.alloc(210 * 1024 * 1024) });
    expect(bomb.length).toBeLessThan(1_000_000);
    const before = await contents();
    const memory = process.memoryUsage().rss;
    let most = 0;
    const watch = setInterval(() => (most = Math.max(most, process.memoryUsage().rss - memory)), 5);
    expect(await imported(make(bomb))).toMatchObject({ state: 'failed', failure: { code: 'too-large' } });
    clearInterval(watch);
    expect(await contents()).toEqual(before);
    expect(most).toBeLessThan(100 * 1024 * 1024);
  });

  it('may be called anything: what is shown of its name disguises nothing', async () => {
    const { name, state } = await imported(await zipOf({ 'a.md': 'x' }), '../../bilan\u202Efdp.zip');
    expect({ name, state }).toEqual({ name: 'bilanfdp.zip', state: 'done' });
  });
});

describe('files of an import', () => {
  it('that are not what they are called are kept to be downloaded, and never run or shown', async () => {
    const files: Record<string, Buffer> = {
      'polyglotte.png': Buffer.concat([png, Buffer.from(SCRIPT)]),
      'page.png': Buffer.from(`<!doctype html>${SCRIPT}`),
      'bombe.png': pngThatClaims(50_000, 50_000),
      'dessin.svg': Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)">${SCRIPT}</svg>`),
      'lisez.html': Buffer.from(SCRIPT),
      'vide.png': Buffer.alloc(0),
      'programme.pdf': Buffer.from('MZ\x90\x00', 'latin1'),
    };
    const markdown = Object.keys(files).map((name) => `![${name}](${name})\n\n[${name}](${name})`);
    const done = await imported(await zipOf({ 'README.md': `# Pièces\n\n${markdown.join('\n\n')}\n`, ...files }));
    expect(done).toMatchObject({ state: 'done', report: { files: { unused: [] } } });
    const tree = (await app.as(ana).get(`/communities/${communityId}/pages`)).body['items'];
    const { files: shown } = (await app.as(ana).get(`/pages/${tree[0].id}`)).body as { files: { id: string; name: string }[] };
    const served: Record<string, string> = {};
    for (const { id, name } of shown) {
      const answer = await app.nest.inject({ url: `/api/files/${id}`, headers: { host: 'parvis.test', cookie: ana.cookie } });
      served[name] = `${answer.headers['content-type']} ${String(answer.headers['content-disposition']).split(';')[0]}`;
      expect(answer.headers).toMatchObject({
        'x-content-type-options': 'nosniff',
        'content-security-policy': expect.stringMatching(/^sandbox; default-src 'none'/),
      });
      if (name === 'polyglotte.png') expect(answer.rawPayload.includes('<script')).toBe(false);
    }
    expect(served).toEqual({
      'polyglotte.png': 'image/webp inline',
      'page.png': 'application/octet-stream attachment',
      'bombe.png': 'application/octet-stream attachment',
      'dessin.svg': 'image/svg+xml attachment',
      'lisez.html': 'text/html attachment',
      'vide.png': 'application/octet-stream attachment',
      'programme.pdf': 'application/x-msdownload attachment',
    });
  });
});
