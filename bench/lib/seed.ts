import { createHash, randomBytes } from 'node:crypto';
import pg from 'pg';
import { v7 as uuidv7 } from 'uuid';
import { Writer } from './words.ts';

export interface Size {
  pages: number;
  people: number;
  communities: number;
  annotations: number;
}
export const SIZES: Record<'S' | 'M' | 'L', Size> = {
  S: { pages: 500, people: 50, communities: 10, annotations: 500 },
  M: { pages: 10_000, people: 2_000, communities: 200, annotations: 10_000 },
  L: { pages: 100_000, people: 20_000, communities: 2_000, annotations: 500_000 },
};

/** What the requests ask about. */
export interface World {
  pageIds: string[];
  communityIds: string[];
  /** Somebody who is a member of the first community, and signed in. */
  cookie: string;
  personId: string;
}

const PARAGRAPHS = 12;
const BATCH = 500;

/** Fills an empty, migrated database with a company of that size: the same one for the same seed. */
export async function seed(databaseUrl: string, size: Size, seedNumber = 1): Promise<World> {
  const db = new pg.Client({ connectionString: databaseUrl });
  await db.connect();
  const writer = new Writer(seedNumber);
  const organization = uuidv7();
  await db.query(`INSERT INTO organization (id, kind, name) VALUES ($1, 'customer', 'Loirac')`, [organization]);
  const people = Array.from({ length: size.people }, () => uuidv7());
  await rows(
    db,
    people,
    (id, nth) => ({ id, organization_id: organization, name: `Personne ${nth}`, email: `p${nth}@loirac.example` }),
    `
    INSERT INTO person (id, organization_id, name, email) SELECT id, organization_id, name, email
    FROM json_to_recordset($1) AS r(id uuid, organization_id uuid, name text, email text)`,
  );
  const communities = Array.from({ length: size.communities }, () => uuidv7());
  await rows(
    db,
    communities,
    (id, nth) => ({ id, name: writer.title(nth), slug: `c-${nth}`, visibility: ['open', 'closed', 'secret'][nth % 3] }),
    `
    INSERT INTO community (id, name, slug, visibility, emblem) SELECT id, name, slug, visibility, 0
    FROM json_to_recordset($1) AS r(id uuid, name text, slug text, visibility text)`,
  );
  const memberships = communities.flatMap((community, nth) =>
    Array.from({ length: Math.min(25, size.people) }, (_, member) => ({
      community_id: community,
      person_id: people[(nth * 13 + member) % people.length],
      role: member === 0 ? 'animator' : 'member',
    })),
  );
  await rows(
    db,
    memberships,
    (row) => row,
    `
    INSERT INTO membership (community_id, person_id, role, state) SELECT community_id, person_id, role, 'member'
    FROM json_to_recordset($1) AS r(community_id uuid, person_id uuid, role text) ON CONFLICT DO NOTHING`,
  );
  const pageIds = await pages(db, writer, size, communities, people);
  await annotations(db, writer, size, pageIds, people);
  const personId = people[0] as string;
  const cookie = await signIn(db, personId);
  await db.query('ANALYZE');
  await db.end();
  return { pageIds, communityIds: communities, cookie, personId };
}

