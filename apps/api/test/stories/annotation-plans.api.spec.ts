import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type pg from 'pg';
import type { TestPerson } from '../factories/people.ts';
import { lookedAt } from '../looked-at.ts';
import { type TestApp, startTestApp } from '../test-app.ts';
import { layWorld } from './grown-world.ts';

let app: TestApp;
let owner: pg.Client;
let ana: TestPerson;
/** The large community holds a fifth of all annotations; one of its pages holds five hundred. */
let ids: Record<'community' | 'large' | 'page' | 'full' | 'version' | 'annotation', string>;

/** 100 communities, 20,000 pages, 100,000 annotations with places, a log and replies. */
const WORLD = [
  `INSERT INTO community (id, name, slug, visibility, emblem)
   SELECT uuidv7(), 'Communauté ' || n, 'monde-' || n, (ARRAY['open', 'closed', 'secret'])[1 + n % 3], n % 36 FROM generate_series(1, 100) n`,
  `INSERT INTO person (id, organization_id, email, name)
   SELECT uuidv7(), (SELECT id FROM organization LIMIT 1), 'monde-' || n || '@x.test', 'Monde ' || n FROM generate_series(1, 1000) n`,
  `INSERT INTO membership (community_id, person_id, role, state)
   SELECT k.id, p.id, 'member', 'member' FROM (SELECT id, row_number() OVER (ORDER BY slug) AS n FROM community) k
   JOIN (SELECT id, row_number() OVER (ORDER BY email) AS n FROM person) p ON (p.n + k.n * 7) % 20 = 0 ON CONFLICT DO NOTHING`,
  `INSERT INTO membership (community_id, person_id, role, state)
   SELECT id, $1, 'member', 'member' FROM (SELECT id, row_number() OVER (ORDER BY slug) AS n FROM community) k WHERE n <= 20 ON CONFLICT DO NOTHING`,
  `CREATE TEMP TABLE written AS
   SELECT uuidv7() AS id, uuidv7() AS revision, g.n, k.id AS community_id
   FROM generate_series(1, 20000) AS g(n) JOIN (SELECT id, row_number() OVER (ORDER BY slug) AS place FROM community) k
     ON k.place = CASE WHEN g.n <= 4000 THEN 1 ELSE 2 + g.n % 99 END`,
  `INSERT INTO content (id, kind, community_id, title, slug) SELECT id, 'page', community_id, 'Page ' || n, 'page' FROM written`,
  `INSERT INTO page (id, community_id, position, revision_id) SELECT id, community_id, 'a' || lpad(n::text, 8, '0'), revision FROM written`,
  `INSERT INTO page_revision (id, page_id, document, text, text_version) SELECT revision, id, '{"type":"doc","content":[]}', '', 1 FROM written`,
  `INSERT INTO page_version (id, page_id, number, kind) SELECT revision, id, 1, 'automatic' FROM written`,
  // Five a page, five hundred on the first.
  `CREATE TEMP TABLE said AS
   SELECT uuidv7() AS id, g.n, w.id AS page_id, w.revision, w.community_id, p.id AS author_id,
     (ARRAY['page', 'page', 'page', 'community', 'private'])[1 + g.n % 5] AS visibility
   FROM generate_series(1, 100000) AS g(n) JOIN written w ON w.n = CASE WHEN g.n <= 500 THEN 1 ELSE 1 + g.n % 20000 END
   JOIN (SELECT id, row_number() OVER (ORDER BY email) AS place FROM person) p ON p.place = 1 + g.n % 1000`,
  `UPDATE said SET author_id = $1 WHERE n % 97 = 0`,
  `INSERT INTO content (id, kind, community_id, author_id, title, slug, audience, scope_id, source_id, created_at)
   SELECT id, 'annotation', community_id, author_id, 'Remarque', 'remarque',
     CASE visibility WHEN 'private' THEN 'participants' WHEN 'community' THEN 'members' ELSE 'community' END,
     CASE visibility WHEN 'private' THEN id END, page_id, now() - make_interval(secs => n) FROM said`,
  `INSERT INTO content_participant (content_id, person_id) SELECT id, author_id FROM said WHERE visibility = 'private'`,
  `INSERT INTO annotation (id, motivation, visibility, body, text, resolved_at)
   SELECT id, (ARRAY['commenting', 'questioning', 'editing', 'highlighting'])[1 + n % 4], visibility, '{"type":"doc","content":[]}', 'Remarque', CASE WHEN n % 3 = 0 THEN now() END FROM said`,
  `INSERT INTO annotation_target (annotation_id, page_id, whole, original, original_revision_id, state, place, revision_id)
   SELECT id, page_id, false, q.quote, revision, CASE WHEN n % 50 = 0 THEN 'ORPHAN' ELSE 'SAFE' END, q.quote, revision FROM said
   CROSS JOIN LATERAL (SELECT jsonb_build_object('start', n % 1000, 'end', n % 1000 + 5, 'exact', 'texte', 'prefix', '', 'suffix', '', 'blockId', NULL) AS quote) q`,
  `INSERT INTO annotation_anchor_log (annotation_id, revision_id, state, place, score, method)
   SELECT s.id, s.revision, 'SAFE', t.place, 1, 'same' FROM said s JOIN annotation_target t ON t.annotation_id = s.id`,
  `INSERT INTO annotation_reply (id, root_id, author_id, body, text) SELECT uuidv7(), id, author_id, '{"type":"doc","content":[]}', 'Oui' FROM said WHERE n % 2 = 0`,
  `INSERT INTO annotation_reaction (root_id, person_id, reaction) SELECT id, author_id, 'agree' FROM said WHERE n % 4 = 0`,
  `INSERT INTO annotation_places (revision_id, page_id, places)
   SELECT revision, page_id, jsonb_object_agg(id, jsonb_build_array('SAFE', n % 1000, n % 1000 + 5)) FROM said GROUP BY revision, page_id`,
];

