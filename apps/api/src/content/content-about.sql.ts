/** SQL expressions of what is about something else: parameters of the statement, or columns of the rows `of`. */
interface About {
  /** A query or a part of WITH, with its alias: one piece for each of its rows. One piece unless told. */
  of?: string;
  id: string;
  kind: string;
  /** What it is about, in whose community it lies. */
  sourceId: string;
  authorId: string;
  title: string;
  slug: string;
  excerpt: string;
  /** `participants`: its author alone, who is listed by `listAuthors`. */
  audience: string;
}

/**
 * SQL statement, to be part of the one that writes what it says: a piece of content about another one. Whoever sees it
 * sees that one, and is in its audience. Returns `id`, `source_id`, `author_id`, `audience` and `created_at`; no row where
 * its id is taken already.
 */
export const insertAbout = ({ of, id, kind, sourceId, authorId, title, slug, excerpt, audience }: About): string => `
  INSERT INTO content (id, kind, community_id, author_id, last_editor_id, title, slug, excerpt, audience, scope_id, source_id, published_at)
  SELECT ${id}, ${kind}, s.community_id, ${authorId}, ${authorId}, ${title}, ${slug}, ${excerpt}, ${audience},
    CASE WHEN ${audience} = 'participants' THEN ${id}::uuid END, s.id, now() FROM ${of ? `${of}, ` : ''}content s WHERE s.id = ${sourceId}
  ON CONFLICT (id) DO NOTHING RETURNING id, source_id, author_id, audience, created_at`;

/** SQL statement: puts each author on the list of what `made`, a part of WITH with what `insertAbout` returns, has written for her alone. */
export const listAuthors = (made: string): string =>
  `INSERT INTO content_participant (content_id, person_id) SELECT id, author_id FROM ${made} WHERE audience = 'participants'`;
