import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { PageTreeItem } from '@parvis/shared';
import { io } from 'socket.io-client';
import type { TestPerson } from '../../../../test/factories/people.ts';
import { openLive, until } from '../../../../test/live-screen.ts';
import { type TestApp, startTestApp } from '../../../../test/test-app.ts';

let app: TestApp;
let address: string;
let ana: TestPerson;
let bob: TestPerson;
let eve: TestPerson;
let here: string;
let secret: string;
beforeAll(async () => {
  app = await startTestApp();
  address = await app.listen();
  [ana, bob, eve] = await Promise.all([app.people.create(), app.people.create(), app.people.create()]);
});
afterAll(() => app.close());
beforeEach(async () => {
  here = await app.communities.create({ animators: [ana], members: [bob, eve] });
  secret = await app.communities.create({ visibility: 'secret', animators: [ana], members: [bob] });
});

const page = (title: string, more: object = {}) => app.pages.create({ communityId: here, author: ana, title, ...more });
const move = (person: TestPerson, id: string, place: object) => app.as(person).put(`/pages/${id}/place`, place);
const titles = async (person: TestPerson, communityId: string, parentId: string | null = null) => {
  const { items } = (await app.as(person).get<{ items: PageTreeItem[] }>(`/communities/${communityId}/pages`)).body;
  return items.filter((item) => item.parentId === parentId).map(({ title }) => title);
};

describe('a name', () => {
  it('changes with its slug, and old addresses lead to the page as before', async () => {
    const id = await page('Réception');
    await app.db.many(`INSERT INTO page_address (community_id, path, page_id) VALUES ($1, 'guide/reception', $2)`, [here, id]);
    const renamed = await app.as(bob).patch(`/pages/${id}`, { title: 'Réception des ouvrages' });
    expect(renamed).toMatchObject({
      status: 200,
      body: { title: 'Réception des ouvrages', slug: 'reception-des-ouvrages', lastEditor: { id: bob.id } },
    });
    expect((await app.as(eve).get(`/communities/${here}/addresses?path=guide/reception`)).body).toMatchObject({
      id,
      slug: 'reception-des-ouvrages',
    });
    expect(await app.db.many(`SELECT name FROM domain_event WHERE payload ->> 'pageId' = $1`, [id])).toEqual([{ name: 'page.renamed' }]);
  });

  it('is refused to whoever only reads', async () => {
    const open = await app.communities.create({ visibility: 'open', animators: [ana] });
    const id = await page('Ouverte', { communityId: open });
    expect((await app.as(bob).patch(`/pages/${id}`, { title: 'X' })).status).toBe(403);
    expect((await app.as(ana).get(`/pages/${id}`)).body['title']).toBe('Ouverte');
  });
});

describe('reading on', () => {
  it('follows the tree, however pages were moved with what lies below them', async () => {
    const ids: string[] = [];
    for (let nth = 0; nth < 12; nth++) ids.push(await page(`P${nth}`, { parentId: nth % 3 === 0 ? null : ids[nth - 1] }));
    // Subtrees below others and up again, first and last, then to another community: a page below itself is refused.
    const moves = [
      [3, 1],
      [0, 4],
      [6, null],
      [4, 7],
      [9, 2],
      [1, 10],
      [7, null],
      [3, 8],
      [10, 5],
    ] as const;
    for (const [moved, above] of moves)
      await move(bob, ids[moved]!, { parentId: above === null ? null : ids[above], ...(moved % 2 && { after: null }) });
    await expectReadingOrder(here, 12);
    expect((await move(ana, ids[6]!, { parentId: null, communityId: secret })).status).toBe(200);
    const moved = await expectReadingOrder(secret, null);
    await expectReadingOrder(here, 12 - moved);
  });

  /** Walks the tree as it is shown, and reads every page of it. Returns how many there are. */
  async function expectReadingOrder(communityId: string, count: number | null): Promise<number> {
    const { items } = (await app.as(ana).get<{ items: PageTreeItem[] }>(`/communities/${communityId}/pages`)).body;
    const walked: { id: string; above: string[] }[] = [];
    const walk = (parentId: string | null, above: string[]): void => {
      for (const { id, parentId: of } of items)
        if (of === parentId) {
          walked.push({ id, above });
          walk(id, [...above, id]);
        }
    };
    walk(null, []);
    if (count !== null) expect(walked).toHaveLength(count);
    for (const [place, { id, above }] of walked.entries()) {
      const { previous, next, breadcrumb } = (await app.as(ana).get(`/pages/${id}`)).body;
      expect([previous?.id, next?.id, breadcrumb.map((ref: { id: string }) => ref.id)]).toEqual([
        walked[place - 1]?.id,
        walked[place + 1]?.id,
        above,
      ]);
    }
    return walked.length;
  }
});

