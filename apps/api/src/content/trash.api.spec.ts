import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { TestPerson } from '../../test/factories/people.ts';
import { type TestApp, startTestApp } from '../../test/test-app.ts';
import { TrashService } from './trash.service.ts';

const DAY = 24 * 60 * 60 * 1000;

let app: TestApp;
/** Ana animates, Bob and Lou are members. */
let ana: TestPerson, bob: TestPerson, lou: TestPerson;
let communityId: string;
beforeAll(async () => {
  app = await startTestApp();
  [ana, bob, lou] = (await Promise.all(['Ana', 'Bob', 'Lou'].map((name) => app.people.create({ name })))) as [
    TestPerson,
    TestPerson,
    TestPerson,
  ];
});
afterAll(() => app.close());
beforeEach(async () => {
  communityId = await app.communities.create({ animators: [ana], members: [bob, lou] });
});

const page = (title: string, more: Partial<Parameters<TestApp['pages']['create']>[0]> = {}) =>
  app.pages.create({ communityId, author: bob, title, ...more });
const trash = async (person: TestPerson) => (await app.as(person).get(`/trash?communityId=${communityId}`)).body['items'];
const erase = (daysFromNow: number) => app.nest.get(TrashService).erase(new Date(Date.now() + daysFromNow * DAY));
const live = async (id: string) =>
  (await app.db.one<{ live: boolean }>(`SELECT deleted_at IS NULL AS live FROM content WHERE id = $1`, [id]))?.live;

describe('restoring', () => {
  it('brings back what went together, and nothing else', async () => {
    const top = await page('Dessus');
    const below = await page('Dessous', { parentId: top });
    const earlier = await page('Jetée avant', { parentId: top });
    await app.as(bob).delete(`/pages/${earlier}`);
    await app.as(bob).delete(`/pages/${top}`);
    expect(await trash(bob)).toMatchObject([
      { id: top, withDescendants: 1, deletedBy: { name: 'Bob' } },
      { id: earlier, withDescendants: 0 },
    ]);
    expect((await app.as(bob).put(`/trash/${top}/restoration`)).body).toMatchObject({ id: top, title: 'Dessus' });
    expect([await live(top), await live(below), await live(earlier)]).toEqual([true, true, false]);
    expect((await app.as(bob).put(`/trash/${top}/restoration`)).status).toBe(404);
    expect((await app.as(bob).put(`/trash/${below}/restoration`)).status).toBe(404);
  });

  it('is for its author, whoever deleted it, and the animators', async () => {
    const id = await page('De Bob');
    await app.as(ana).delete(`/pages/${id}`);
    expect(await trash(lou)).toEqual([]);
    expect((await app.as(lou).put(`/trash/${id}/restoration`)).status).toBe(403);
    expect((await app.as(await app.people.create()).put(`/trash/${id}/restoration`)).status).toBe(404);
    expect(await trash(bob)).toHaveLength(1);
    expect((await app.as(bob).put(`/trash/${id}/restoration`)).status).toBe(200);
  });

  it('waits for what it lies below', async () => {
    const top = await page('Dessus');
    const below = await page('Dessous', { parentId: top });
    await app.as(bob).delete(`/pages/${below}`);
    await app.as(bob).delete(`/pages/${top}`);
    expect(await app.as(bob).put(`/trash/${below}/restoration`)).toMatchObject({ status: 409, body: { code: 'parent-in-trash' } });
    await app.as(bob).put(`/trash/${top}/restoration`);
    expect((await app.as(bob).put(`/trash/${below}/restoration`)).status).toBe(200);
  });

  it('keeps a restriction that was made above it meanwhile', async () => {
    const top = await page('Dessus');
    const below = await page('Dessous', { parentId: top });
    await app.as(bob).delete(`/pages/${below}`);
    await app.as(bob).put(`/contents/${top}/audience`, { audience: 'participants', participantIds: [bob.id] });
    expect(await trash(ana)).toEqual([]);
    await app.as(bob).put(`/trash/${below}/restoration`);
    expect((await app.as(lou).get(`/pages/${below}`)).status).toBe(404);
    expect((await app.as(bob).get(`/pages/${below}`)).status).toBe(200);
  });

  it('is over in an archived community', async () => {
    const id = await page('Ancienne');
    await app.as(bob).delete(`/pages/${id}`);
    await app.as(ana).put(`/communities/${communityId}/archive`);
    expect(await trash(bob)).toEqual([]);
    expect((await app.as(bob).put(`/trash/${id}/restoration`)).status).toBe(403);
  });
});

