import { createHash, randomBytes } from 'node:crypto';
import pg from 'pg';
import { v7 as uuidv7 } from 'uuid';
import { copyIn } from './copy.ts';
import { Writer } from './words.ts';

export interface Size {
  pages: number;
  people: number;
  communities: number;
  annotations: number;
}
export const SIZES: Record<'S' | 'M' | 'L', Size> = {
  S: { pages: 500, people: 50, communities: 10, annotations: 2_500 },
  M: { pages: 10_000, people: 2_000, communities: 200, annotations: 50_000 },
  L: { pages: 100_000, people: 20_000, communities: 2_000, annotations: 500_000 },
};

/** What the requests ask about. */
export interface World {
  /** Pages of the communities that the asking person animates. */
  pageIds: string[];
  communityIds: string[];
  /** Somebody who animates the first communities, and is signed in. */
  cookie: string;
  personId: string;
  /** Of somebody else, who signs in: giving her a password ends her sessions. */
  email: string;
}

const MEMBERS = 25;
/** Communities that the asking person animates: hers are the pages that requests name. */
const ASKED_COMMUNITIES = 10;
const PARAGRAPHS = 8;
/** The eighth of the pages of a community lies at its top. */
const SIBLINGS = 8;

/** Fills an empty, migrated database with a company of that size: the same one for the same seed. */
export async function seed(databaseUrl: string, size: Size, seedNumber = 1): Promise<World> {
  const db = new pg.Client({ connectionString: databaseUrl });
  await db.connect();
  try {
    return await fill(db, new Writer(seedNumber), size);
  } finally {
    await db.end();
  }
}

async function fill(db: pg.Client, writer: Writer, size: Size): Promise<World> {
  const people = ids(size.people);
  const communities = ids(size.communities);
  const pageIds = ids(size.pages);
  await db.query('SET synchronous_commit = off');
  await companyOf(db, writer, people);
  await communitiesOf(db, writer, communities, people);
  await pagesOf(db, writer, pageIds, communities, people);
  await annotationsOf(db, writer, size.annotations, pageIds, people);
  const personId = people[0] as string;
  const cookie = await signIn(db, personId);
  await db.query('VACUUM ANALYZE');
  const asked = Math.min(size.pages, Math.ceil(size.pages / communities.length) * ASKED_COMMUNITIES);
  return { pageIds: pageIds.slice(0, asked), communityIds: communities, cookie, personId, email: emailOf(1) };
}

const ids = (count: number): string[] => Array.from({ length: count }, () => uuidv7());
const emailOf = (nth: number): string => `p${nth}@loirac.example`;

async function companyOf(db: pg.Client, writer: Writer, people: string[]): Promise<void> {
  const organization = uuidv7();
  await db.query(`INSERT INTO organization (id, kind, name) VALUES ($1, 'customer', 'Loirac')`, [organization]);
  await copyIn(
    db,
    people.length,
    (nth) => ({ id: people[nth], organization, name: writer.person(), email: emailOf(nth) }),
    `INSERT INTO person (id, organization_id, name, email)
     SELECT (r->>'id')::uuid, (r->>'organization')::uuid, r->>'name', r->>'email' FROM incoming`,
  );
}

async function communitiesOf(db: pg.Client, writer: Writer, communities: string[], people: string[]): Promise<void> {
  await copyIn(
    db,
    communities.length,
    (nth) => ({ id: communities[nth], name: writer.title(), slug: `c-${nth}`, visibility: ['open', 'closed', 'secret'][nth % 3] }),
    `INSERT INTO community (id, name, slug, visibility, emblem) SELECT (r->>'id')::uuid, r->>'name', r->>'slug', r->>'visibility', 0 FROM incoming`,
  );
  const member = (community: number, nth: number) => ({
    community: communities[community],
    person: people[(community * 13 + nth) % people.length],
    role: nth === 0 ? 'animator' : 'member',
  });
  const asked = communities.slice(0, ASKED_COMMUNITIES).map((community) => ({ community, person: people[0], role: 'animator' }));
  const all = [...asked, ...communities.flatMap((_, community) => Array.from({ length: MEMBERS }, (__, nth) => member(community, nth)))];
  await copyIn(
    db,
    all.length,
    (nth) => all[nth] as object,
    `INSERT INTO membership (community_id, person_id, role, state)
     SELECT (r->>'community')::uuid, (r->>'person')::uuid, r->>'role', 'member' FROM incoming ON CONFLICT DO NOTHING`,
  );
}

