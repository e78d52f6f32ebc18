import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { SearchAnswer } from '@parvis/shared';
import pg from 'pg';
import { Frequencies } from '../../src/features/search/engine/frequencies.ts';
import type { TestPerson } from '../factories/people.ts';
import { lookedAt } from '../looked-at.ts';
import { type TestApp, startTestApp } from '../test-app.ts';

let app: TestApp;
let owner: pg.Client;
let people: Record<'employee' | 'partner', TestPerson>;

/** 200 communities, 20,000 pages and as many annotations: « partout » stands in all, « souvent » in a tenth, « parfois » in a thousandth. */
const WORLD = [
  `INSERT INTO community (id, name, slug, visibility, emblem)
   SELECT uuidv7(), 'Communauté ' || n, 'monde-' || n, (ARRAY['open', 'closed', 'secret'])[1 + n % 3], n % 36 FROM generate_series(1, 200) n`,
  `INSERT INTO person (id, organization_id, email, name)
   SELECT uuidv7(), (SELECT id FROM organization LIMIT 1), 'monde-' || n || '@x.test', 'Monde ' || n FROM generate_series(1, 2000) n`,
  `CREATE TEMP TABLE made AS
   SELECT uuidv7() AS id, n, k.id AS community_id, uuidv7() AS note FROM generate_series(1, 20000) n
   JOIN (SELECT id, row_number() OVER (ORDER BY slug) AS place FROM community WHERE slug LIKE 'monde-%') k ON k.place = 1 + n % 200`,
  `INSERT INTO content (id, kind, community_id, title, slug, updated_at)
   SELECT id, 'page', community_id, 'Page ' || n, 'page', now() - make_interval(mins => n) FROM made`,
  `INSERT INTO content (id, kind, community_id, title, slug, source_id) SELECT note, 'annotation', community_id, 'Page ' || n, 'page', id FROM made`,
  `INSERT INTO page (id, community_id, position, revision_id) SELECT id, community_id, 'a' || lpad(n::text, 8, '0'), uuidv7() FROM made`,
  `INSERT INTO search_entry (id, kind, content_id, community_id, at, title, notes, text, title_key, title_words, plain, title_vector, vector)
   SELECT e.id, e.kind, e.id, m.community_id, now() - make_interval(mins => m.n), e.title, '', t.text, lower(e.title), 2, t.text,
     to_tsvector('simple', e.title), setweight(to_tsvector('simple', e.title), 'A') || to_tsvector('simple', t.text)
   FROM made m CROSS JOIN LATERAL (VALUES (m.id, 'page', 'Page ' || m.n), (m.note, 'annotation', '')) e(id, kind, title)
   CROSS JOIN LATERAL (SELECT repeat('texte sans fin ', 40) || 'partout ' || CASE WHEN m.n % 10 = 0 THEN 'souvent ' ELSE '' END
     || CASE WHEN m.n % 999 = 5 THEN 'parfois ' ELSE '' END AS text) t`,
  `INSERT INTO search_entry (id, kind, person_id, at, title, notes, text, title_key, title_words, plain, title_vector, vector)
   SELECT id, 'person', id, created_at, name, '', '', lower(name), 2, '', to_tsvector('simple', name), to_tsvector('simple', name) FROM person`,
  `INSERT INTO search_entry (id, kind, place_id, at, title, notes, text, title_key, title_words, plain, title_vector, vector)
   SELECT id, 'community', id, created_at, name, '', '', lower(name), 2, '', to_tsvector('simple', name), to_tsvector('simple', name) FROM community`,
  `INSERT INTO search_word (word) SELECT 'mot' || n FROM generate_series(1, 30000) n`,
];

beforeAll(async () => {
  app = await startTestApp();
  people = { employee: await app.people.create(), partner: await app.people.create({ organization: 'partner' }) };
  owner = new pg.Client({ connectionString: app.database.url });
  await owner.connect();
  await owner.query(`SET session_replication_role = replica`);
  for (const statement of WORLD) await owner.query(statement);
  await owner.query(
    `INSERT INTO membership (community_id, person_id, role, state) SELECT id, $1, 'member', 'member' FROM community WHERE slug = 'monde-7'`,
    [people.partner.id],
  );
  await owner.query('VACUUM ANALYZE');
  await app.nest.get(Frequencies, { strict: false }).read();
  // As with statements that are kept prepared: a plan for any value.
  await owner.query(`SET plan_cache_mode = force_generic_plan`);
}, 120_000);
afterAll(async () => {
  await owner.end();
  await app.close();
});

