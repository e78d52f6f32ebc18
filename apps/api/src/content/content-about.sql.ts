/** SQL expressions of what is about something else, e.g. parameters of the statement. */
interface About {
  id: string;
  kind: string;
  /** What it is about, in whose community it lies. */
  sourceId: string;
  authorId: string;
  title: string;
  slug: string;
  excerpt: string;
  /** `participants`: its author alone, who is listed by `listAuthor`. */
  audience: string;
}

/**
 * SQL statement, to be part of the one that writes what it says: a piece of content about another one. Whoever sees it
 * sees that one, and is in its audience. Returns `id` and `created_at`; no row where its id is taken already.
 */
export const insertAbout = ({ id, kind, sourceId, authorId, title, slug, excerpt, audience }: About): string => `
  INSERT INTO content (id, kind, community_id, author_id, last_editor_id, title, slug, excerpt, audience, scope_id, source_id, published_at)
  SELECT ${id}, ${kind}, s.community_id, ${authorId}, ${authorId}, ${title}, ${slug}, ${excerpt}, ${audience},
    CASE WHEN ${audience} = 'participants' THEN ${id}::uuid END, s.id, now() FROM content s WHERE s.id = ${sourceId}
  ON CONFLICT (id) DO NOTHING RETURNING id, created_at`;

/** SQL statement: puts the author on the list of what `made`, a query with the column `id`, has written for her alone. */
export const listAuthor = (made: string, authorId: string): string =>
  `INSERT INTO content_participant (content_id, person_id) SELECT id, ${authorId} FROM ${made}`;