describe('a place among siblings', () => {
  it('is first, after, before or last, and others keep their order', async () => {
    const [a, b, c, d] = [await page('A'), await page('B'), await page('C'), await page('D')];
    await move(bob, d, { parentId: null, after: null });
    expect(await titles(ana, here)).toEqual(['D', 'A', 'B', 'C']);
    await move(bob, a, { parentId: null, after: b });
    expect(await titles(ana, here)).toEqual(['D', 'B', 'A', 'C']);
    await move(bob, c, { parentId: null, before: b });
    expect(await titles(ana, here)).toEqual(['D', 'C', 'B', 'A']);
    await move(bob, d, { parentId: null });
    expect(await titles(ana, here)).toEqual(['C', 'B', 'A', 'D']);
  });

  it('is found also between siblings that stand at the same position', async () => {
    const [a, b, c] = [await page('A'), await page('B'), await page('C')];
    await app.db.many(`UPDATE page SET position = 'a0' WHERE id = ANY($1::uuid[])`, [[a, b]]);
    const order = (await titles(ana, here)).filter((title) => title !== 'C');
    const first = order[0] === 'A' ? a : b;
    expect((await move(bob, c, { parentId: null, after: first })).status).toBe(200);
    expect(await titles(ana, here)).toEqual([order[0], 'C', order[1]]);
  });

  it('names what is wrong with it', async () => {
    const [a, b] = [await page('A'), await page('B')];
    const below = await page('Sous A', { parentId: a });
    const elsewhere = await page('Ailleurs', { communityId: secret });
    const field = async (place: object) => {
      const { status, body } = await move(bob, b, place);
      return [status, body['errors']?.[0]?.field ?? body['code']];
    };
    expect(await field({ parentId: elsewhere })).toEqual([400, 'parentId']);
    expect(await field({ parentId: a, after: a })).toEqual([400, 'after']);
    expect(await field({ parentId: a, after: below, before: below })).toEqual([400, 'before']);
    expect(await field({ parentId: b })).toEqual([409, 'below-itself']);
    expect((await move(bob, a, { parentId: below })).body).toMatchObject({ status: 409, code: 'below-itself' });
    expect(await titles(ana, here)).toEqual(['A', 'B']);
  });
});

