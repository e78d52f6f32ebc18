import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { readFile, readdir } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { zipOf } from '../../../../test/factories/bad-files.ts';
import type { TestPerson } from '../../../../test/factories/people.ts';
import { type TestApp, startTestApp } from '../../../../test/test-app.ts';
import { Hints } from '../../../platform/realtime/hints.ts';

/** The manual of a foundry, with everything that real manuals hold, and what nobody should write. */
const MANUAL = fileURLToPath(new URL('../../../../test/fixtures/wiki-difficile/', import.meta.url));

let app: TestApp;
let ana: TestPerson;
beforeAll(async () => {
  app = await startTestApp();
  ana = await app.people.create({ name: 'Ana' });
});
afterAll(() => app.close());

async function folderZip(folder: string): Promise<Buffer> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files: Record<string, Buffer> = {};
  for (const entry of entries) {
    if (!entry.isFile()) continue;
    const full = path.join(entry.parentPath, entry.name);
    files[path.relative(folder, full).split(path.sep).join('/')] = await readFile(full);
  }
  return zipOf(files);
}
async function importZip(by: TestPerson, content: Buffer, into: string, name = 'manuel.zip') {
  const started = await app.as(by).upload('POST', `/communities/${into}/imports`, { name, type: 'application/zip', content });
  expect(started.status).toBe(202);
  await app.settle();
  return (await app.as(by).get(`/imports/${started.body['id']}`)).body;
}

/** What the report says of the manual, line by line: nothing of it is dropped silently. */
const REPORT = {
  pages: { created: 14, updated: 0, unchanged: 0 },
  files: {
    reused: 0,
    stored: 6,
    unused: ['.gitbook/assets/couverture.png', '.github/CONTRIBUTING.md', 'pieces/oubliee.dat'],
  },
  images: {
    shown: 2,
    broken: [{ page: 'README.md', line: 19, detail: 'images/equipe.png: not there' }],
  },
  links: {
    broken: [
      { page: 'README.md', line: 17, detail: 'reglement.md: not there' },
      { page: 'arriver/premier-jour.md', line: 27, detail: '../../ailleurs.md: not there' },
      { page: 'conges.md', line: 33, detail: 'rh/bareme.md: not there' },
      { page: 'conges.md', line: 34, detail: 'rh/bareme.md: not there' },
      { page: 'conges.md', line: 45, detail: 'pieces/ancien-formulaire.doc: not there' },
      { page: 'outils/blocs.md', line: 24, detail: 'javascript:alert(1): not an address that may be opened' },
      { page: 'outils/blocs.md', line: 24, detail: 'javascript:alert(2): not an address that may be opened' },
    ],
    resolved: 17,
  },
  converted: {
    code: 1,
    columns: 1,
    'content-ref': 2,
    details: 3,
    embed: 1,
    figure: 1,
    file: 1,
    footnote: 1,
    hint: 6,
    html: 1,
    'html-table': 1,
    iframe: 1,
    include: 1,
    stepper: 1,
    table: 2,
    tabs: 1,
  },
  kept: [
    { page: 'README.md', line: 1, what: 'front-matter', detail: 'cover' },
    { page: 'README.md', line: 1, what: 'front-matter', detail: 'coverY' },
    { page: 'README.md', line: 1, what: 'front-matter', detail: 'layout' },
    {
      page: 'securite/consignes.md',
      line: 5,
      what: 'include',
      detail: '{% include "../.gitbook/includes/astreinte.md" %}',
    },
    { page: 'securite/consignes.md', line: 23, what: 'carrousel', detail: '{% carrousel vitesse="lente" %}' },
    {
      page: 'securite/consignes.md',
      line: 27,
      what: 'swagger',
      detail: '{% swagger method="get" path="/four/temperature" %}',
    },
    { page: 'securite/atelier.md', line: 11, what: 'tab', detail: 'closes what was never opened' },
    { page: 'securite/atelier.md', line: 17, what: 'html', detail: '<table>' },
    { page: 'securite/atelier.md', line: 17, what: 'html', detail: '<tr>' },
    { page: 'securite/atelier.md', line: 17, what: 'html', detail: '<td>' },
    { page: 'outils/blocs.md', line: 22, what: 'html', detail: '<script> without its effect' },
    { page: 'outils/blocs.md', line: 26, what: 'comment', detail: '' },
  ],
  redirects: {
    made: 3,
    broken: [{ to: 'arriver/cantine-2019.md', from: 'ancienne-cantine' }],
  },
  warnings: [
    { code: 'twice', name: 'conges.md' },
    { code: 'outside-entry', name: 'Annuaire', target: 'https://annuaire.arzel.example' },
    { code: 'group-entry', name: 'Sécurité', count: 3 },
    { code: 'missing-entry', name: 'Le plan d’évacuation', target: 'securite/evacuation.md' },
    { code: 'groups', name: 'La maison, Outils' },
    { code: 'unlisted', name: 'outils/sans-titre.md' },
    { code: 'unlisted', name: 'outils/VIEUX.MARKDOWN' },
    { code: 'unlisted', name: 'vide.md' },
    { code: 'damaged', name: 'outils/machines.md' },
    { code: 'windows-1252', name: 'outils/carnet-1998.md' },
  ],
};

