import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { nodesOf } from '@parvis/shared/document';
import { Command } from 'commander';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { buffer } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';
import { v7 as uuidv7 } from 'uuid';
import type { TestPerson } from '../../../../test/factories/people.ts';
import { OUR_ORIGIN, type TestApp, startTestApp } from '../../../../test/test-app.ts';
import { system } from '../../../platform/database/actor.ts';
import { Storage } from '../../../platform/storage/storage.ts';
import { openFolder } from '../import/folder-source.ts';
import type { ImportSource } from '../import/source.ts';
import { openZip } from '../import/zip-source.ts';
import { ImportWriter } from '../import-writer.ts';
import { registerWikiCommands } from '../wiki.cli.ts';

let app: TestApp;
let folder: string;
let ana: TestPerson;
let bob: TestPerson;
beforeAll(async () => {
  app = await startTestApp();
  folder = await mkdtemp(path.join(os.tmpdir(), 'parvis-export-'));
  [ana, bob] = await Promise.all([app.people.create({ name: 'Ana Rivoal' }), app.people.create({ name: 'Bob Gallou' })]);
});
afterAll(async () => {
  await app.close();
  await rm(folder, { recursive: true, force: true });
});

const community = async (name: string): Promise<string> =>
  (await app.as(ana).post('/communities', { name, visibility: 'open' })).body['id'];

async function download(person: TestPerson, address: string) {
  const answer = await app.nest.inject({ method: 'GET', url: `/api${address}`, headers: { ...OUR_ORIGIN, cookie: person.cookie } });
  return { status: answer.statusCode, headers: answer.headers, bytes: answer.rawPayload };
}

/** A zip as the importer reads it. */
async function opened(bytes: Buffer, name = 'export.zip'): Promise<ImportSource> {
  const file = path.join(folder, `${uuidv7()}.zip`);
  await writeFile(file, bytes);
  return openZip(file, name);
}
async function texts(bytes: Buffer): Promise<Record<string, string>> {
  const source = await opened(bytes);
  const entries = await Promise.all(source.paths.map(async (inside) => [inside, (await source.read(inside)).toString('utf8')] as const));
  await source.close();
  return Object.fromEntries(entries);
}

async function importInto(communityId: string, source: ImportSource) {
  try {
    return await app.nest.get(ImportWriter, { strict: false }).write({ ...system, id: ana.id }, communityId, source, async () => undefined);
  } finally {
    await source.close();
  }
}

/** All that an import must bring back: tree, order, titles and documents, pages by their place and files by their hash. */
async function contentsOf(communityId: string) {
  const rows = await app.db.many<{ id: string; parentId: string | null; title: string; document: object }>(
    `SELECT p.id, p.parent_id AS "parentId", c.title, r.document FROM page p JOIN content c ON c.id = p.id JOIN page_revision r ON r.id = p.revision_id
     WHERE p.community_id = $1 AND c.deleted_at IS NULL ORDER BY p.position, p.id`,
    [communityId],
  );
  const places = new Map<string, string>();
  const visit = (parentId: string | null, prefix: string) => {
    for (const [index, row] of rows.filter((candidate) => candidate.parentId === parentId).entries()) {
      places.set(row.id, `${prefix}/${index}`);
      visit(row.id, `${prefix}/${index}`);
    }
  };
  visit(null, '');
  const files = await filesOf(communityId);
  const named = (text: string) =>
    text.replace(/[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}/g, (id) => places.get(id) ?? files.get(id) ?? id);
  return rows
    .map(({ id, title, document }) => ({
      place: places.get(id),
      title,
      document: JSON.parse(named(JSON.stringify(withoutIds(document)))) as unknown,
    }))
    .toSorted((a, b) => String(a.place).localeCompare(String(b.place)));
}

