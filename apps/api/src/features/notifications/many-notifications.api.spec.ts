import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import type { TestPerson } from '../../../test/factories/people.ts';
import { lookedAt } from '../../../test/looked-at.ts';
import { type TestApp, startTestApp } from '../../../test/test-app.ts';
import { NotificationsUpkeep } from './notifications-upkeep.ts';

let app: TestApp;
let owner: pg.Client;
let ana: TestPerson;
let bob: TestPerson;

/** 100,000 notifications of 1,000 people about 20,000 pages; Ana has 20,000 of them, half unread, a tenth out of her sight. */
const WORLD = [
  `INSERT INTO person (id, organization_id, email, name)
   SELECT uuidv7(), (SELECT id FROM organization LIMIT 1), 'monde-' || n || '@x.test', 'Monde ' || n FROM generate_series(1, 1000) n`,
  `INSERT INTO membership (community_id, person_id, role, state) SELECT $2, id, 'member', 'member' FROM person WHERE email LIKE 'monde-%'`,
  `CREATE TEMP TABLE made AS SELECT uuidv7() AS id, uuidv7() AS revision, n FROM generate_series(1, 20000) n`,
  `INSERT INTO content (id, kind, community_id, author_id, title, slug, audience, scope_id)
   SELECT id, 'page', $2, $1, 'Page ' || n, 'page', CASE WHEN n % 10 = 3 THEN 'participants' ELSE 'community' END, CASE WHEN n % 10 = 3 THEN id END FROM made`,
  `INSERT INTO content_participant (content_id, person_id) SELECT id, $3 FROM made WHERE n % 10 = 3`,
  `INSERT INTO page (id, community_id, position, revision_id) SELECT id, $2, 'a' || lpad(n::text, 8, '0'), revision FROM made`,
  `INSERT INTO page_revision (id, page_id, document, text, text_version) SELECT revision, id, '{"type":"doc","content":[]}', '', 1 FROM made`,
  `INSERT INTO notification (person_id, content_id, at, unread, read_until)
   SELECT $1, id, now() - make_interval(mins => n), n % 2 = 0, CASE WHEN n % 2 = 0 THEN '-infinity'::timestamptz ELSE now() - make_interval(days => n % 200) END FROM made`,
  `INSERT INTO notification (person_id, content_id, at, unread)
   SELECT p.id, m.id, now() - make_interval(mins => m.n), m.n % 2 = 0
   FROM made m JOIN (SELECT id, row_number() OVER () AS n FROM person WHERE email LIKE 'monde-%') p ON (p.n + m.n) % 250 = 0`,
  `INSERT INTO notice (notification_id, key, kind, actor_id, at)
   SELECT g.id, 'k' || i, 'updated', $3, g.at - make_interval(secs => i) FROM notification g CROSS JOIN generate_series(1, 2) i`,
];

beforeAll(async () => {
  app = await startTestApp();
  [ana, bob] = await Promise.all([app.people.create({ name: 'Ana' }), app.people.create({ name: 'Bob' })]);
  const community = await app.communities.create({ members: [ana, bob] });
  owner = new pg.Client({ connectionString: app.database.url });
  await owner.connect();
  await owner.query(`SET session_replication_role = replica`);
  const values = [ana.id, community, bob.id];
  for (const statement of WORLD) {
    const used = [1, 2, 3].filter((place) => statement.includes(`$${place}`));
    await owner.query(
      renumbered(statement, used),
      used.map((place) => values[place - 1]),
    );
  }
  await owner.query('VACUUM ANALYZE');
}, 120_000);
afterAll(async () => {
  await owner.end();
  await app.close();
});

/** The parameters that a statement uses, counted from one. */
const renumbered = (sql: string, used: readonly number[]): string =>
  used.reduce((text, place, index) => text.replaceAll(`$${place}`, `$@${index + 1}`), sql).replaceAll('$@', '$');

const LARGE = new Set(['notification', 'notice', 'content', 'page', 'content_participant', 'membership']);

async function looked(address: string) {
  await app.as(ana).get('/me');
  let status = 0;
  const statements = await app.statements(async () => {
    ({ status } = await app.as(ana).get(address));
  });
  return { status, statements: statements.length, ...(await lookedAt(owner, statements, LARGE)) };
}

describe('with 100,000 notifications', () => {
  it('there are as many', async () => {
    const { rows } = await owner.query(`SELECT count(*)::int AS count FROM notification`);
    expect(rows[0].count).toBeGreaterThanOrEqual(100_000);
  });

  it.each([
    ['the count', '/notifications/unread', 1_500],
    ['the first page', '/notifications', 3_000],
    ['the unread', '/notifications?unread=true', 3_000],
  ])('%s is one statement that indexes answer', async (_, address, limit) => {
    const { statements, whole, rows, status } = await looked(address);
    expect({ status, statements, whole }).toEqual({ status: 200, statements: 1, whole: [] });
    expect(rows).toBeLessThan(limit);
  });

  it('a page far down costs what the first one costs', async () => {
    let cursor: string | null = null;
    for (let page = 0; page < 20; page++)
      cursor = (await app.as(ana).get<{ nextCursor: string }>(`/notifications?limit=100${cursor ? `&cursor=${cursor}` : ''}`)).body
        .nextCursor;
    const { rows, whole } = await looked(`/notifications?cursor=${cursor}`);
    expect(whole).toEqual([]);
    expect(rows).toBeLessThan(3_000);
  });

  it('counts up to a hundred, and shows what may be seen alone', async () => {
    const { body } = await app.as(ana).get<{ unread: number; items: { page: { title: string } }[] }>('/notifications?limit=100');
    expect(body.unread).toBe(100);
    expect(body.items.filter(({ page }) => page.title.endsWith('3'))).toEqual([]);
    expect(body.items).toHaveLength(100);
  });

  it('forgets what was read more than 90 days ago, never what is unread', async () => {
    const unread = async () => (await owner.query(`SELECT count(*)::int AS count FROM notification WHERE unread`)).rows[0].count as number;
    const before = await unread();
    await app.nest.get(NotificationsUpkeep, { strict: false }).forget();
    const { rows } = await owner.query(
      `SELECT count(*) FILTER (WHERE read_until < now() - interval '90 days' AND NOT unread)::int AS old, count(*) FILTER (WHERE NOT unread)::int AS read FROM notification`,
    );
    expect(rows[0].old).toBe(0);
    expect(rows[0].read).toBeGreaterThan(0);
    expect(await unread()).toBe(before);
    expect(
      (await owner.query(`SELECT FROM notice n WHERE NOT EXISTS (SELECT FROM notification g WHERE g.id = n.notification_id)`)).rowCount,
    ).toBe(0);
  });
});
