import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type pg from 'pg';
import type { TestPerson } from '../factories/people.ts';
import { lookedAt } from '../looked-at.ts';
import { type TestApp, startTestApp } from '../test-app.ts';
import { layWorld } from './grown-world.ts';

let app: TestApp;
let owner: pg.Client;
let ana: TestPerson;
/** The large one holds four thousand pages side by side, below one. */
let ids: { community: string; large: string; page: string; middle: string };

/** 200 communities, 20,000 pages with revisions, favourites, visits, links, restrictions and trash: as after some years. */
const WORLD = [
  `INSERT INTO community (id, name, slug, visibility, emblem)
   SELECT uuidv7(), 'Communauté ' || n, 'monde-' || n, (ARRAY['open', 'closed', 'secret'])[1 + n % 3], n % 36 FROM generate_series(1, 200) n`,
  `INSERT INTO person (id, organization_id, email, name)
   SELECT uuidv7(), (SELECT id FROM organization LIMIT 1), 'monde-' || n || '@x.test', 'Monde ' || n FROM generate_series(1, 2000) n`,
  `INSERT INTO membership (community_id, person_id, role, state)
   SELECT k.id, p.id, 'member', 'member' FROM (SELECT id, row_number() OVER () AS n FROM community) k
   JOIN (SELECT id, row_number() OVER () AS n FROM person) p ON (p.n + k.n * 7) % 40 = 0 ON CONFLICT DO NOTHING`,
  `CREATE TEMP TABLE made AS
   SELECT uuidv7() AS id, uuidv7() AS revision, n, k.id AS community_id, NULL::uuid AS parent_id
   FROM generate_series(1, 20000) n JOIN (SELECT id, row_number() OVER (ORDER BY slug) AS place FROM community WHERE slug LIKE 'monde-%') k
     ON k.place = CASE WHEN n <= 4000 THEN 1 ELSE 2 + n % 199 END`,
  // Every tenth lies below the first of its community; of the large one, all do.
  `UPDATE made SET parent_id = first.id FROM (SELECT DISTINCT ON (community_id) community_id, id, n FROM made ORDER BY community_id, n) first
   WHERE made.community_id = first.community_id AND (made.n % 10 = 0 OR made.n < 4000) AND made.n > first.n`,
  `INSERT INTO content (id, kind, community_id, title, slug, updated_at, audience, scope_id)
   SELECT id, 'page', community_id, 'Page ' || n, 'page', now() - make_interval(mins => n), CASE WHEN n % 20 = 3 THEN 'participants' ELSE 'community' END, CASE WHEN n % 20 = 3 THEN id END FROM made`,
  `INSERT INTO page (id, community_id, parent_id, position, revision_id) SELECT id, community_id, parent_id, 'a' || lpad(n::text, 8, '0'), revision FROM made`,
  `INSERT INTO page_revision (id, page_id, document, text, text_version) SELECT revision, id, '{"type":"doc","content":[]}', '', 1 FROM made`,
  `INSERT INTO content_participant (content_id, person_id) SELECT m.id, $1 FROM made m WHERE n % 40 = 3`,
  `INSERT INTO content_participant (content_id, person_id)
   SELECT m.id, p.id FROM made m JOIN (SELECT id, row_number() OVER () AS n FROM person) p ON p.n % 200 = m.n % 200 WHERE m.n % 20 = 3 ON CONFLICT DO NOTHING`,
  `INSERT INTO favourite (person_id, content_id) SELECT p.id, m.id FROM made m JOIN (SELECT id, row_number() OVER () AS n FROM person) p ON p.n % 200 = m.n % 200 WHERE m.n % 10 = 1`,
  `INSERT INTO favourite (person_id, content_id) SELECT $1, id FROM made WHERE n % 100 = 1 ON CONFLICT DO NOTHING`,
  `INSERT INTO visit (person_id, content_id) SELECT p.id, m.id FROM made m JOIN (SELECT id, row_number() OVER () AS n FROM person) p ON p.n % 100 = m.n % 100 WHERE m.n % 5 = 1 ON CONFLICT DO NOTHING`,
  `INSERT INTO visit (person_id, content_id) SELECT $1, id FROM made WHERE n % 250 = 2 ON CONFLICT DO NOTHING`,
  `INSERT INTO page_link (page_id, target_id) SELECT a.id, b.id FROM made a JOIN made b ON b.n = a.n % 1000 + 1 AND a.id <> b.id`,
  `INSERT INTO file (id, name, media_type, size, sha256, storage_key) SELECT uuidv7(), 'f' || n, 'text/plain', 1, '\\x00', 'files/' || n FROM generate_series(1, 3000) n`,
  `INSERT INTO file_use (content_id, file_id) SELECT m.id, f.id FROM made m JOIN (SELECT id, row_number() OVER () AS n FROM file) f ON f.n % 1000 = m.n % 1000 WHERE m.n % 3 = 0`,
  `UPDATE content c SET deleted_at = now() - make_interval(mins => m.n), deleted_with = c.id, author_id = $1 FROM made m WHERE m.id = c.id AND m.n % 50 = 7`,
  `INSERT INTO membership (community_id, person_id, role, state) SELECT id, $1, 'member', 'member' FROM community WHERE slug ~ '^monde-(1?[0-9])$' OR slug = 'monde-1' ON CONFLICT DO NOTHING`,
];