/** Files as the store gives them: a picture is encoded anew by each import, so of pictures only name and size in pixels count. */
async function filesOf(communityId: string): Promise<Map<string, string>> {
  const rows = await app.db.many<{ id: string; name: string; width: number | null; height: number | null; storageKey: string }>(
    `SELECT DISTINCT f.id, f.name, f.width, f.height, f.storage_key AS "storageKey" FROM file f JOIN file_use u ON u.file_id = f.id JOIN page p ON p.id = u.content_id WHERE p.community_id = $1`,
    [communityId],
  );
  const entries = await Promise.all(
    rows.map(async ({ id, name, width, height, storageKey }) => {
      const bytes = await buffer(await app.nest.get(Storage).get(`${storageKey}/full`));
      return [id, width === null ? `${name} ${createHash('sha256').update(bytes).digest('hex')}` : `${name} ${width}×${height}`] as const;
    }),
  );
  return new Map(entries);
}

/** Without the ids of blocks, and without the size of what is encoded anew. */
function withoutIds(document: object): object {
  return JSON.parse(JSON.stringify(document, (key, value: unknown) => (key === 'id' ? null : value))) as object;
}

/** Exports a community, imports the zip into an empty one twice, and holds both equal. Returns how many pages there were. */
async function comesBack(communityId: string): Promise<number> {
  const { status, bytes } = await download(ana, `/communities/${communityId}/export`);
  expect(status).toBe(200);
  const into = await community(`Retour ${uuidv7()}`);
  const first = await importInto(into, await opened(bytes));
  const before = await contentsOf(communityId);
  expect(await contentsOf(into)).toEqual(before);
  expect(first.pages.created).toBe(before.length);
  expect(first.warnings).toEqual([]);
  const second = await importInto(into, await opened(bytes));
  expect(second.pages).toEqual({ created: 0, updated: 0, unchanged: before.length });
  expect(second.files.stored).toBe(0);
  return before.length;
}

describe('a page', () => {
  it('is a file of Markdown when it shows no files, under a name that no header misreads', async () => {
    const communityId = await community('Une page');
    const title = 'Réception : « lot "3" »; ../..';
    const { body } = await app.as(ana).post('/pages', { communityId, title, markdown: 'Du **gras**.\n\n- [x] fait' });
    const { bytes, headers } = await download(bob, `/pages/${body['id']}/export`);
    expect(bytes.toString('utf8')).toContain('Du **gras**.\n\n- [x] fait\n');
    expect(headers).toMatchObject({
      'content-type': 'text/markdown; charset=utf-8',
      'content-disposition':
        `attachment; filename="Reception : \u00ab lot -3- \u00bb; -...md"; filename*=UTF-8''R%C3%A9ception%20-%20%C2%AB%20lot%20-3-%20%C2%BB%3B%20..-...md`.replace(
          'Reception : \u00ab lot -3- \u00bb; -...md',
          'Reception -  lot -3- ; ..-...md',
        ),
      'cache-control': 'private, no-store',
      'x-content-type-options': 'nosniff',
    });
  });

  it('is a zip with its files, or with all below it', async () => {
    const communityId = await community('Un arbre');
    const picture = await sharp({ create: { width: 8, height: 4, channels: 3, background: '#fff' } })
      .png()
      .toBuffer();
    await writeFile(path.join(folder, 'source.md'), '# Haut\n\n![coupe](coupe.png)\n\n[Bas](source/bas.md)');
    const source: ImportSource = {
      name: 'arbre',
      paths: ['coupe.png', 'haut.md', 'haut/bas.md', 'SUMMARY.md'],
      read: async (inside) =>
        ({
          'coupe.png': picture,
          'haut.md': Buffer.from('# Haut\n\n![coupe](coupe.png)\n\nvoir [Bas](haut/bas.md#partie)'),
          'haut/bas.md': Buffer.from('# Bas\n\nvoir [Haut](../haut.md)'),
          'SUMMARY.md': Buffer.from('- [Haut](haut.md)\n  - [Bas](haut/bas.md)'),
        })[inside]!,
      close: async () => undefined,
    };
    await importInto(communityId, source);
    const [top] = await app.db.many<{ id: string }>(`SELECT id FROM page WHERE community_id = $1 AND parent_id IS NULL`, [communityId]);
    const alone = await texts((await download(bob, `/pages/${top!.id}/export`)).bytes);
    expect(Object.keys(alone)).toEqual(['.gitbook/assets/coupe.png', 'SUMMARY.md', 'haut.md']);
    expect(alone['haut.md']).toBe('# Haut\n\n![coupe](.gitbook/assets/coupe.png)\n\nvoir Bas\n');
    const whole = await texts((await download(bob, `/pages/${top!.id}/export?descendants=true`)).bytes);
    expect(whole['haut.md']).toContain('voir [Bas](haut/bas.md#partie)');
    expect(whole['haut/bas.md']).toBe('# Bas\n\nvoir [Haut](../haut.md)\n');
    expect(whole['SUMMARY.md']).toBe('- [Haut](haut.md)\n  - [Bas](haut/bas.md)\n');
  });
});

