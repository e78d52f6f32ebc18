import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { PageTreeItem } from '@parvis/shared';
import { v7 as uuidv7 } from 'uuid';
import type { TestPerson } from '../../../../test/factories/people.ts';
import { openLive } from '../../../../test/live-screen.ts';
import { type TestApp, startTestApp } from '../../../../test/test-app.ts';

let app: TestApp;
let ana: TestPerson;
let bob: TestPerson;
let eve: TestPerson;
let here: string;
let there: string;
beforeAll(async () => {
  app = await startTestApp();
  [ana, bob, eve] = await Promise.all([app.people.create(), app.people.create(), app.people.create()]);
});
afterAll(() => app.close());
beforeEach(async () => {
  here = await app.communities.create({ animators: [ana], members: [bob, eve] });
  there = await app.communities.create({ animators: [ana], members: [bob] });
});

const page = (title: string, more: object = {}) => app.pages.create({ communityId: here, author: ana, title, ...more });
const copy = (person: TestPerson, id: string, body: object) => app.as(person).post(`/pages/${id}/copies`, body);
const tree = async (person: TestPerson, communityId: string) =>
  (await app.as(person).get<{ items: PageTreeItem[] }>(`/communities/${communityId}/pages`)).body.items;

const linkTo = (pageId: string) => ({ type: 'text', text: 'voir', marks: [{ type: 'pageLink', attrs: { pageId, anchor: null } }] });