describe('throwing away', () => {
  it('is refused when it holds pages that one cannot read, with their number', async () => {
    const top = await page('De Bob');
    const middle = await page('Entre', { parentId: top });
    for (const title of ['Secrète', 'Secrète aussi']) await page(title, { parentId: middle, author: ana, participants: [ana] });
    const answer = await app.as(bob).delete(`/pages/${top}`);
    expect(answer).toMatchObject({ status: 409, body: { code: 'holds-hidden-pages', detail: expect.stringContaining('2') } });
    expect(answer.text).not.toContain('Secrète');
    expect([await live(top), await live(middle)]).toEqual([true, true]);
  });

  it('takes along what is put below at the same moment, or lets it not be put there', async () => {
    for (let round = 0; round < 5; round++) {
      const top = await page('Dessus');
      const [child] = await Promise.all([
        app.as(lou).post('/pages', { communityId, parentId: top, title: 'Dessous' }),
        app.as(ana).delete(`/pages/${top}`),
      ]);
      const orphans = await app.db.many(
        `SELECT c.id FROM page p JOIN content c ON c.id = p.id JOIN content parent ON parent.id = p.parent_id
         WHERE p.parent_id = $1 AND c.deleted_at IS NULL AND parent.deleted_at IS NOT NULL`,
        [top],
      );
      expect({ status: child.status, orphans }).toEqual({ status: expect.any(Number), orphans: [] });
      expect([201, 400, 404]).toContain(child.status);
    }
  });
});

describe('after thirty days', () => {
  /** How many rows of a table belong to these pages. */
  const rows = async (table: string, column: string, ids: string[]) =>
    (await app.db.many(`SELECT FROM ${table} WHERE ${column} = ANY($1::uuid[])`, [ids])).length;
  const TABLES = [
    ['content', 'id'],
    ['page', 'id'],
    ['page_revision', 'page_id'],
    ['page_address', 'page_id'],
    ['page_link', 'page_id'],
    ['content_participant', 'content_id'],
    ['favourite', 'content_id'],
    ['visit', 'content_id'],
    ['file_use', 'content_id'],
  ] as const;

  it('everything of it is gone, and the audit says so', async () => {
    const top = await page('À effacer', { participants: [bob, lou] });
    const below = await page('Dessous', { parentId: top });
    const ids = [top, below];
    await app.as(lou).put(`/contents/${top}/favourite`);
    await app.as(lou).put(`/contents/${below}/visit`);
    await app.db.many(`INSERT INTO page_address (community_id, path, page_id) VALUES ($1, $2, $3)`, [communityId, 'ancien', top]);
    await app.db.many(`INSERT INTO page_link (page_id, target_id) VALUES ($1, $2)`, [top, below]);
    await app.db.many(
      `WITH kept AS (INSERT INTO file (id, name, media_type, size, sha256, storage_key) VALUES (gen_random_uuid(), 'x', 'text/plain', 1, '\\x00', 'files/x') RETURNING id)
       INSERT INTO file_use (content_id, file_id) SELECT $1, id FROM kept`,
      [below],
    );
    // Something is said about it: that goes with it.
    const about = (await app.as(bob).post('/annotations', { sourceId: below, text: 'À propos' })).body['id'] as string;
    await app.as(bob).delete(`/pages/${top}`);
    for (const [table, column] of TABLES) expect({ table, rows: (await rows(table, column, ids)) > 0 }).toEqual({ table, rows: true });

    await erase(29.9);
    expect(await rows('content', 'id', ids)).toBe(2);
    await erase(30.1);
    for (const [table, column] of TABLES) expect({ table, rows: await rows(table, column, ids) }).toEqual({ table, rows: 0 });
    expect(await rows('content', 'id', [about])).toBe(0);
    expect(
      await app.db.many(`SELECT payload FROM domain_event WHERE name = 'content.erased' AND payload ->> 'contentId' = $1`, [top]),
    ).toEqual([{ payload: { contentId: top, communityId, count: 2 } }]);
    expect((await app.as(bob).put(`/trash/${top}/restoration`)).status).toBe(404);
  });

  it('a unit that was deleted before what it lay below goes before it', async () => {
    const top = await page('Dessus');
    const below = await page('Dessous', { parentId: top });
    await app.as(bob).delete(`/pages/${below}`);
    await app.as(bob).delete(`/pages/${top}`);
    expect(await erase(31)).toBeGreaterThanOrEqual(2);
    expect(await rows('content', 'id', [top, below])).toBe(0);
  });

  it('one that cannot be erased keeps none of the others, and is told of', async () => {
    const stuck = await page('Retenue', { trashedAt: new Date(Date.now() - 40 * DAY) });
    await page('Orpheline', { parentId: stuck });
    const other = await page('Libre', { trashedAt: new Date(Date.now() - 35 * DAY) });
    await expect(erase(0)).rejects.toThrow('1 units');
    expect([await rows('content', 'id', [stuck]), await rows('content', 'id', [other])]).toEqual([1, 0]);
  });
});
