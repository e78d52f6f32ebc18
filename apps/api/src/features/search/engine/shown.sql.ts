import { communityChipJson } from '../../../communities/public.ts';
import { visibleTo } from '../../../content/public.ts';
import { personChipJson } from '../../../people/public.ts';
import { isoTime } from '../../../platform/database/json.ts';

/** Characters of a text around a place where a word was found, for an excerpt to be cut from. */
export const PIECE = 360;
const BEFORE = 100;
const MOST_PIECES = 3;

const ref = (content: string): string => `json_build_object('id', ${content}.id, 'title', ${content}.title, 'slug', ${content}.slug)`;

/** Pages above a page `c` that the viewer ($1) may read, from the top. Few steps, each by its key. */
const BREADCRUMB = `(
  WITH RECURSIVE up AS (
    SELECT (SELECT p.parent_id FROM page p WHERE p.id = c.id) AS id, 1 AS depth
    UNION ALL SELECT (SELECT p.parent_id FROM page p WHERE p.id = up.id), up.depth + 1 FROM up WHERE up.id IS NOT NULL)
  SELECT coalesce(json_agg(${ref('bc')} ORDER BY up.depth DESC), '[]') FROM up
  CROSS JOIN LATERAL (SELECT v.* FROM content v WHERE v.id = up.id AND ${visibleTo('$1', 'v')} OFFSET 0) bc WHERE up.id IS NOT NULL)`;

/**
 * SQL: pieces of the text of an entry `e`, each around the first place of something wanted; without any, its beginning.
 * `slots` and `needles` (parallel arrays) say what to look for in plain text, the best of each slot first.
 */
const pieces = (slots: string, needles: string): string => `(
  SELECT json_agg(json_build_array(w.start, substring(e.text, w.start, ${PIECE})))
  FROM (SELECT ' ' || e.plain || ' ' AS plain OFFSET 0) t
  CROSS JOIN LATERAL (
    SELECT DISTINCT greatest(1, a.at - ${BEFORE}) AS start FROM (
      SELECT coalesce((
        SELECT f.at FROM (SELECT n.place, strpos(t.plain, n.needle) AS at FROM unnest(${slots}::int[], ${needles}::text[]) WITH ORDINALITY n(slot, needle, place) WHERE n.slot = s.slot) f
        WHERE f.at > 0 ORDER BY f.place LIMIT 1), 1) AS at
      FROM (SELECT DISTINCT unnest(${slots}::int[]) AS slot) s) a
    LIMIT ${MOST_PIECES}) w
  WHERE e.text <> '')`;

/** SQL: the rows of `best` as they are shown, best first; marking and cutting are left to the application. */
export const shownSql = (slots: string, needles: string): string => `
  SELECT b.id AS "entryId", b.score, e.kind, coalesce(e.file_id, e.id) AS id,
    CASE e.kind WHEN 'page' THEN c.title WHEN 'annotation' THEN src.title ELSE e.title END AS title,
    CASE e.kind WHEN 'person' THEN fp.job END AS job, ${pieces(slots, needles)} AS pieces,
    c.community_id AS "communityId", ${communityChipJson('k')} AS community, k.slug AS "communitySlug",
    CASE WHEN a.id IS NOT NULL THEN ${personChipJson('a')} END AS author,
    CASE WHEN c.id IS NOT NULL THEN ${isoTime('e.at')} END AS "updatedAt",
    CASE WHEN e.kind <> 'file' THEN c.state END AS state, CASE WHEN e.kind <> 'file' THEN c.audience END AS audience,
    CASE WHEN src.id IS NOT NULL THEN ${ref('src')} WHEN e.kind = 'file' THEN ${ref('c')} END AS page,
    CASE WHEN e.kind = 'page' THEN c.slug END AS slug,
    CASE WHEN e.kind = 'page' THEN ${BREADCRUMB} ELSE '[]' END AS breadcrumb,
    CASE WHEN fp.id IS NOT NULL THEN json_build_object('chip', ${personChipJson('fp')}, 'organization', o.name) END AS person,
    CASE WHEN f.id IS NOT NULL THEN json_build_object('id', f.id, 'name', f.name, 'mediaType', f.media_type, 'size', f.size, 'width', f.width, 'height', f.height) END AS file
  FROM best b JOIN search_entry e ON e.id = b.id
  LEFT JOIN content c ON c.id = e.content_id LEFT JOIN content src ON src.id = c.source_id
  LEFT JOIN community k ON k.id = coalesce(c.community_id, e.place_id)
  LEFT JOIN person a ON a.id = e.author_id LEFT JOIN person fp ON fp.id = e.person_id LEFT JOIN organization o ON o.id = fp.organization_id
  LEFT JOIN file f ON f.id = e.file_id
  ORDER BY b.score DESC, b.id DESC`;