describe('moves at once', () => {
  it('that would make a circle leave a tree', async () => {
    for (let round = 0; round < 5; round++) {
      const [a, b, c] = [await page(`A${round}`), await page(`B${round}`), await page(`C${round}`)];
      const answers = await Promise.all([move(ana, a, { parentId: b }), move(bob, b, { parentId: c }), move(ana, c, { parentId: a })]);
      expect(answers.filter(({ status }) => status === 409)).toHaveLength(1);
      expect(answers.filter(({ status }) => status === 200)).toHaveLength(2);
      const { count } = (await app.db.one<{ count: number }>(REACHED, [[a, b, c]])) ?? { count: 0 };
      expect(count).toBe(3);
    }
  });

  it('to the same place give each page a position of its own', async () => {
    const parent = await page('Parent');
    const first = await page('Premier', { parentId: parent });
    const ids = await Promise.all(Array.from({ length: 8 }, (_, index) => page(`P${index}`)));
    const answers = await Promise.all(ids.map((id) => move(ana, id, { parentId: parent, after: first })));
    expect(answers.filter(({ status }) => status !== 200)).toEqual([]);
    const rows = await app.db.many<{ position: string }>(`SELECT position FROM page WHERE parent_id = $1`, [parent]);
    expect(new Set(rows.map(({ position }) => position)).size).toBe(9);
  });

  it('of a page that somebody writes below keep the tree in one community', async () => {
    for (let round = 0; round < 4; round++) {
      const parent = await page(`P${round}`);
      const [moved, created] = await Promise.all([
        move(ana, parent, { communityId: secret, parentId: null }),
        app.as(bob).post('/pages', { communityId: here, parentId: parent, title: 'Dessous' }),
      ]);
      expect(moved.status).toBe(200);
      expect([201, 400]).toContain(created.status);
    }
    expect(await app.db.many(`SELECT p.id FROM page p JOIN page u ON u.id = p.parent_id WHERE u.community_id <> p.community_id`)).toEqual(
      [],
    );
  });
});
/** Of these pages, those from which the top is reached. */
const REACHED = `
  WITH RECURSIVE up AS (
    SELECT id AS start, parent_id, 1 AS steps FROM page WHERE id = ANY($1::uuid[])
    UNION ALL SELECT up.start, p.parent_id, up.steps + 1 FROM up JOIN page p ON p.id = up.parent_id WHERE up.steps < 50
  ) SELECT count(DISTINCT start)::int AS count FROM up WHERE parent_id IS NULL`;

describe('a move to another community', () => {
  it('takes all below it along, and its readers with it, at once', async () => {
    const top = await page('Budget');
    const below = await page('Détail', { parentId: top });
    await app.db.many(`INSERT INTO page_address (community_id, path, page_id) VALUES ($1, 'budget/detail', $2)`, [here, below]);
    const socket = io(address, {
      path: '/ws',
      transports: ['websocket'],
      extraHeaders: { origin: address, cookie: eve.cookie },
      reconnection: false,
    });
    const heard: unknown[] = [];
    socket.on('stale', (hint: { id: string }) => hint.id === below && heard.push(hint));
    expect(await socket.emitWithAck('watch', { kind: 'content', id: below })).toEqual({ ok: true });

    expect(await move(ana, top, { communityId: secret, parentId: null })).toMatchObject({
      status: 200,
      body: { communityId: secret, parentId: null },
    });
    expect((await app.as(eve).get(`/pages/${below}`)).status).toBe(404);
    expect((await app.as(bob).get(`/pages/${below}`)).body).toMatchObject({ communityId: secret, parentId: top });
    await app.as(bob).patch(`/pages/${below}`, { title: 'Détail chiffré' });
    await app.settle();
    expect(heard).toEqual([]);
    socket.disconnect();
    // The address that it had in the other community leads there for whoever may read it, and nowhere for others.
    expect((await app.as(bob).get(`/communities/${here}/addresses?path=budget/detail`)).body).toMatchObject({ id: below });
    expect((await app.as(eve).get(`/communities/${here}/addresses?path=budget/detail`)).status).toBe(404);
    expect(await titles(ana, here)).toEqual([]);
  });

  it('puts out whoever was writing on a page below, and lets those go on who may', async () => {
    const top = await page('Budget');
    const below = await page('Détail', { parentId: top });
    const [left, stays] = [await openLive(address, below, { cookie: eve.cookie }), await openLive(address, below, { cookie: bob.cookie })];
    await move(ana, top, { communityId: secret, parentId: null });
    await until(() => left.reasons.includes('access-lost'));
    left.type('perdu ');
    stays.type('gardé ');
    await stays.saved();
    // What was written is stored as soon as she leaves.
    stays.close();
    await until(async () => String((await app.as(bob).get(`/pages/${below}`)).body['text']).includes('gardé'));
    const { text } = (await app.as(bob).get(`/pages/${below}`)).body;
    expect(text).not.toContain('perdu');
    left.close();
  });

  it('is for those who write in both and decide who may read', async () => {
    const mine = await page('De Bob', { author: bob });
    const foreign = await page('D’Ana');
    const unwritten = await app.communities.create({ animators: [ana], members: [bob], pagesWrittenBy: 'animators' });
    expect((await move(bob, mine, { communityId: unwritten, parentId: null })).status).toBe(403);
    expect((await move(bob, foreign, { communityId: secret, parentId: null })).status).toBe(403);
    expect((await move(eve, mine, { communityId: secret, parentId: null })).status).toBe(404);
    expect((await move(bob, mine, { communityId: secret, parentId: null })).status).toBe(200);
  });

  it('is refused, with a number, when pages below cannot be read', async () => {
    const top = await page('Dossier', { author: bob });
    await page('Cachée', { parentId: top, participants: [ana] });
    await page('Brouillon', { parentId: top, draft: true });
    expect(await move(bob, top, { communityId: secret, parentId: null })).toMatchObject({
      status: 409,
      body: { code: 'holds-hidden-pages', detail: expect.stringContaining('2') },
    });
  });

  it('keeps restrictions, but for those who do not read the other community', async () => {
    const top = await page('Restreinte', { participants: [ana, bob, eve] });
    const below = await page('Dessous', { parentId: top });
    await move(ana, top, { communityId: secret, parentId: null });
    const listed = await app.db.many<{ id: string }>(`SELECT person_id AS id FROM content_participant WHERE content_id = $1`, [top]);
    expect(listed.map(({ id }) => id).toSorted()).toEqual([ana.id, bob.id].toSorted());
    expect((await app.as(eve).get(`/pages/${below}`)).status).toBe(404);
    expect((await app.as(bob).get(`/contents/${below}/audience`)).body).toMatchObject({ count: 2, rule: 'list-in-community' });
  });

  it('leaves what lies in the trash where it was deleted', async () => {
    const top = await page('Vivante');
    const gone = await page('Jetée', { parentId: top, trashedAt: new Date() });
    expect((await move(ana, top, { communityId: secret, parentId: null })).status).toBe(200);
    expect((await app.as(ana).put(`/trash/${gone}/restoration`)).status).toBe(200);
    expect((await app.as(eve).get(`/pages/${gone}`)).body).toMatchObject({ communityId: here, parentId: null });
  });
});