async function pages(db: pg.Client, writer: Writer, size: Size, communities: string[], people: string[]): Promise<string[]> {
  const ids = Array.from({ length: size.pages }, () => uuidv7());
  const perCommunity = Math.ceil(size.pages / communities.length);
  await rows(
    db,
    ids,
    (id, nth) => {
      const community = Math.floor(nth / perCommunity);
      const inCommunity = nth % perCommunity;
      const paragraphs = Array.from({ length: PARAGRAPHS }, () => writer.sentence(20 + writer.number(60)));
      const title = writer.title(nth);
      const document = {
        type: 'doc',
        content: paragraphs.map((text, index) => ({ type: 'paragraph', attrs: { id: `b${index}` }, content: [{ type: 'text', text }] })),
      };
      return {
        id,
        revision_id: uuidv7(),
        community_id: communities[community],
        author_id: people[(community * 13) % people.length],
        // The eighth of the pages of a community lies at its top.
        parent_id: inCommunity % 8 === 0 ? null : ids[nth - (inCommunity % 8)],
        position: `a${String(inCommunity).padStart(8, '0')}V`,
        title,
        excerpt: paragraphs[0]?.slice(0, 240),
        document: JSON.stringify(document),
        text: paragraphs.join('\n'),
        minutes: nth,
      };
    },
    `WITH r AS (SELECT * FROM json_to_recordset($1) AS r(id uuid, revision_id uuid, community_id uuid, author_id uuid, parent_id uuid, position text, title text, excerpt text, document text, text text, minutes int)),
     c AS (INSERT INTO content (id, kind, community_id, author_id, last_editor_id, title, slug, excerpt, updated_at, published_at)
           SELECT id, 'page', community_id, author_id, author_id, title, 'page', excerpt, now() - make_interval(mins => minutes), now() FROM r),
     p AS (INSERT INTO page (id, community_id, parent_id, position, revision_id) SELECT id, community_id, parent_id, position, revision_id FROM r),
     v AS (INSERT INTO page_revision (id, page_id, document, text, text_version, author_id) SELECT revision_id, id, document::json, text, 1, author_id FROM r)
     INSERT INTO page_version (id, page_id, number, kind, author_ids) SELECT revision_id, id, 1, 'automatic', ARRAY[author_id] FROM r`,
  );
  return ids;
}

async function annotations(db: pg.Client, writer: Writer, size: Size, pageIds: string[], people: string[]): Promise<void> {
  const ids = Array.from({ length: size.annotations }, () => uuidv7());
  await rows(
    db,
    ids,
    (id, nth) => ({ id, page_id: pageIds[nth % pageIds.length], author_id: people[nth % people.length], text: writer.sentence(12) }),
    `WITH r AS (SELECT r.*, p.community_id, p.revision_id FROM json_to_recordset($1) AS r(id uuid, page_id uuid, author_id uuid, text text) JOIN page p ON p.id = r.page_id),
     c AS (INSERT INTO content (id, kind, community_id, author_id, title, slug, excerpt, source_id, published_at)
           SELECT id, 'annotation', community_id, author_id, left(text, 100), 'annotation', text, page_id, now() FROM r),
     a AS (INSERT INTO annotation (id, motivation, visibility, body, text)
           SELECT id, 'commenting', 'page', json_build_object('type', 'doc', 'content', json_build_array(json_build_object('type', 'paragraph', 'attrs', json_build_object('id', 'p1'), 'content', json_build_array(json_build_object('type', 'text', 'text', text))))), text FROM r)
     INSERT INTO annotation_target (annotation_id, page_id, whole, original_revision_id, revision_id) SELECT id, page_id, true, revision_id, revision_id FROM r`,
  );
}

/** A session as signing in makes one; the password is not what is measured. */
async function signIn(db: pg.Client, personId: string): Promise<string> {
  const secret = randomBytes(32).toString('base64url');
  await db.query(
    `INSERT INTO session (id, person_id, token_hash, device, network, idle_seconds, idle_until, expires_at)
     VALUES ($1, $2, $3, 'bench', '127.0.0.0/24', 43200, now() + interval '12 hours', now() + interval '7 days')`,
    [uuidv7(), personId, createHash('sha256').update(secret).digest()],
  );
  return `parvis_session=${secret}`;
}

async function rows<T>(db: pg.Client, items: readonly T[], row: (item: T, nth: number) => object, sql: string): Promise<void> {
  for (let from = 0; from < items.length; from += BATCH) {
    const batch = items.slice(from, from + BATCH).map((item, index) => row(item, from + index));
    await db.query(sql, [JSON.stringify(batch)]);
  }
}
