import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Command } from 'commander';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import sharp from 'sharp';
import { v7 as uuidv7 } from 'uuid';
import type { TestPerson } from '../factories/people.ts';
import { OUR_ORIGIN, type TestApp, startTestApp } from '../test-app.ts';
import { system } from '../../src/platform/database/actor.ts';
import { ImportWriter, openFolder } from '../../src/features/wiki/public.ts';
import { openZip } from '../../src/features/wiki/import/zip-source.ts';
import { registerWikiCommands } from '../../src/features/wiki/wiki.cli.ts';

const TEXT = 'Le badge se retire au bureau 12. La visite dure une heure.';

let app: TestApp;
let folder: string;
let author: TestPerson, member: TestPerson, employee: TestPerson, stranger: TestPerson;
let here: string, there: string, pageId: string;
beforeAll(async () => {
  app = await startTestApp();
  folder = await mkdtemp(path.join(os.tmpdir(), 'parvis-along-'));
  [author, member, employee, stranger] = await Promise.all([
    app.people.create({ name: 'Tugdual Le Goff' }),
    app.people.create({ name: 'Aïcha *Benali*' }),
    app.people.create({ name: 'Noémie Vasseur' }),
    app.people.create({ name: 'Paul Even' }),
  ]);
});
afterAll(async () => {
  await app.close();
  await rm(folder, { recursive: true, force: true });
});
beforeEach(async () => {
  here = await app.communities.create({ visibility: 'open', animators: [author], members: [member] });
  there = await app.communities.create({ visibility: 'closed', animators: [author], members: [stranger, member] });
  pageId = await app.pages.create({ communityId: here, author, title: 'Accueil', text: TEXT });
});

async function annotate(person: TestPerson, text: string, more: object = {}): Promise<string> {
  const made = await app.as(person).post('/annotations', { sourceId: pageId, text, ...more });
  if (made.status !== 201) throw new Error(made.text);
  return made.body['id'];
}
const on = (exact: string) => ({ target: { exact } });
const list = async (person: TestPerson, id = pageId) =>
  ((await app.as(person).get(`/annotations?sourceId=${id}`)).body['items'] ?? []) as Record<string, any>[];
const inOrder = (a: string, b: string) => (a < b ? -1 : 1);
const said = async (person: TestPerson, id: string) => (await list(person, id)).map(({ text }) => text as string).toSorted(inOrder);
const write = async (markdown: string) => {
  await app.as(author).put(`/pages/${pageId}/document`, { markdown });
  await app.settle();
};