describe('what lies in the trash below a restricted page that goes', () => {
  it('stays where it was deleted, for those who were listed, whatever becomes of that page', async () => {
    const top = await page('Direction', { participants: [ana, bob] });
    const gone = await page('Jetée', { parentId: top, author: bob });
    const below = await page('Dessous', { parentId: gone, author: bob });
    await app.as(bob).delete(`/pages/${gone}`);
    expect((await move(ana, top, { communityId: secret, parentId: null })).status).toBe(200);
    expect((await app.as(ana).put(`/contents/${top}/audience`, { audience: 'community' })).status).toBe(200);
    expect((await app.as(bob).put(`/trash/${gone}/restoration`)).status).toBe(200);
    expect((await app.as(ana).get(`/pages/${below}`)).body).toMatchObject({ communityId: here, title: 'Dessous' });
    expect((await app.as(eve).get(`/pages/${below}`)).status).toBe(404);
    expect((await app.as(bob).get(`/contents/${gone}/audience`)).body).toMatchObject({ count: 2, can: { restrict: true } });
  });
});

describe('a move into or out of a restricted part', () => {
  it('changes who reads, with all below it', async () => {
    const closed = await page('Direction', { participants: [ana] });
    const top = await page('Ouverte');
    const below = await page('Dessous', { parentId: top });
    expect((await app.as(eve).get(`/pages/${below}`)).status).toBe(200);
    await move(ana, top, { parentId: closed });
    expect((await app.as(eve).get(`/pages/${below}`)).status).toBe(404);
    await move(ana, top, { parentId: null });
    expect((await app.as(eve).get(`/pages/${below}`)).status).toBe(200);
  });

  it('is not for somebody who only writes', async () => {
    const closed = await page('Direction', { participants: [ana, bob] });
    const open = await page('Ouverte');
    const inside = await page('Dedans', { parentId: closed });
    expect((await move(bob, inside, { parentId: null })).status).toBe(403);
    expect((await move(bob, open, { parentId: closed })).status).toBe(403);
    expect((await app.as(eve).get(`/pages/${inside}`)).status).toBe(404);
  });
});