describe('a copy with what lies below', () => {
  it('is a tree of its own, whose links lead to the copies and elsewhere as before', async () => {
    const outside = await page('Hors de l’arbre');
    const top = await page('Procédure');
    const below = await page('Étape', { parentId: top });
    await app.as(ana).put(`/contents/${below}/labels`, { labels: ['Chantier'] });
    const document = {
      type: 'doc',
      content: [
        { type: 'paragraph', attrs: { id: 'p1' }, content: [linkTo(top), linkTo(outside)] },
        { type: 'pageCard', attrs: { id: 'p2', pageId: below, title: 'Étape' } },
      ],
    };
    await app.db.many(`UPDATE page_revision SET document = $2 WHERE page_id = $1`, [below, JSON.stringify(document)]);

    const made = await copy(bob, top, { parentId: null, communityId: there, title: 'Procédure bis', descendants: true });
    expect(made).toMatchObject({
      status: 201,
      body: { title: 'Procédure bis', slug: 'procedure-bis', communityId: there, pages: 2, leftOut: 0 },
    });
    const items = await tree(bob, there);
    const inner = items.find(({ title }) => title === 'Étape');
    expect(items).toHaveLength(2);
    expect(inner).toMatchObject({ parentId: made.body['id'] });
    const read = (await app.as(bob).get(`/pages/${inner?.id}`)).body;
    expect(read).toMatchObject({ author: { id: bob.id }, labels: ['Chantier'] });
    expect(
      read['document'].content[0].content.map((node: { marks: { attrs: { pageId: string } }[] }) => node.marks[0]?.attrs.pageId),
    ).toEqual([made.body['id'], outside]);
    expect(read['document'].content[1].attrs).toMatchObject({ id: 'p2', pageId: inner?.id });
    expect(read['links'].map(({ id }: { id: string }) => id)).toEqual(expect.arrayContaining([made.body['id'], outside]));
  });

  it('has what somebody wrote in this very moment', async () => {
    const original = await page('En cours');
    const screen = await openLive(await app.listen(), original, { cookie: bob.cookie });
    screen.type('tout neuf ');
    await screen.saved();
    const made = await copy(ana, original, { parentId: null, descendants: false });
    expect((await app.as(ana).get(`/pages/${made.body['id']}`)).body['text']).toContain('tout neuf');
    screen.close();
  });

  it('shares files with its original', async () => {
    const original = await page('Plan');
    const file = uuidv7();
    await app.db.many(
      `INSERT INTO file (id, name, media_type, size, sha256, storage_key) VALUES ($1, 'plan.pdf', 'application/pdf', 1, '\\x00', $2)`,
      [file, `files/${file}`],
    );
    await app.db.many(`INSERT INTO file_use (content_id, file_id) VALUES ($1, $2)`, [original, file]);
    const shown = { type: 'file', attrs: { id: 'f1', fileId: file, name: 'plan.pdf', size: 1, mediaType: 'application/pdf' } };
    await app.db.many(`UPDATE page_revision SET document = $2 WHERE page_id = $1`, [
      original,
      JSON.stringify({ type: 'doc', content: [shown] }),
    ]);
    const made = await copy(ana, original, { parentId: null, descendants: false });
    expect((await app.as(ana).get(`/pages/${made.body['id']}`)).body['files']).toMatchObject([{ id: file }]);
  });

  it('is made once when the same request comes twice, also at once', async () => {
    const top = await page('Une fois');
    await page('Dessous', { parentId: top });
    const body = { id: uuidv7(), parentId: null, descendants: true };
    const answers = await Promise.all([1, 2, 3].map(() => copy(bob, top, body)));
    expect(answers.map(({ status, body: { id, pages } }) => [status, id, pages])).toEqual([1, 2, 3].map(() => [201, body.id, 2]));
    expect(await tree(bob, here)).toHaveLength(4);
    expect((await copy(eve, top, body)).body).toMatchObject({ code: 'id-taken' });
  });

  it('leaves out what the copier cannot read, and says how many', async () => {
    const top = await page('Dossier');
    await page('Cachée', { parentId: top, participants: [ana] });
    await page('Visible', { parentId: top });
    expect((await copy(bob, top, { parentId: null, communityId: there, descendants: true })).body).toMatchObject({ pages: 2, leftOut: 1 });
    expect((await tree(ana, there)).map(({ title }) => title).toSorted()).toEqual(['Dossier', 'Visible']);
  });

  it('stays restricted, to those of the list who read the other community', async () => {
    const closed = await page('Restreinte', { participants: [ana, bob, eve] });
    const inside = await page('Dedans', { parentId: closed });
    const whole = (await copy(bob, closed, { parentId: null, communityId: there, descendants: true })).body['id'];
    expect((await app.as(ana).get(`/contents/${whole}/audience`)).body).toMatchObject({ count: 2, rule: 'list-in-community' });
    // Out of its restricted part, a page takes the list along.
    const alone = (await copy(bob, inside, { parentId: null, descendants: false })).body['id'];
    expect((await app.as(ana).get(`/contents/${alone}/audience`)).body).toMatchObject({ count: 3, rule: 'list-in-community' });
    // Beside its original it lies under the same list.
    const beside = (await copy(bob, inside, { parentId: closed, descendants: false })).body['id'];
    expect((await app.as(ana).get(`/contents/${beside}/audience`)).body).toMatchObject({ restrictedBy: { id: closed } });
  });

  it('stands after its original, and below itself when asked', async () => {
    const top = await page('A');
    await page('B');
    const beside = (await copy(bob, top, { parentId: null, title: 'A bis', descendants: false })).body['id'];
    expect((await tree(bob, here)).map(({ title }) => title)).toEqual(['A', 'A bis', 'B']);
    const inside = await copy(bob, top, { parentId: top, title: 'A dessous', descendants: true });
    expect(inside.body).toMatchObject({ pages: 1 });
    expect((await app.as(bob).get(`/pages/${beside}`)).status).toBe(200);
  });

  it('is refused beyond 500 pages, and to whoever does not write there', async () => {
    const top = await page('Grande');
    await Promise.all(Array.from({ length: 500 }, (_, index) => page(`P${index}`, { parentId: top })));
    expect(await copy(bob, top, { parentId: null, descendants: true })).toMatchObject({ status: 409, body: { code: 'too-many-pages' } });
    expect((await copy(bob, top, { parentId: null, descendants: false })).status).toBe(201);
    expect((await copy(eve, top, { parentId: null, communityId: there, descendants: false })).status).toBe(403);
    const read = await app.communities.create({ animators: [ana], members: [eve], pagesWrittenBy: 'animators' });
    expect((await copy(eve, top, { parentId: null, communityId: read, descendants: false })).status).toBe(403);
  });
});