async function pagesOf(db: pg.Client, writer: Writer, pageIds: string[], communities: string[], people: string[]): Promise<void> {
  const perCommunity = Math.ceil(pageIds.length / communities.length);
  const page = (nth: number) => {
    const community = Math.floor(nth / perCommunity);
    const place = nth % perCommunity;
    const paragraphs = Array.from({ length: PARAGRAPHS }, () => writer.paragraph(30 + writer.number(60)));
    const content = paragraphs.map((text, index) => ({ type: 'paragraph', attrs: { id: `b${index}` }, content: [{ type: 'text', text }] }));
    return {
      id: pageIds[nth],
      revision: uuidv7(),
      community: communities[community],
      author: people[(community * 13) % people.length],
      parent: place % SIBLINGS === 0 ? null : pageIds[nth - (place % SIBLINGS)],
      position: `a${String(place).padStart(8, '0')}V`,
      title: writer.title(),
      excerpt: paragraphs[0]?.slice(0, 240),
      document: { type: 'doc', content },
      text: paragraphs.join('\n'),
      minutes: nth,
    };
  };
  await copyIn(
    db,
    pageIds.length,
    page,
    `WITH r AS MATERIALIZED (
       SELECT (r->>'id')::uuid AS id, (r->>'revision')::uuid AS revision, (r->>'community')::uuid AS community, (r->>'author')::uuid AS author,
         (r->>'parent')::uuid AS parent, r->>'position' AS position, r->>'title' AS title, r->>'excerpt' AS excerpt, r->'document' AS document,
         r->>'text' AS text, (r->>'minutes')::int AS minutes FROM incoming
     ),
     c AS (INSERT INTO content (id, kind, community_id, author_id, last_editor_id, title, slug, excerpt, updated_at, published_at)
           SELECT id, 'page', community, author, author, title, 'page', excerpt, now() - make_interval(mins => minutes), now() FROM r),
     p AS (INSERT INTO page (id, community_id, parent_id, position, revision_id) SELECT id, community, parent, position, revision FROM r),
     v AS (INSERT INTO page_revision (id, page_id, document, text, text_version, author_id) SELECT revision, id, document, text, 1, author FROM r)
     INSERT INTO page_version (id, page_id, number, kind, author_ids) SELECT revision, id, 1, 'automatic', ARRAY[author] FROM r`,
  );
}

/** Most stand on a passage; every fifth is of the whole page. */
async function annotationsOf(db: pg.Client, writer: Writer, count: number, pageIds: string[], people: string[]): Promise<void> {
  const motivations = ['commenting', 'commenting', 'questioning', 'editing', 'highlighting'];
  await copyIn(
    db,
    count,
    (nth) => ({
      id: uuidv7(),
      page: pageIds[nth % pageIds.length],
      author: people[(nth * 7) % people.length],
      text: writer.sentence(12),
      motivation: motivations[nth % motivations.length],
      resolved: nth % 3 === 0,
      whole: nth % 5 === 0,
      start: writer.number(600),
      length: 8 + writer.number(40),
    }),
    `WITH r AS MATERIALIZED (
       SELECT (r->>'id')::uuid AS id, p.id AS page, p.community_id, p.revision_id, (r->>'author')::uuid AS author, r->>'text' AS text, r->>'motivation' AS motivation,
         (r->>'resolved')::boolean AS resolved, (r->>'whole')::boolean AS whole, (r->>'start')::int AS start, (r->>'length')::int AS length, v.text AS page_text
       FROM incoming JOIN page p ON p.id = (r->>'page')::uuid JOIN page_revision v ON v.id = p.revision_id
     ),
     c AS (INSERT INTO content (id, kind, community_id, author_id, title, slug, excerpt, source_id, published_at)
           SELECT id, 'annotation', community_id, author, left(text, 100), 'annotation', text, page, now() FROM r),
     a AS (INSERT INTO annotation (id, motivation, resolved_at, visibility, body, text)
           SELECT id, motivation, CASE WHEN resolved THEN now() END, 'page', json_build_object('type', 'doc', 'content', json_build_array(json_build_object('type', 'paragraph',
             'attrs', json_build_object('id', 'p1'), 'content', json_build_array(json_build_object('type', 'text', 'text', text))))), text FROM r),
     placed AS (SELECT r.*, CASE WHEN NOT whole THEN jsonb_build_object('start', start, 'end', start + length, 'exact', substr(page_text, start + 1, length),
         'prefix', substr(page_text, greatest(1, start - 31), least(32, start)), 'suffix', substr(page_text, start + length + 1, 32), 'blockId', 'b0') END AS place FROM r)
     INSERT INTO annotation_target (annotation_id, page_id, whole, original, original_revision_id, place, revision_id)
     SELECT id, page, whole, place, revision_id, place, revision_id FROM placed`,
  );
}

/** A session as signing in makes one. */
async function signIn(db: pg.Client, personId: string): Promise<string> {
  const secret = randomBytes(32).toString('base64url');
  await db.query(
    `INSERT INTO session (id, person_id, token_hash, device, network, idle_seconds, idle_until, expires_at)
     VALUES ($1, $2, $3, 'bench', '127.0.0.0/24', 43200, now() + interval '12 hours', now() + interval '7 days')`,
    [uuidv7(), personId, createHash('sha256').update(secret).digest()],
  );
  return `parvis_session=${secret}`;
}
