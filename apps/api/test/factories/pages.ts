import { v7 as uuidv7 } from 'uuid';
import type { Database } from '../../src/platform/database/database.ts';

interface Wanted {
  communityId: string;
  author: { id: string };
  title: string;
  text?: string;
  parentId?: string;
  /** Restricted to these. */
  participants?: { id: string }[];
  /** Seen by its author alone. */
  draft?: boolean;
  /** In the trash, as a unit of its own, since then. */
  trashedAt?: Date;
}

/** Makes wiki pages of one paragraph, with one version, for tests, straight in the database: one round trip each. */
export function createPages(db: Database) {
  let count = 0;

  /** Returns the page's id. */
  async function create(wanted: Wanted): Promise<string> {
    const id = uuidv7();
    const { title, text = `${title}.` } = wanted;
    const listed = wanted.draft ? [wanted.author] : wanted.participants;
    const paragraph = { type: 'paragraph', attrs: { id: `b${id.slice(-10)}` }, content: [{ type: 'text', text }] };
    await db.many(
      `WITH shared AS (
         INSERT INTO content (id, kind, community_id, author_id, last_editor_id, title, slug, excerpt, state, audience, scope_id, published_at, deleted_at, deleted_by, deleted_with)
         VALUES ($1::uuid, 'page', $2, $3::uuid, $3::uuid, $4, 'page', $5, CASE WHEN $6::boolean THEN 'draft' ELSE 'published' END,
           CASE WHEN $7::uuid[] IS NULL THEN 'community' ELSE 'participants' END,
           CASE WHEN $7::uuid[] IS NULL THEN (SELECT scope_id FROM content WHERE id = $8::uuid) ELSE $1::uuid END,
           CASE WHEN NOT $6::boolean THEN now() END, $9::timestamptz, CASE WHEN $9::timestamptz IS NOT NULL THEN $3::uuid END, CASE WHEN $9::timestamptz IS NOT NULL THEN $1::uuid END)
       ), listed AS (
         INSERT INTO content_participant (content_id, person_id) SELECT $1::uuid, unnest($7::uuid[])
       ), own AS (
         INSERT INTO page (id, community_id, parent_id, position, revision_id) VALUES ($1::uuid, $2, $8::uuid, $10, $11::uuid)
       ), revision AS (
         INSERT INTO page_revision (id, page_id, document, text, text_version, author_id) VALUES ($11::uuid, $1::uuid, $12, $5, 1, $3::uuid)
       )
       INSERT INTO page_version (id, page_id, number, kind, author_ids) VALUES ($11::uuid, $1::uuid, 1, 'automatic', ARRAY[$3::uuid])`,
      [
        id,
        wanted.communityId,
        wanted.author.id,
        title,
        text,
        wanted.draft ?? false,
        listed?.map((person) => person.id) ?? null,
        wanted.parentId ?? null,
        wanted.trashedAt ?? null,
        `a0${String((count += 1)).padStart(8, '0')}V`,
        uuidv7(),
        JSON.stringify({ type: 'doc', content: [paragraph] }),
      ],
    );
    return id;
  }

  return { create };
}