describe('a copied page', () => {
  const copy = async (person: TestPerson, annotations: string | undefined, more: object = {}) =>
    (
      await app
        .as(person)
        .post(`/pages/${pageId}/copies`, { parentId: null, descendants: false, ...(annotations && { annotations }), ...more })
    ).body as {
      id: string;
      annotations: number;
    };

  it('has none of the annotations, the open ones, or all, as one chooses', async () => {
    await annotate(employee, 'ouverte', on('une heure'));
    const done = await annotate(member, 'résolue');
    await app.as(author).put(`/annotations/${done}/resolution`);
    expect(await copy(author, undefined)).toMatchObject({ annotations: 0 });
    const open = await copy(author, 'open');
    const all = await copy(author, 'all');
    expect([open.annotations, all.annotations]).toEqual([1, 2]);
    expect(await said(employee, open.id)).toEqual(['ouverte']);
    expect(await said(employee, all.id)).toEqual(['ouverte', 'résolue']);
    expect((await list(employee, all.id)).find(({ text }) => text === 'résolue')).toMatchObject({
      status: 'resolved',
      resolvedBy: { id: author.id },
    });
  });

  it('keeps who wrote them, what was answered and where they are; they then live on their own', async () => {
    const id = await annotate(employee, 'Vraiment ?', { motivation: 'questioning', ...on('La visite dure une heure.') });
    await app.as(member).post('/annotations', { rootId: id, text: 'Plutôt deux.' });
    const takenBack = await app.as(member).post('/annotations', { id: uuidv7(), rootId: id, text: 'Oubliez' });
    await app.as(member).delete(`/annotations/${takenBack.body['replies'][1].id}`);
    const made = await copy(author, 'all', { title: 'Copie' });
    const { versionId } = (await app.as(author).get(`/pages/${made.id}`)).body;
    const [copied] = await list(employee, made.id);
    expect(copied).toMatchObject({
      sourceId: made.id,
      motivation: 'questioning',
      author: { id: employee.id },
      text: 'Vraiment ?',
      can: { edit: true },
      replies: [{ text: 'Plutôt deux.', author: { id: member.id } }],
      target: { state: 'SAFE', start: 33, end: 58, revisionId: versionId, original: { versionId, start: 33 } },
    });
    expect(copied!['id']).not.toBe(id);
    await app.as(employee).put(`/annotations/${copied!['id']}/resolution`);
    expect((await list(employee))[0]).toMatchObject({ status: 'open' });
    await app.as(author).put(`/pages/${made.id}/document`, { markdown: `Bonjour.\n\n${TEXT}` });
    await app.settle();
    expect((await list(employee, made.id))[0]!['target']).toMatchObject({ state: 'SAFE', start: 42 });
    expect((await list(employee))[0]!['target']).toMatchObject({ start: 33 });
  });

  it('tells of text that had changed or gone, and finds what was written in this very moment', async () => {
    await annotate(employee, 'changée', on('La visite dure une heure.'));
    await annotate(employee, 'perdue', on('Le badge se retire au bureau 12.'));
    await write('La visite dure deux bonnes heures.');
    const made = await copy(author, 'all');
    const targets = Object.fromEntries((await list(employee, made.id)).map(({ text, target }) => [text, target]));
    expect(targets['changée']).toMatchObject({
      state: 'CHANGED',
      exact: 'La visite dure deux bonnes heures.',
      original: { exact: 'La visite dure une heure.' },
    });
    expect(targets['perdue']).toMatchObject({ state: 'ORPHAN', start: null, original: { exact: 'Le badge se retire au bureau 12.' } });
    // Its annotations have not followed yet.
    await app.db.many(
      `UPDATE annotation_target SET revision_id = original_revision_id, state = 'SAFE', place = original WHERE page_id = $1`,
      [pageId],
    );
    const again = await copy(author, 'all');
    expect((await list(employee, again.id)).map(({ target }) => target.state as string).toSorted(inOrder)).toEqual(['CHANGED', 'ORPHAN']);
  });

  it('has private annotations of whoever copies, and nobody else’s', async () => {
    await annotate(employee, 'à moi', { visibility: 'private' });
    await annotate(author, 'à l’autrice', { visibility: 'private' });
    const made = await copy(author, 'all');
    expect(made.annotations).toBe(1);
    expect(await said(author, made.id)).toEqual(['à l’autrice']);
    expect(await said(employee, made.id)).toEqual([]);
    expect(await said(member, made.id)).toEqual([]);
  });

  it('in another community is for its people: those of the community for its members', async () => {
    await annotate(member, 'pour la communauté', { visibility: 'community' });
    await annotate(employee, 'pour qui lit');
    const made = await copy(author, 'all', { communityId: there });
    expect(await said(stranger, made.id)).toEqual(['pour la communauté', 'pour qui lit']);
    expect((await app.as(employee).get(`/annotations?sourceId=${made.id}`)).status).toBe(404);
    // Whoever copies sees it: an employee who is no member of either copies nothing that is for members.
    const own = await app.communities.create({ visibility: 'open', animators: [employee] });
    const byEmployee = await copy(employee, 'all', { communityId: own });
    expect(await said(employee, byEmployee.id)).toEqual(['pour qui lit']);
  });

  it('shows their pictures, and the same request again copies nothing twice', async () => {
    const png = await sharp({ create: { width: 9, height: 9, channels: 3, background: '#363' } })
      .png()
      .toBuffer();
    const picture = (
      await app.as(employee).upload('POST', `/pages/${pageId}/annotation-pictures`, { name: 'x.png', type: 'image/png', content: png })
    ).body['id'];
    const body = { type: 'doc', content: [{ type: 'paragraph', content: [{ type: 'inlineImage', attrs: { fileId: picture, alt: '' } }] }] };
    await app.as(employee).post('/annotations', { sourceId: pageId, body });
    const id = uuidv7();
    const made = await copy(author, 'all', { id, communityId: there });
    expect(await copy(author, 'all', { id, communityId: there })).toEqual(made);
    expect(await list(stranger, made.id)).toHaveLength(1);
    await app.as(author).delete(`/pages/${pageId}`);
    expect((await app.as(stranger).get(`/files/${picture}`)).status).toBe(200);
  });

  it('copies annotations of all pages below that go along', async () => {
    const top = pageId;
    pageId = await app.pages.create({ communityId: here, author, title: 'Dessous', parentId: top });
    await annotate(employee, 'dessous');
    pageId = top;
    expect(await copy(author, 'all', { descendants: true })).toMatchObject({ annotations: 1, pages: 2 });
  });
});

