import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { v7 as uuidv7 } from 'uuid';
import type { TestPerson } from '../../../test/factories/people.ts';
import { type TestApp, startTestApp } from '../../../test/test-app.ts';
import { system } from '../../platform/database/actor.ts';
import { openFolder } from './import/folder-source.ts';
import { ImportWriter } from './import-writer.ts';

let app: TestApp;
let ana: TestPerson;
let bob: TestPerson;
let communityId: string;
beforeAll(async () => {
  app = await startTestApp();
  [ana, bob] = await Promise.all([app.people.create({ name: 'Ana Rivoal' }), app.people.create({ name: 'Bob Gallou' })]);
  communityId = (await app.as(ana).post('/communities', { name: 'Ouvrages', visibility: 'open' })).body['id'];
});
afterAll(() => app.close());

async function page(title: string, more: object = {}): Promise<string> {
  const answer = await app.as(ana).post('/pages', { communityId, title, markdown: `Texte de ${title}.`, ...more });
  expect(answer.status).toBe(201);
  return answer.body['id'];
}

describe('a page', () => {
  it('is written from Markdown and read with all that its screen needs', async () => {
    const id = await page('Réceptions', { markdown: '## Avant\n\nUn [lien](https://cerema.fr) et du **gras**.' });
    const { body } = await app.as(bob).get(`/pages/${id}`);
    expect(body).toMatchObject({
      title: 'Réceptions',
      slug: 'receptions',
      text: 'Avant\nUn lien et du gras.',
      author: { name: 'Ana Rivoal' },
      favourite: false,
      can: { edit: false, delete: false },
    });
    expect((await app.as(ana).get(`/pages/${id}`)).body).toMatchObject({ can: { edit: true, delete: true } });
  });

  it('names those whom it mentions to whoever may know of them', async () => {
    const stranger = uuidv7();
    const mention = (personId: string) => ({ type: 'mention', attrs: { personId } });
    const document = { type: 'doc', content: [{ type: 'paragraph', content: [mention(bob.id), mention(stranger), mention(bob.id)] }] };
    const answer = await app.as(ana).post('/pages', { communityId, title: 'Équipe', document });
    expect(answer.status).toBe(201);
    expect((await app.as(ana).get(`/pages/${answer.body['id']}`)).body['mentions']).toEqual([
      { id: bob.id, name: 'Bob Gallou', photoId: null, active: true },
    ]);
    const pia = await app.people.create({ name: 'Pia Morel', organization: 'partner' });
    await app.db.many(`INSERT INTO membership (community_id, person_id, role, state) VALUES ($1, $2, 'member', 'member')`, [
      communityId,
      pia.id,
    ]);
    expect((await app.as(pia).get(`/pages/${answer.body['id']}`)).body['mentions']).toEqual([]);
  });

  it('is one page when the same request comes twice', async () => {
    const body = { id: uuidv7(), communityId, title: 'Deux fois', markdown: 'x' };
    const answers = await Promise.all([1, 2, 3].map(() => app.as(ana).post('/pages', body)));
    expect(answers.map(({ status }) => status).filter((status) => status !== 201)).toEqual([]);
    expect(
      (
        await app.as(ana).post('/pages', {
          ...body,
          communityId: (await app.as(ana).post('/communities', { name: 'Ailleurs', visibility: 'closed' })).body['id'],
        })
      ).status,
    ).toBe(409);
  });

  it('names the field of what is wrong, and writes nothing', async () => {
    const before = (await app.db.one<{ count: string }>('SELECT count(*) FROM content'))?.count;
    const wrong = await app.as(ana).post('/pages', {
      communityId,
      title: 'x',
      document: {
        type: 'doc',
        content: [
          { type: 'paragraph', content: [{ type: 'text', text: 'x', marks: [{ type: 'link', attrs: { href: 'javascript:x' } }] }] },
        ],
      },
    });
    expect(wrong).toMatchObject({ status: 400, body: { errors: [{ field: 'document.content.0.content.0.marks.0.attrs.href' }] } });
    expect((await app.as(ana).post('/pages', { communityId, title: 'a\u202eb' })).body).toMatchObject({ errors: [{ field: 'title' }] });
    expect((await app.as(ana).post('/pages', { communityId, title: 'x', parentId: uuidv7() })).body).toMatchObject({
      errors: [{ field: 'parentId' }],
    });
    expect((await app.as(bob).post('/pages', { communityId, title: 'x' })).status).toBe(403);
    expect((await app.db.one<{ count: string }>('SELECT count(*) FROM content'))?.count).toBe(before);
  });

  it('is written from any Markdown: no percent sign stops it, and what its settings say is not lost', async () => {
    const other = await page('Autre');
    const id = await page('Pourcents', { markdown: `---\ndescription: En bref.\n---\n[là](/p/${other}#%E0%A4%A)\n` });
    expect((await app.as(ana).get(`/pages/${id}`)).body).toMatchObject({ text: 'En bref.\nlà' });
  });

  it('knows what stands before and after it, in reading order', async () => {
    const own = (await app.as(ana).post('/communities', { name: 'Ordre', visibility: 'open' })).body['id'];
    const at = async (title: string, parentId: string | null = null) =>
      (await app.as(ana).post('/pages', { communityId: own, parentId, title })).body['id'] as string;
    const a = await at('A');
    const a1 = await at('A1', a);
    const a2 = await at('A2', a);
    const a2x = await at('A2x', a2);
    const b = await at('B');
    const around = async (id: string) => {
      const { previous, next, breadcrumb } = (await app.as(bob).get(`/pages/${id}`)).body;
      return [previous?.title ?? null, next?.title ?? null, breadcrumb.map(({ title }: { title: string }) => title).join('/')];
    };
    expect(await around(a)).toEqual([null, 'A1', '']);
    expect(await around(a1)).toEqual(['A', 'A2', 'A']);
    expect(await around(a2x)).toEqual(['A2', 'B', 'A/A2']);
    expect(await around(b)).toEqual(['A2x', null, '']);
    const tree = (await app.as(bob).get(`/communities/${own}/pages`)).body;
    expect(tree['items']).toHaveLength(5);
    expect(tree['items'].find(({ id }: { id: string }) => id === a2)).toMatchObject({ parentId: a, hasChildren: true });
  });
});

