import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { TestPerson } from '../factories/people.ts';
import { type TestApp, startTestApp } from '../test-app.ts';

let app: TestApp;
let ana: TestPerson;
let ids: { community: string; page: string; child: string };
beforeAll(async () => {
  app = await startTestApp();
  ana = await app.people.create();
  const community = await app.communities.create({ animators: [ana] });
  const page = await app.pages.create({ communityId: community, author: ana, title: 'Page' });
  ids = { community, page, child: await app.pages.create({ communityId: community, author: ana, title: 'Dessous', parentId: page }) };
  // The session is known from here on.
  await app.as(ana).get('/me');
});
afterAll(() => app.close());

/** What screens ask while somebody waits: each costs one way to the database and back. Trees and pages do where somebody read them before. */
const HOT: [what: string, address: () => string][] = [
  ['who I am', () => '/me'],
  ['communities', () => '/communities'],
  ['my communities (home)', () => '/communities?filter=mine'],
  ['what changed last (home)', () => '/recent'],
  ['my favourites (home)', () => '/favourites'],
  ['what I read last (home)', () => '/recently-viewed'],
  ['a community by id', () => `/communities/${ids.community}`],
  ['a community by its address', () => `/communities/c-${ids.community}`],
  ['the page tree', () => `/communities/${ids.community}/pages`],
  ['a branch of it', () => `/communities/${ids.community}/pages?parentId=${ids.page}`],
  ['what changed last in a community', () => `/communities/${ids.community}/recent`],
  ['a page', () => `/pages/${ids.page}`],
  ['a page below', () => `/pages/${ids.child}`],
  ['the trash', () => '/trash'],
  ['what is offered before one types', () => '/search/suggestions'],
  ['annotations of a page', () => `/annotations?sourceId=${ids.page}`],
  ['my annotations', () => '/my-annotations'],
  ['how much is new', () => '/notifications/unread'],
  ['what I am told of', () => '/notifications'],
];

describe('one round trip', () => {
  it.each(HOT)('%s', async (_, address) => {
    let { status } = await app.as(ana).get(address());
    const statements = await app.statements(async () => {
      ({ status } = await app.as(ana).get(address()));
    });
    expect({ status, statements: statements.length }).toEqual({ status: 200, statements: 1 });
  });

  it('is two more for a page that nobody read before, or only as it was: what stands on it, and what lies around it', async () => {
    const page = await app.pages.create({ communityId: ids.community, author: ana, title: 'Nouvelle' });
    const read = () => app.statements(() => app.as(ana).get(`/pages/${page}`));
    expect(await read()).toHaveLength(3);
    // Who reads after that has the outline read, for everybody.
    expect(await read()).toHaveLength(2);
    expect(await read()).toHaveLength(1);
    await app.as(ana).put(`/contents/${page}/labels`, { labels: ['qualité'] });
    expect(await read()).toHaveLength(2);
    expect(await read()).toHaveLength(1);
  });

  it('is one more for a tree that has changed', async () => {
    const tree = () => app.statements(() => app.as(ana).get(`/communities/${ids.community}/pages`));
    await app.as(ana).patch(`/pages/${ids.page}`, { title: 'Page renommée' });
    expect(await tree()).toHaveLength(2);
    expect(await tree()).toHaveLength(1);
  });

  it('is one more for a session that is not known yet, and its use is written down at most once a minute', async () => {
    const { cookie } = await app.people.session(ana.id);
    const ask = () => app.statements(() => app.as({ ...ana, cookie }).get('/me'));
    expect(await ask()).toHaveLength(2);
    expect(await ask()).toHaveLength(1);
  });
});

describe('what is counted', () => {
  it('is everything that is asked of the database, in transactions too', async () => {
    const statements = await app.statements(() => app.as(ana).post('/communities', { name: 'Comptée', visibility: 'open' }));
    expect(statements[0]?.text).toMatch(/^START TRANSACTION|^BEGIN/);
    expect(statements.at(-1)?.text).toBe('COMMIT');
  });
});

it('statements are short: none is compiled, which would take longer than to run it', async () => {
  expect(await app.db.one('SHOW jit')).toEqual({ jit: 'off' });
});