describe('a page moved to another community', () => {
  it('takes its annotations along: those of the community are now for the members of the other one', async () => {
    await annotate(member, 'pour la communauté', { visibility: 'community' });
    const hers = await annotate(employee, 'pour qui lit');
    await annotate(author, 'à moi', { visibility: 'private' });
    await app.as(author).put(`/communities/${here}/members/${employee.id}`, { role: 'member' });
    expect(await said(employee, pageId)).toEqual(['pour la communauté', 'pour qui lit']);
    expect((await app.as(author).put(`/pages/${pageId}/place`, { communityId: there, parentId: null })).status).toBe(200);
    expect(await said(stranger, pageId)).toEqual(['pour la communauté', 'pour qui lit']);
    expect(await said(author, pageId)).toEqual(['pour la communauté', 'pour qui lit', 'à moi']);
    // A member of the community that it left, who does not read the other one, sees none, not even her own.
    expect((await app.as(employee).get(`/annotations/${hers}`)).status).toBe(404);
    expect((await app.as(employee).get('/my-annotations')).body['items'].map(({ id }: { id: string }) => id)).not.toContain(hers);
    expect((await app.as(author).get(`/communities/${here}/annotations`)).body['items']).toEqual([]);
    expect((await app.as(stranger).get(`/communities/${there}/annotation-counts`)).body).toMatchObject({ comments: 2 });
    await app.as(author).put(`/pages/${pageId}/place`, { communityId: here, parentId: null });
    expect(await said(stranger, pageId)).toEqual(['pour qui lit']);
  });
});

describe('what happens to the page', () => {
  it('restore of an old version attaches them again where they were', async () => {
    const { versionId } = (await app.as(author).get(`/pages/${pageId}`)).body;
    await annotate(employee, 'Vraiment ?', on('La visite dure une heure.'));
    await write('Tout autre chose, longuement raconté.');
    expect((await list(employee))[0]!['target']).toMatchObject({ state: 'ORPHAN' });
    expect((await app.as(author).put(`/pages/${pageId}/restoration`, { versionId })).status).toBe(200);
    await app.settle();
    expect((await list(employee))[0]!['target']).toMatchObject({ start: 33, exact: 'La visite dure une heure.' });
    expect((await list(employee))[0]!['target'].state).not.toBe('ORPHAN');
  });

  it('replacement by the API with identical content leaves them as they are', async () => {
    await annotate(employee, 'Vraiment ?', on('une heure'));
    const { target } = (await list(employee))[0]!;
    await write(TEXT);
    expect((await list(employee))[0]!['target']).toMatchObject({ state: 'SAFE', start: target.start, end: target.end, exact: 'une heure' });
    await app.as(author).put(`/pages/${pageId}/document`, {
      document: { type: 'doc', content: [{ type: 'paragraph', attrs: { id: 'tout-neuf' }, content: [{ type: 'text', text: TEXT }] }] },
    });
    await app.settle();
    expect((await list(employee))[0]!['target']).toMatchObject({ state: 'SAFE', exact: 'une heure' });
  });

  it('the trash takes them along, and gives them back with the page', async () => {
    const id = await annotate(employee, 'Vraiment ?');
    await app.as(author).delete(`/pages/${pageId}`);
    expect((await app.as(employee).get('/my-annotations')).body['items'].map((item: { id: string }) => item.id)).not.toContain(id);
    await app.as(author).put(`/trash/${pageId}/restoration`);
    expect((await list(employee)).map((item) => item['id'])).toEqual([id]);
  });
});