describe('who sees a page', () => {
  it('a draft is its author’s until it is published', async () => {
    const id = await page('Brouillon', { draft: true });
    expect((await app.as(bob).get(`/pages/${id}`)).status).toBe(404);
    expect((await app.as(bob).put(`/pages/${id}/publication`)).status).toBe(404);
    expect((await app.as(ana).put(`/pages/${id}/publication`)).body).toMatchObject({ state: 'published', audience: 'community' });
    expect((await app.as(bob).get(`/pages/${id}`)).status).toBe(200);
  });

  it('a restriction goes down the tree, and opens again', async () => {
    const top = await page('Réservée');
    const below = await page('Dessous', { parentId: top });
    const restricted = await app.as(ana).put(`/contents/${top}/audience`, { audience: 'participants', participantIds: [ana.id] });
    expect(restricted.body).toMatchObject({ rule: 'list-in-community', count: 1 });
    const absent = await app.as(bob).get(`/pages/${uuidv7()}`);
    for (const id of [top, below]) {
      const foreign = await app.as(bob).get(`/pages/${id}`);
      expect({ ...foreign.body, requestId: '' }).toEqual({ ...absent.body, requestId: '' });
      expect(foreign.status).toBe(404);
    }
    const names = JSON.stringify((await app.as(bob).get(`/communities/${communityId}/pages`)).body);
    expect(names).not.toContain('Réservée');
    expect(names).not.toContain('Dessous');
    await app.as(ana).put(`/contents/${top}/audience`, { audience: 'community' });
    expect((await app.as(bob).get(`/pages/${below}`)).status).toBe(200);
  });

  it('nobody is listed who does not read the community', async () => {
    const id = await page('Liste');
    const partner = await app.people.create({ organization: 'partner' });
    const refused = await app.as(ana).put(`/contents/${id}/audience`, { audience: 'participants', participantIds: [bob.id, partner.id] });
    expect(refused).toMatchObject({ status: 400, body: { errors: [{ field: 'participantIds.1' }] } });
  });
});

describe('the trash', () => {
  it('takes a page with what lies below, and gives them back together', async () => {
    const top = await page('À jeter');
    const below = await page('Avec elle', { parentId: top });
    expect((await app.as(bob).delete(`/pages/${top}`)).status).toBe(403);
    expect((await app.as(ana).delete(`/pages/${top}`)).status).toBe(204);
    expect((await app.as(ana).get(`/pages/${below}`)).status).toBe(404);
    const { items } = (await app.as(ana).get('/trash')).body;
    expect(items.find(({ id }: { id: string }) => id === top)).toMatchObject({ withDescendants: 1, deletedBy: { name: 'Ana Rivoal' } });
    expect((await app.as(bob).get('/trash')).body['items']).toEqual([]);
    expect((await app.as(bob).put(`/trash/${top}/restoration`)).status).toBe(403);
    expect((await app.as(ana).put(`/trash/${top}/restoration`)).status).toBe(200);
    expect((await app.as(bob).get(`/pages/${below}`)).status).toBe(200);
  });

  it('refuses to take pages along that one cannot read, and says how many', async () => {
    const cat = await app.people.create();
    await app.as(ana).put(`/communities/${communityId}/members/${cat.id}`, { role: 'member' });
    const mine = (await app.as(cat).post('/pages', { communityId, title: 'De Cat' })).body['id'];
    const hidden = await page('Cachée', { parentId: mine });
    await app.as(ana).put(`/contents/${hidden}/audience`, { audience: 'participants', participantIds: [ana.id] });
    expect(await app.as(cat).delete(`/pages/${mine}`)).toMatchObject({
      status: 409,
      body: { code: 'holds-hidden-pages', detail: expect.stringContaining('1') },
    });
  });
});

const corpus = fileURLToPath(new URL('../../../../../../shared/corpus/handbook-fr', import.meta.url));
const withCorpus = existsSync(corpus) ? it : it.skip;
if (!existsSync(corpus)) console.warn('The corpus does not lie beside the project: its import is not tested.');

withCorpus(
  'a real handbook of 384 pages is imported, and nothing of it is unaccounted for',
  async () => {
    const into = (await app.as(ana).post('/communities', { name: 'Guide', visibility: 'open' })).body['id'];
    const source = await openFolder(corpus);
    const writer = app.nest.get(ImportWriter, { strict: false });
    const report = await writer.write({ ...system, id: ana.id }, into, source, async () => undefined);
    expect(report.pages.created).toBe(384);
    const files = report.files.stored + report.files.reused + report.files.unused.length;
    // Settings and the table of contents are read; its snippets are included by no page, and told as unused.
    expect(report.pages.created + files + 2).toBe(source.paths.length);
    const again = await writer.write({ ...system, id: ana.id }, into, await openFolder(corpus), async () => undefined);
    expect(again.pages).toEqual({ created: 0, updated: 0, unchanged: 384 });
  },
  120_000,
);
