import { v7 as uuidv7 } from 'uuid';
import type { AnnotationVisibility } from '@parvis/shared';
import type { Database } from '../../src/platform/database/database.ts';

interface Wanted {
  pageId: string;
  author: { id: string };
  text?: string;
  visibility?: AnnotationVisibility;
}

/** Makes annotations of whole pages, and replies, straight in the database: one round trip each. */
export function createAnnotations(db: Database) {
  /** Returns the annotation's id. */
  async function create({ pageId, author, text = 'À revoir', visibility = 'page' }: Wanted): Promise<string> {
    const id = uuidv7();
    await db.many(
      `WITH shared AS (
         INSERT INTO content (id, kind, community_id, author_id, title, slug, excerpt, audience, scope_id, source_id, published_at)
         SELECT $1::uuid, 'annotation', p.community_id, $3::uuid, $4, 'annotation', $4,
           CASE $5 WHEN 'private' THEN 'participants' WHEN 'community' THEN 'members' ELSE 'community' END,
           CASE WHEN $5 = 'private' THEN $1::uuid END, p.id, now() FROM page p WHERE p.id = $2
       ), listed AS (
         INSERT INTO content_participant (content_id, person_id) SELECT $1::uuid, $3::uuid WHERE $5 = 'private'
       ), own AS (
         INSERT INTO annotation (id, motivation, visibility, body, text) VALUES ($1::uuid, 'commenting', $5, $6, $4)
       )
       INSERT INTO annotation_target (annotation_id, page_id, whole, original_revision_id, revision_id)
       SELECT $1::uuid, p.id, true, p.revision_id, p.revision_id FROM page p WHERE p.id = $2`,
      [id, pageId, author.id, text, visibility, bodyOf(text)],
    );
    return id;
  }

  /** Returns the reply's id. */
  async function reply(rootId: string, author: { id: string }, text: string, takenBack = false): Promise<string> {
    const id = uuidv7();
    await db.many(
      `INSERT INTO annotation_reply (id, root_id, author_id, body, text, deleted_at) VALUES ($1, $2, $3, $4, $5, CASE WHEN $6::boolean THEN now() END)`,
      [id, rootId, author.id, bodyOf(text), text, takenBack],
    );
    return id;
  }

  return { create, reply };
}

const bodyOf = (text: string): string =>
  JSON.stringify({ type: 'doc', content: [{ type: 'paragraph', attrs: { id: 'p1' }, content: [{ type: 'text', text }] }] });

/** A body, as a request brings it: these words, and then these people. */
export const naming = (words: string, ...people: { id: string }[]) => ({
  type: 'doc',
  content: [
    {
      type: 'paragraph',
      content: [{ type: 'text', text: words }, ...people.map(({ id }) => ({ type: 'mention', attrs: { personId: id } }))],
    },
  ],
});