describe('what a person may not read', () => {
  it('is not in what she takes with her: no text, no title, no name of a file, no address', async () => {
    const communityId = await community('Gardée');
    const kept = uuidv7();
    const secret = 'kanari-9c41';
    await app.as(ana).post('/pages', { id: kept, communityId, title: `Projet ${secret}`, markdown: `Texte ${secret}.` });
    const open = (
      await app.as(ana).post('/pages', {
        communityId,
        title: 'Ouverte',
        document: {
          type: 'doc',
          content: [
            {
              type: 'paragraph',
              content: [{ type: 'text', text: 'voir ici', marks: [{ type: 'pageLink', attrs: { pageId: kept, anchor: null } }] }],
            },
            { type: 'pageCard', attrs: { pageId: kept, title: `Projet ${secret}` } },
          ],
        },
      })
    ).body['id'] as string;
    const below = (await app.as(ana).post('/pages', { communityId, parentId: kept, title: 'Dessous' })).body['id'] as string;
    await app.db.many(`INSERT INTO page_address (community_id, path, page_id) VALUES ($1, $2, $3)`, [
      communityId,
      `ancien/${secret}`,
      kept,
    ]);
    await app.db.many(
      `UPDATE content SET audience = CASE WHEN id = $1 THEN 'participants' ELSE 'community' END, scope_id = $1 WHERE id = ANY($2::uuid[])`,
      [kept, [kept, below]],
    );
    await app.db.many(`INSERT INTO content_participant (content_id, person_id) VALUES ($1, $2)`, [kept, ana.id]);
    for (const address of [`/communities/${communityId}/export`, `/pages/${open}/export`, `/pages/${open}/export?descendants=true`]) {
      const { bytes, headers } = await download(bob, address);
      const all = headers['content-type'] === 'application/zip' ? JSON.stringify(await texts(bytes)) : bytes.toString('utf8');
      expect(all).not.toContain(secret);
      expect(all).not.toContain('Dessous');
      expect(all).toContain('Page non disponible');
    }
    const hers = JSON.stringify(await texts((await download(ana, `/communities/${communityId}/export`)).bytes));
    expect(hers).toContain(`Texte ${secret}.`);
    expect(hers).toContain(`ancien/${secret}`);
  });
});