const treeOf = async (communityId: string) =>
  (await app.as(ana).get(`/communities/${communityId}/pages`)).body['items'] as { id: string; title: string; parentId: string | null }[];

describe('the manual of a foundry', () => {
  let into: string;
  let done: Record<string, any>;
  const read = async (title: string) => {
    const found = (await treeOf(into)).find((page) => page.title === title);
    return (await app.as(ana).get(`/pages/${found?.id}`)).body;
  };
  const nodes = (node: Record<string, any>): Record<string, any>[] => [node, ...(node['content'] ?? []).flatMap(nodes)];
  beforeAll(async () => {
    into = await app.communities.create({ animators: [ana] });
    done = await importZip(ana, await folderZip(MANUAL), into);
  });

  it('is imported, and the report says exactly what became of everything', () => {
    expect({ state: done['state'], report: done['report'] }).toEqual({ state: 'done', report: REPORT });
  });

  it('stands in the order of its table of contents, what that forgot behind', async () => {
    const tree = await treeOf(into);
    const below = (parentId: string | null): object[] =>
      tree
        .filter((page) => page.parentId === parentId)
        .map(({ id, title }) => (below(id).length > 0 ? { [title]: below(id) } : title) as object);
    expect(below(null)).toEqual([
      'Bienvenue à la fonderie',
      { Arriver: ['Le premier jour', 'Badge et clés', 'La cantine'] },
      'Congés et absences',
      'Consignes',
      'L’atelier de coulée',
      { 'Les machines': ['Le carnet du fondeur'] },
      'Écrire une page',
      'Sans titre',
      'Une page d’avant',
      'Vide',
    ]);
  });

  it('finds files and pages whichever way their accents are composed', async () => {
    const page = await read('Badge et clés');
    expect(page['files'].map(({ name }: { name: string }) => name).toSorted()).toEqual(['déclaration de perte.csv', 'porte-côté-cour.png']);
    expect((await read('Le premier jour'))['links'].map(({ title }: { title: string }) => title).toSorted()).toEqual([
      'Arriver',
      'Badge et clés',
      'Bienvenue à la fonderie',
      'Congés et absences',
      'La cantine',
    ]);
    for (const [address, title] of [
      ['rh/clés', 'Badge et clés'],
      ['rh/cle\u0301s', 'Badge et clés'],
      ['accueil-des-nouveaux', 'Le premier jour'],
      ['arriver', 'Arriver'],
      ['outils/blocs', 'Écrire une page'],
    ])
      expect((await app.as(ana).get(`/communities/${into}/addresses?path=${encodeURIComponent(address!)}`)).body).toMatchObject({ title });
    expect((await app.as(ana).get(`/communities/${into}/addresses?path=ancienne-cantine`)).status).toBe(404);
  });

  it('keeps what has no equivalent on its page, with its source', async () => {
    const kept = nodes((await read('Consignes'))['document']).filter(({ type }) => type === 'kept');
    expect(kept.map(({ attrs }) => attrs['source'])).toEqual([
      '{% include "../.gitbook/includes/astreinte.md" %}',
      '{% carrousel vitesse="lente" %}',
      '{% swagger method="get" path="/four/temperature" %}',
    ]);
    const { text } = await read('Consignes');
    for (const words of ['Trois photos du four', 'Gardien : 02 98 00 00 18', 'À droite, ce qu’on ne fait pas.', '{% hint style="info" %}'])
      expect(text).toContain(words);
  });

  it('opens nothing that runs', async () => {
    const document = JSON.stringify((await read('Écrire une page'))['document']);
    expect(document).not.toMatch(/"href":"javascript|"type":"script"/i);
    expect(document).toContain("alert('non')");
  });

  it('loses no word of a page that breaks every rule', async () => {
    const { text } = await read('L’atelier de coulée');
    for (const words of [
      'à la façon de Windows',
      'Jamais d’eau',
      'Gants **longs',
      'Ce qu’on ne finit pas',
      'ouvert',
      'lien sans fin',
      'Un second titre',
      'citation profonde',
      'code jamais fermé',
    ])
      expect(text).toContain(words);
    expect((await read('Le carnet du fondeur'))['text']).toBe('Tapé sur le vieux poste\u00a0: coulée n° 4, 1 150 °C, “ belle robe ”.');
  });

  it('imported again it doubles nothing and changes nothing; what changed is updated', async () => {
    const before = await treeOf(into);
    const again = await importZip(ana, await folderZip(MANUAL), into, 'manuel (1).zip');
    expect(again['report']).toEqual({
      ...REPORT,
      pages: { created: 0, updated: 0, unchanged: 14 },
      files: { ...REPORT.files, stored: 0, reused: 6 },
    });
    expect(await treeOf(into)).toEqual(before);
    const changed = await zipOf({ 'README.md': '# Bienvenue\n\nTout est neuf.\n', 'nouveau.md': '# Nouveau\n' });
    expect((await importZip(ana, changed, into))['report']).toMatchObject({ pages: { created: 1, updated: 1, unchanged: 0 } });
    expect(await treeOf(into)).toHaveLength(15);
  });
});

describe('an import', () => {
  it('is for those who write in the community, and read by its author and the animators', async () => {
    const [bob, eve] = await Promise.all([app.people.create(), app.people.create()]);
    const into = await app.communities.create({ visibility: 'open', animators: [ana], members: [bob] });
    const zip = await zipOf({ 'a.md': '# A' });
    const refused = await app
      .as(eve)
      .upload('POST', `/communities/${into}/imports`, { name: 'x.zip', type: 'application/zip', content: zip });
    expect(refused.status).toBe(403);
    const { id } = await importZip(bob, zip, into);
    expect(await Promise.all([bob, ana, eve].map(async (person) => (await app.as(person).get(`/imports/${id}`)).status))).toEqual([
      200, 200, 404,
    ]);
  });

  it('leaves alone what is not open to whoever imports, pages and files', async () => {
    const bob = await app.people.create();
    const into = await app.communities.create({ animators: [ana], members: [bob] });
    const manual = { 'README.md': '# Plan\n\n[pièce](piece.csv)\n', 'piece.csv': 'a;b\n', 'autre.md': '# Autre\n' };
    await importZip(ana, await zipOf(manual), into);
    const plan = (await treeOf(into)).find(({ title }) => title === 'Plan')!.id;
    await app.as(ana).put(`/contents/${plan}/audience`, { audience: 'participants', participantIds: [ana.id] });
    const report = (
      await importZip(bob, await zipOf({ ...manual, 'README.md': '# De Bob\n', 'autre.md': '# Autre\n\n[pièce](piece.csv)\n' }), into)
    )['report'];
    expect(report).toMatchObject({
      pages: { created: 0, updated: 1, unchanged: 1 },
      files: { stored: 1, reused: 0 },
      warnings: [{ code: 'not-open', name: 'README.md' }],
    });
    expect((await app.as(ana).get(`/pages/${plan}`)).body).toMatchObject({ title: 'Plan' });
    const other = (await treeOf(into)).find(({ title }) => title === 'Autre')!.id;
    const [file] = (await app.as(bob).get(`/pages/${other}`)).body['files'];
    expect((await app.as(bob).get(`/files/${file.id}`)).status).toBe(200);
  });

  it('loses none of two files whose names differ only in how their accents are composed', async () => {
    const into = await app.communities.create({ animators: [ana] });
    const zip = await zipOf({ ['été.md'.normalize('NFC')]: '# Un\n', ['été.md'.normalize('NFD')]: '# Deux\n' });
    for (const pages of [{ created: 2 }, { created: 0, unchanged: 2 }])
      expect((await importZip(ana, zip, into))['report']).toMatchObject({ pages });
    expect((await treeOf(into)).map(({ title }) => title).toSorted()).toEqual(['Deux', 'Un']);
  });

  it('takes the folder that the settings name for the book, and tells what lies elsewhere', async () => {
    const into = await app.communities.create({ animators: [ana] });
    const zip = await zipOf({
      '.gitbook.yaml': 'root: ./docs/\nstructure:\n  summary: ./plan/SUMMARY.md\nredirects:\n  vieux: b.md\n',
      'README.md': '# Le dépôt\n',
      'docs/README.md': '# Accueil\n\n[B](/b.md) ![](.gitbook/assets/x.csv) {% include ".gitbook/includes/i.md" %}\n',
      'docs/plan/SUMMARY.md': '* [B](../b.md)\n  * [A](a.md)\n* [Accueil](README.md)\n',
      'docs/plan/a.md': '# A\n',
      'docs/b.md': '# B\n',
      'docs/.gitbook/assets/x.csv': 'a;b',
      'docs/.gitbook/includes/i.md': 'Inclus.',
    });
    expect((await importZip(ana, zip, into, 'depot.zip'))['report']).toMatchObject({
      pages: { created: 3 },
      files: { stored: 1, unused: ['README.md'] },
      links: { resolved: 1, broken: [] },
      redirects: { made: 1, broken: [] },
      warnings: [],
    });
    const tree = await treeOf(into);
    const top = tree.find(({ title }) => title === 'B')!.id;
    expect(tree.map(({ title, parentId }) => [title, parentId])).toEqual([
      ['B', null],
      ['Accueil', null],
      ['A', top],
    ]);
  });

  it('puts what is new below a page that is in the trash, or not open, where it is found', async () => {
    const bob = await app.people.create();
    const into = await app.communities.create({ animators: [ana], members: [bob] });
    const book = { 'four/README.md': '# Four\n', 'four/secret/README.md': '# Secret\n', 'cuve/README.md': '# Cuve\n' };
    await importZip(ana, await zipOf(book), into);
    const idOf = async (wanted: string) => (await treeOf(into)).find(({ title }) => title === wanted)!.id;
    const [oven, secret, tank] = [await idOf('Four'), await idOf('Secret'), await idOf('Cuve')];
    await app.as(ana).put(`/contents/${secret}/audience`, { audience: 'participants', participantIds: [ana.id] });
    await app.as(ana).delete(`/pages/${tank}`);
    const more = { ...book, 'four/secret/neuf.md': '# Neuf\n', 'cuve/purge/README.md': '# Purge\n', 'cuve/purge/vanne.md': '# Vanne\n' };
    expect((await importZip(bob, await zipOf(more), into))['report']).toMatchObject({ pages: { created: 3, unchanged: 3 } });
    const tree = (await app.as(bob).get(`/communities/${into}/pages`)).body['items'] as { title: string; parentId: string | null }[];
    expect(tree.map(({ title, parentId }) => [title, parentId])).toEqual([
      ['Four', null],
      ['Purge', null],
      ['Neuf', oven],
      ['Vanne', await idOf('Purge')],
    ]);
  });

  it('sent three times at once is one import', async () => {
    const into = await app.communities.create({ animators: [ana] });
    const file = { name: 'm.zip', type: 'application/zip', content: await zipOf({ 'a.md': '# A' }) };
    const id = '01950000-0000-7000-8000-0000000000aa';
    const answers = await Promise.all([1, 2, 3].map(() => app.as(ana).upload('POST', `/communities/${into}/imports`, file, { id })));
    expect(answers.map(({ status }) => status)).toEqual([202, 202, 202]);
    await app.settle();
    expect((await app.as(ana).get(`/imports/${id}`)).body).toMatchObject({ state: 'done', report: { pages: { created: 1 } } });
    const events = `SELECT name FROM domain_event WHERE payload ->> 'importId' = $1 ORDER BY seq`;
    expect(await app.db.many(events, [id])).toEqual([{ name: 'import.started' }, { name: 'import.finished' }]);
  });

  it('ends with the access of whoever sent it', async () => {
    const bob = await app.people.create();
    const into = await app.communities.create({ animators: [ana], members: [bob] });
    const pages = Object.fromEntries(Array.from({ length: 60 }, (_, index) => [`p${index}.md`, `# P${index}`]));
    // Its first pages are there when he is removed.
    const told = jest.spyOn(app.nest.get(Hints, { strict: false }), 'send').mockImplementation(async () => {
      const begun = `EXISTS (SELECT FROM page WHERE community_id = $1)`;
      await app.db.many(`DELETE FROM membership WHERE community_id = $1 AND person_id = $2 AND ${begun}`, [into, bob.id]);
    });
    try {
      const file = { name: 'm.zip', type: 'application/zip', content: await zipOf(pages) };
      const started = await app.as(bob).upload('POST', `/communities/${into}/imports`, file);
      await app.settle();
      const state = `SELECT state, failure ->> 'code' AS code FROM markdown_import WHERE id = $1`;
      expect(await app.db.one(state, [started.body['id']])).toEqual({ state: 'failed', code: 'forbidden' });
      expect((await treeOf(into)).length).toBeLessThan(60);
    } finally {
      told.mockRestore();
    }
  });
});