describe('an export', () => {
  const download = async (person: TestPerson, address: string) => {
    const answer = await app.nest.inject({ method: 'GET', url: `/api${address}`, headers: { ...OUR_ORIGIN, cookie: person.cookie } });
    return answer.payload;
  };
  /** Imports files as pages of a new community; the pages by title. */
  async function imported(files: Record<string, string>, into: string, by: TestPerson = author) {
    const source = path.join(folder, 'source');
    await rm(source, { recursive: true, force: true });
    await mkdir(source);
    for (const [name, text] of Object.entries(files)) await writeFile(path.join(source, name), text);
    const opened = await openFolder(source);
    const report = await app.nest.get(ImportWriter, { strict: false }).write({ ...system, id: by.id }, into, opened, async () => undefined);
    const tree = (await app.as(author).get(`/communities/${into}/pages`)).body['items'] as { id: string; title: string }[];
    return { report, pages: Object.fromEntries(tree.map(({ id, title }) => [title, id])) };
  }

  beforeEach(async () => {
    const id = await annotate(employee, 'Est-ce *toujours* vrai ?', { motivation: 'questioning', ...on('au bureau 12') });
    await app.as(member).post('/annotations', { rootId: id, text: 'Plutôt au 14.' });
    const done = await annotate(member, 'Rien à dire', { visibility: 'community' });
    await app.as(author).put(`/annotations/${done}/resolution`);
    await annotate(author, 'secret-de-l-autrice', { visibility: 'private' });
    await annotate(employee, 'secret-de-la-lectrice', { visibility: 'private' });
  });

  it('holds no annotation unless asked', async () => {
    expect(await download(author, `/pages/${pageId}/export`)).not.toContain('toujours');
    expect(await download(author, `/pages/${pageId}/export?annotations=none`)).toBe(await download(author, `/pages/${pageId}/export`));
  });

  it('tells at the end of a page quote, thread, author, day and state, for whoever sees them, and nothing private', async () => {
    const text = await download(author, `/pages/${pageId}/export?annotations=appendix`);
    const day = new Intl.DateTimeFormat('fr', { dateStyle: 'long', timeZone: 'UTC' }).format(new Date());
    expect(text.startsWith(await download(author, `/pages/${pageId}/export`))).toBe(true);
    expect(text).toContain('## Annotations');
    expect(text).toContain('> au bureau 12\n');
    expect(text).toContain(`**Noémie Vasseur**, ${day} (question, en cours)\n\nEst-ce \\*toujours\\* vrai ?`);
    expect(text).toContain(`**Aïcha \\*Benali\\***, ${day}\n\nPlutôt au 14.`);
    expect(text).toContain('(commentaire, résolu)\n\nRien à dire');
    expect(text).not.toContain('secret-de');
    // One for the community is for its members alone.
    const hers = await download(employee, `/pages/${pageId}/export?annotations=appendix`);
    expect(hers).toContain('Plutôt au 14.');
    expect(hers).not.toContain('Rien à dire');
    expect(hers).not.toContain('secret-de');
  });

  it('comes back: text as it was, threads attached to their quotes, told as whose they were; again brings nothing twice', async () => {
    const text = await download(author, `/pages/${pageId}/export?annotations=appendix`);
    const into = await app.communities.create({ visibility: 'open', animators: [author], members: [stranger] });
    const { report, pages } = await imported({ 'accueil.md': text }, into);
    expect(report.warnings).toEqual([{ code: 'annotations-taken', name: 'accueil.md', count: 2 }]);
    const page = (await app.as(stranger).get(`/pages/${pages['Accueil']}`)).body;
    expect(page['text']).toBe(TEXT);
    const threads = await list(stranger, page['id'] as string);
    expect(threads.map(({ motivation, status, visibility, target }) => [motivation, status, visibility, target.exact])).toEqual([
      ['commenting', 'resolved', 'community', null],
      ['questioning', 'open', 'page', 'au bureau 12'],
    ]);
    // What was for members stays for members.
    expect((await list(employee, page['id'] as string)).map(({ visibility }) => visibility)).toEqual(['page']);
    expect(threads[1]).toMatchObject({ author: { id: author.id }, target: { state: 'SAFE', start: 19 } });
    expect(threads[1]!['text']).toMatch(
      /^Noémie Vasseur, .* \(question, en cours\)\nEst-ce \*toujours\* vrai \?\nAïcha \*Benali\*, .*\nPlutôt au 14\.$/,
    );
    const again = await imported({ 'accueil.md': text }, into);
    expect(again.report.pages).toEqual({ created: 0, updated: 0, unchanged: 1 });
    expect(again.report.warnings).toEqual([{ code: 'annotations-there', name: 'accueil.md', count: 2 }]);
    expect(await list(stranger, page['id'] as string)).toHaveLength(2);
  });

  it('comes back also where the quote is gone: then it leads what is said of the whole page', async () => {
    const text = (await download(author, `/pages/${pageId}/export?annotations=appendix`)).replace(
      'Le badge se retire au bureau 12.',
      'Le badge arrive par la poste.',
    );
    const into = await app.communities.create({ animators: [author] });
    const { pages } = await imported({ 'accueil.md': text }, into);
    const threads = await list(author, pages['Accueil']);
    expect(threads.map(({ target }) => target.whole)).toEqual([true, true]);
    expect(threads.find(({ motivation }) => motivation === 'questioning')!['text']).toMatch(/^au bureau 12\nNoémie Vasseur/);
  });

  it('takes the pictures in annotations along, and shows them again where it is imported', async () => {
    const png = await sharp({ create: { width: 9, height: 7, channels: 3, background: '#363' } })
      .png()
      .toBuffer();
    const { id } = (
      await app.as(employee).upload('POST', `/pages/${pageId}/annotation-pictures`, { name: 'relevé.png', type: 'image/png', content: png })
    ).body;
    const shown = {
      type: 'doc',
      content: [
        {
          type: 'paragraph',
          content: [
            { type: 'text', text: 'Voir ' },
            { type: 'inlineImage', attrs: { fileId: id, alt: 'relevé' } },
          ],
        },
      ],
    };
    await app.as(employee).post('/annotations', { sourceId: pageId, body: shown });
    const address = `/api/pages/${pageId}/export?annotations=appendix`;
    const zip = await app.nest.inject({ method: 'GET', url: address, headers: { ...OUR_ORIGIN, cookie: author.cookie } });
    expect(zip.headers['content-type']).toBe('application/zip');
    const file = path.join(folder, `${uuidv7()}.zip`);
    await writeFile(file, zip.rawPayload);
    const into = await app.communities.create({ animators: [author], members: [stranger] });
    const source = await openZip(file, 'export.zip');
    await app.nest.get(ImportWriter, { strict: false }).write({ ...system, id: author.id }, into, source, async () => undefined);
    await source.close();
    const [page] = (await app.as(stranger).get(`/communities/${into}/pages`)).body['items'];
    const thread = (await list(stranger, page.id)).find(({ text }) => text.includes('Voir'));
    const picture = /"fileId":"([^"]+)"/.exec(JSON.stringify(thread!['body']))?.[1];
    expect(picture).not.toBe(id);
    expect((await app.as(stranger).get(`/files/${picture}`)).status).toBe(200);
    expect((await app.as(employee).get(`/files/${picture}`)).status).toBe(404);
  });

  it('whose annotations somebody changed keeps them as text, and the report says so', async () => {
    const text = (await download(author, `/pages/${pageId}/export?annotations=appendix`)).replace('"questioning"', '"wondering"');
    const into = await app.communities.create({ animators: [author] });
    const { report, pages } = await imported({ 'accueil.md': text }, into);
    expect(report.warnings).toEqual([{ code: 'annotations-unreadable', name: 'accueil.md' }]);
    expect((await app.as(author).get(`/pages/${pages['Accueil']}`)).body['text']).toContain('Plutôt au 14.');
    expect(await list(author, pages['Accueil'])).toEqual([]);
  });

  it('brings no annotations by somebody who writes pages and may not annotate', async () => {
    const text = await download(author, `/pages/${pageId}/export?annotations=appendix`);
    const partner = await app.people.create({ organization: 'partner' });
    const into = await app.communities.create({ animators: [author], members: [partner] });
    const { report, pages } = await imported({ 'accueil.md': text }, into, partner);
    expect(report.warnings).toEqual([{ code: 'annotations-of-nobody', name: 'accueil.md', count: 2 }]);
    expect(await list(author, pages['Accueil'])).toEqual([]);
  });

  it('by command takes annotations along when told', async () => {
    await app.db.many(`UPDATE community SET slug = 'le-long' WHERE id = $1`, [here]);
    const run = async (...more: string[]) => {
      const file = path.join(folder, `${uuidv7()}.zip`);
      const program = new Command().exitOverride().configureOutput({ writeErr: () => undefined });
      registerWikiCommands(program, async () => app.nest);
      await program.parseAsync(['node', 'parvis', 'export', 'markdown', file, '--community', 'le-long', ...more]);
      const into = await app.communities.create({ animators: [author] });
      await app.db.many(`UPDATE community SET slug = $2 WHERE id = $1`, [into, into]);
      const back = new Command().exitOverride();
      registerWikiCommands(back, async () => app.nest);
      const log = console.log;
      console.log = () => undefined;
      await back
        .parseAsync(['node', 'parvis', 'import', 'markdown', file, '--community', into, '--json'])
        .finally(() => (console.log = log));
      return (await app.as(author).get(`/communities/${into}/annotations`)).body['items'].length;
    };
    expect([await run(), await run('--annotations', 'appendix')]).toEqual([0, 2]);
    await expect(run('--annotations', 'all')).rejects.toThrow(/appendix/);
  });
});