describe('an export', () => {
  it('is told in the audit, and only there', async () => {
    const communityId = await community('Auditée');
    const pageId = (await app.as(ana).post('/pages', { communityId, title: 'Une' })).body['id'] as string;
    await download(bob, `/communities/${communityId}/export`);
    await download(bob, `/pages/${pageId}/export`);
    const events = await app.db.many(
      `SELECT actor_id AS "actorId", payload FROM domain_event WHERE name = 'wiki.exported' AND payload ->> 'communityId' = $1 ORDER BY seq`,
      [communityId],
    );
    expect(events).toEqual([
      { actorId: bob.id, payload: { communityId, pageId: null, pages: 1, files: 0 } },
      { actorId: bob.id, payload: { communityId, pageId, pages: 1, files: 0 } },
    ]);
  });

  it('leads from old addresses to the pages', async () => {
    const communityId = await community('Adresses');
    const pageId = (await app.as(ana).post('/pages', { communityId, title: 'Nouvelle' })).body['id'] as string;
    await app.db.many(`INSERT INTO page_address (community_id, path, page_id) VALUES ($1, 'vieux/chemin à nous', $2)`, [
      communityId,
      pageId,
    ]);
    const { bytes } = await download(bob, `/communities/${communityId}/export`);
    const into = await community('Adresses bis');
    expect((await importInto(into, await opened(bytes))).redirects).toEqual({ made: 1, broken: [] });
    const found = await app.as(bob).get(`/communities/${into}/addresses?path=${encodeURIComponent('vieux/chemin à nous')}`);
    expect(found.body).toMatchObject({ title: 'Nouvelle' });
  });

  it('holds a file whose bytes are lost as an empty one, and all the others', async () => {
    const communityId = await community('Perdue');
    const pageId = (await app.as(ana).post('/pages', { communityId, title: 'Une', markdown: 'Texte.' })).body['id'] as string;
    const fileId = uuidv7();
    await app.db.many(
      `INSERT INTO file (id, name, media_type, size, sha256, storage_key) VALUES ($1, '../nul', 'text/plain', 1, '\\x00', $2)`,
      [fileId, `files/${fileId}`],
    );
    await app.db.many(`INSERT INTO file_use (content_id, file_id) VALUES ($1, $2)`, [pageId, fileId]);
    const all = await texts((await download(bob, `/communities/${communityId}/export`)).bytes);
    expect(all['.gitbook/assets/-nul']).toBe('');
    expect(all['une.md']).toBe('# Une\n\nTexte.\n');
  });
});

describe('the command', () => {
  const run = async (...line: string[]) => {
    const program = new Command('parvis').exitOverride();
    registerWikiCommands(program, async () => app.nest);
    await program.parseAsync(['node', 'parvis', ...line]);
  };

  it('writes the same zip into a file, as the first animator reads it, or no file at all', async () => {
    const communityId = await community('Ligne de commande');
    await app.as(ana).post('/pages', { communityId, title: 'Une', markdown: 'Texte.' });
    const file = path.join(folder, 'commande.zip');
    await run('export', 'markdown', '--community', 'ligne-de-commande', file);
    expect(await texts(await readFile(file))).toEqual({ 'SUMMARY.md': '- [Une](une.md)\n', 'une.md': '# Une\n\nTexte.\n' });
    await expect(run('export', 'markdown', '--community', 'nulle-part', path.join(folder, 'rien.zip'))).rejects.toThrow('nulle-part');
    expect(existsSync(path.join(folder, 'rien.zip'))).toBe(false);
  });

  it('imports twice into the community that it makes, whatever it is called, in the name of somebody who is still here', async () => {
    await app.people.create({ roles: ['admin'] });
    const printed = jest.spyOn(console, 'log').mockImplementation(() => undefined);
    try {
      const book = path.join(folder, 'carnet');
      await mkdir(book);
      await writeFile(path.join(book, 'une.md'), '# Une\n');
      const line = ['import', 'markdown', book, '--community', 'Carnet d’été', '--create', '--json'];
      await run(...line);
      const first = await app.db.one<{ id: string; authorId: string }>(
        `SELECT k.id, k.created_by AS "authorId" FROM community k WHERE k.slug = 'carnet-d-ete'`,
      );
      const next = await app.people.create({ name: 'Nina' });
      await app.db.many(`UPDATE person SET deactivated_at = now() WHERE id = $1`, [first!.authorId]);
      await app.db.many(`INSERT INTO membership (community_id, person_id, role, state) VALUES ($1, $2, 'animator', 'member')`, [
        first!.id,
        next.id,
      ]);
      await writeFile(path.join(book, 'deux.md'), '# Deux\n');
      await run(...line);
      expect(printed.mock.calls.map(([report]) => JSON.parse(String(report)).pages)).toEqual([
        { created: 1, updated: 0, unchanged: 0 },
        { created: 1, updated: 0, unchanged: 1 },
      ]);
      expect(await app.db.many(`SELECT title FROM content WHERE author_id = $1`, [next.id])).toEqual([{ title: 'Deux' }]);
    } finally {
      printed.mockRestore();
    }
  });
});