beforeAll(async () => {
  app = await startTestApp();
  ana = await app.people.create();
  owner = await layWorld(app, ana, WORLD);
  const { rows } = await owner.query<typeof ids>(
    `SELECT (SELECT community_id FROM written WHERE n = 1) AS large, (SELECT id FROM written WHERE n = 1) AS full,
       (SELECT community_id FROM written WHERE n = 4010) AS community, (SELECT id FROM written WHERE n = 4010) AS page,
       (SELECT revision FROM written WHERE n = 1) AS version, (SELECT id FROM said WHERE n = 1) AS annotation`,
  );
  ids = rows[0]!;
  await owner.query(
    `INSERT INTO membership (community_id, person_id, role, state) VALUES ($1, $3, 'member', 'member'), ($2, $3, 'member', 'member') ON CONFLICT DO NOTHING`,
    [ids.large, ids.community, ana.id],
  );
}, 240_000);
afterAll(async () => {
  await owner.end();
  await app.close();
});

const LARGE = new Set(
  'membership content page page_revision content_participant annotation annotation_target annotation_anchor_log annotation_reply annotation_reaction annotation_places'.split(
    ' ',
  ),
);

/** What is asked, and how many rows of large tables may be looked at for it: about twelve for each thread that is shown. */
const READS: [what: string, address: () => string, rows: number][] = [
  ['of a page', () => `/annotations?sourceId=${ids.page}`, 200],
  ['of a page with five hundred', () => `/annotations?sourceId=${ids.full}`, 8_000],
  ['one thread', () => `/annotations/${ids.annotation}`, 50],
  ['what happened to a place', () => `/annotations/${ids.annotation}/places`, 60],
  ['of a version', () => `/pages/${ids.full}/versions/${ids.version}/annotations`, 12_000],
  ['of a community', () => `/communities/${ids.community}/annotations`, 2_000],
  ['of a large community', () => `/communities/${ids.large}/annotations`, 2_000],
  ['open questions of a large community', () => `/communities/${ids.large}/annotations?motivation=questioning&status=open`, 6_000],
  ['mine in a large community', () => `/communities/${ids.large}/annotations?mine=true`, 30_000],
  ['mine', () => '/my-annotations', 2_000],
  ['how many wait in a community', () => `/communities/${ids.community}/annotation-counts`, 15_000],
];

describe('with 20,000 pages and 100,000 annotations, an index answers', () => {
  it.each(READS)('%s', async (_, address, limit) => {
    let status = (await app.as(ana).get('/me')).status;
    const statements = await app.statements(async () => {
      ({ status } = await app.as(ana).get(address()));
    });
    expect(status).toBe(200);
    const { whole, rows } = await lookedAt(owner, statements, LARGE);
    expect({ whole, rows: rows < limit ? 'few' : rows }).toEqual({ whole: [], rows: 'few' });
  });

  it('the next of a list begins where the one before ended, as quickly', async () => {
    const { nextCursor } = (await app.as(ana).get(`/communities/${ids.large}/annotations`)).body;
    const statements = await app.statements(() => app.as(ana).get(`/communities/${ids.large}/annotations?cursor=${nextCursor}`));
    const { whole, rows } = await lookedAt(owner, statements, LARGE);
    expect({ whole, rows: rows < 2_000 ? 'few' : rows }).toEqual({ whole: [], rows: 'few' });
  });
});