const LARGE = new Set(['content', 'page', 'search_entry', 'search_word', 'person']);

/** What is asked, and how many rows of large tables may be looked at for it. */
const READS: [what: string, address: string, rows: number][] = [
  ['a rare word', '/search?q=parfois', 2_000],
  ['a word of a tenth of all', '/search?q=souvent', 2_000],
  ['a word that stands everywhere', '/search?q=partout', 20_000],
  ['two words that stand everywhere', '/search?q=partout%20texte', 20_000],
  ['a word of one kind', '/search?q=partout&kind=annotation', 20_000],
  ['a word of a time', '/search?q=partout&from=2020-01-01&to=2020-01-02', 20_000],
  ['a phrase', '/search?q=%22sans%20fin%22', 20_000],
  ['a slip', '/search?q=parfios', 3_000],
  ['a beginning', '/search?q=parfo', 3_000],
  ['names that begin so', '/search/suggestions?q=pag', 10_000],
  ['people', '/search/suggestions?q=mond', 10_000],
  ['what was read last', '/search/suggestions', 2_000],
];

describe('with 40,000 entries, an index answers', () => {
  it.each(READS.flatMap((read) => (['employee', 'partner'] as const).map((who) => [...read, who] as const)))(
    '%s',
    async (_, address, limit, who) => {
      let status = (await app.as(people[who]).get('/me')).status;
      const statements = await app.statements(async () => {
        ({ status } = await app.as(people[who]).get(address));
      });
      expect(status).toBe(200);
      const { whole, rows } = await lookedAt(owner, statements, LARGE);
      expect(whole).toEqual([]);
      expect(rows).toBeLessThan(limit);
    },
  );

  it('and everybody finds what she may see of it', async () => {
    const count = async (who: keyof typeof people, q: string) =>
      (await app.as(people[who]).get(`/search?limit=50&q=${q}`)).body['items'].length as number;
    expect(await count('employee', 'partout')).toBe(50);
    expect(await count('partner', 'partout')).toBe(50);
    // Of the twenty pages and as many annotations with it, those in communities that are open to her: a third.
    expect(await count('employee', 'parfois')).toBeGreaterThan(5);
    expect(await count('employee', 'parfois')).toBeLessThan(30);
    expect(await count('partner', 'parfois')).toBe(0);
  });

  it.each(['employee', 'partner'] as const)('and pages through what stands everywhere without meeting anything twice: %s', async (who) => {
    const seen: string[] = [];
    for (let cursor: string | null = '', asked = 0; cursor !== null && asked < 12; asked++) {
      const { body }: { body: SearchAnswer } = await app
        .as(people[who])
        .get<SearchAnswer>(`/search?q=partout&limit=50${cursor && `&cursor=${cursor}`}`);
      seen.push(...body.items.map(({ kind, id }) => `${kind} ${id}`));
      cursor = body.nextCursor;
    }
    // Twelve full pages of results are four bands; the partner reads one community, of a hundred pages and as many annotations.
    expect(seen.length).toBe(who === 'partner' ? 200 : 600);
    expect(new Set(seen).size).toBe(seen.length);
  });

  it('and leaves out no kind of what stands everywhere, however many pages there are', async () => {
    const day = new Date(Date.now() - 10 * 86_400_000).toISOString().slice(0, 10);
    const found = { page: 0, annotation: 0 };
    for (let cursor: string | null = '', asked = 0; cursor !== null && asked < 40; asked++) {
      const { body }: { body: SearchAnswer } = await app
        .as(people.employee)
        .get<SearchAnswer>(`/search?q=partout&limit=50&from=${day}&to=${day}${cursor && `&cursor=${cursor}`}`);
      for (const { kind } of body.items) if (kind === 'page' || kind === 'annotation') found[kind] += 1;
      cursor = body.nextCursor;
    }
    // A page and an annotation a minute, a third of them in communities that are open to her.
    expect(found.page).toBeGreaterThan(400);
    expect(found.annotation).toBe(found.page);
  });
});