describe('an export that is imported into an empty community', () => {
  it('is the same: every kind of block, links between pages, files, titles that Markdown would change', async () => {
    const communityId = await community('Tout');
    const ids = [uuidv7(), uuidv7()] as const;
    const link = (pageId: string, anchor: string | null) => ({ type: 'pageLink', attrs: { pageId, anchor } });
    const text = (value: string, ...marks: object[]) => ({ type: 'text', text: value, ...(marks.length > 0 && { marks }) });
    const paragraph = (...content: object[]) => ({ type: 'paragraph', content });
    const document = {
      type: 'doc',
      content: [
        { type: 'heading', attrs: { level: 1 }, content: [text('Un titre à elle')] },
        paragraph(text('voir '), text('l’autre', link(ids[1], 'à voir'), { type: 'bold' }), text('\u00a0: {% hint %}')),
        { type: 'pageCard', attrs: { pageId: ids[1] } },
        paragraph(text('vu par '), { type: 'mention', attrs: { personId: bob.id } }),
        {
          type: 'callout',
          attrs: { kind: 'warning' },
          content: [paragraph(text('- non')), { type: 'codeBlock', attrs: { language: 'md' }, content: [text('{% hint %}')] }],
        },
        { type: 'formula', attrs: { latex: 'E = mc^2' } },
        { type: 'paragraph' },
        { type: 'tabs', content: [{ type: 'tab', attrs: { title: `"a" 'b'` }, content: [paragraph(text('x'))] }] },
        {
          type: 'table',
          content: [
            {
              type: 'tableRow',
              content: [
                {
                  type: 'tableCell',
                  attrs: { colspan: 2, colwidth: [80, 90] },
                  content: [
                    paragraph(text('a')),
                    { type: 'bulletList', content: [{ type: 'listItem', content: [paragraph(text('b', link(ids[1], null)))] }] },
                  ],
                },
              ],
            },
          ],
        },
        { type: 'kept', attrs: { format: 'gitbook', source: '{% carrousel %}', reason: 'carrousel' } },
      ],
    };
    const titles = ['Pose\u00a0: « avant »', '# 2. [Suite](x)  <b>', 'README', 'Pose\u00a0: « avant »'];
    for (const [index, title] of titles.entries()) {
      const id = ids[index] ?? uuidv7();
      const answer = await app.as(ana).post('/pages', { id, communityId, title, document, ...(index > 1 && { parentId: ids[0] }) });
      expect(answer.status).toBe(201);
    }
    expect(await comesBack(communityId)).toBe(4);
    const notes = await app.db.many<{ document: Parameters<typeof nodesOf>[0] }>(
      `SELECT r.document FROM page p JOIN page_revision r ON r.id = p.revision_id WHERE p.id = $1`,
      [ids[0]],
    );
    expect([...nodesOf(notes[0]!.document)].length).toBeGreaterThan(20);
  });

  const beside = (relative: string) => fileURLToPath(new URL(relative, import.meta.url));
  it.each([
    ['the demonstration of structures', beside('../../../../demo/structures')],
    ['the demonstration of safety', beside('../../../../demo/securite')],
    ['the demonstration in low carbon', beside('../../../../demo/bas-carbone')],
    ['the hard cases', beside('../../../../test/fixtures/wiki-difficile')],
    ['a real handbook', beside('../../../../../../../shared/corpus/handbook-fr')],
    ['a real handbook in English', beside('../../../../../../../shared/corpus/handbook-en')],
  ])(
    'is the same: %s',
    async (name, source) => {
      if (!existsSync(source)) {
        console.warn(`${path.basename(source)} is not there: ${name} is not exported.`);
        return;
      }
      const communityId = await community(name);
      await importInto(communityId, await openFolder(source));
      const began = performance.now();
      const pages = await comesBack(communityId);
      console.warn(`${path.basename(source)}: ${pages} pages come back equal, ${((performance.now() - began) / 1_000).toFixed(1)} s`);
    },
    300_000,
  );
});