beforeAll(async () => {
  app = await startTestApp();
  ana = await app.people.create();
  owner = await layWorld(app, ana, WORLD);
  const { rows } = await owner.query<Record<keyof typeof ids, string>>(
    `SELECT (SELECT community_id FROM made WHERE n = 1) AS large, (SELECT id FROM made WHERE n = 2001) AS middle,
       k.id AS community, (SELECT m.id FROM made m WHERE m.community_id = k.id AND m.parent_id IS NULL AND m.n % 20 <> 3 AND m.n % 50 <> 7 LIMIT 1) AS page
     FROM community k WHERE k.slug = 'monde-12'`,
  );
  ids = rows[0]!;
  await owner.query(
    `INSERT INTO membership (community_id, person_id, role, state) VALUES ($1, $2, 'animator', 'member') ON CONFLICT DO NOTHING`,
    [ids.large, ana.id],
  );
}, 60_000);
afterAll(async () => {
  await owner.end();
  await app.close();
});

/** Small tables may be read whole; these grow with what people make. */
const LARGE = new Set([
  'membership',
  'content',
  'page',
  'page_revision',
  'page_link',
  'favourite',
  'visit',
  'content_participant',
  'file_use',
  'domain_event',
]);

/** What is asked, and how many rows of large tables may be looked at for it. */
const READS: [what: string, address: () => string, rows: number][] = [
  ['communities', () => '/communities', 20_000],
  ['a community', () => `/communities/${ids.community}`, 1_000],
  ['what changed last', () => '/recent', 10_000],
  ['favourites', () => '/favourites', 1_000],
  ['what I read last', () => '/recently-viewed', 1_000],
  ['the trash', () => '/trash', 1_000],
  ['the trash of a community', () => `/trash?communityId=${ids.community}`, 500],
  ['last changed pages of a community', () => `/communities/${ids.large}/recent`, 2_000],
  ['the page tree', () => `/communities/${ids.community}/pages`, 2_000],
  ['the first level of a large tree, found to be large', () => `/communities/${ids.large}/pages`, 5_000],
  ['a branch', () => `/communities/${ids.community}/pages?parentId=${ids.page}`, 500],
  ['a page', () => `/pages/${ids.page}`, 200],
  ['a page among four thousand', () => `/pages/${ids.middle}`, 200],
  ['pages that link here', () => `/pages/${ids.page}/backlinks`, 500],
];

describe('with 20,000 pages, an index answers', () => {
  it.each(READS)('%s', async (_, address, limit) => {
    let status = (await app.as(ana).get('/me')).status;
    const statements = await app.statements(async () => {
      ({ status } = await app.as(ana).get(address()));
    });
    expect(status).toBe(200);
    const { whole, rows } = await lookedAt(owner, statements, LARGE);
    expect(whole).toEqual([]);
    expect(rows).toBeLessThan(limit);
  });
});
