import { communityChipJson } from '../../../communities/public.ts';
import { personChipJson } from '../../../people/public.ts';
import { isoTime } from '../../../platform/database/json.ts';
import { seen } from './rights.sql.ts';

/** Characters of a text around a place where a word was found, for an excerpt to be cut from. */
export const PIECE = 360;
const BEFORE = 100;
const ref = (content: string): string => `json_build_object('id', ${content}.id, 'title', ${content}.title, 'slug', ${content}.slug)`;

/**
 * SQL: CTEs `crumbs`, for each page of `hits` the pages above it that the viewer ($1) may read, from the top. Few steps,
 * each by its key, for all together.
 */
export const CRUMBS = `
  up (hit, id, depth) AS (
    SELECT b.id, (SELECT p.parent_id FROM page p WHERE p.id = b.id), 1 FROM hits b WHERE b.kind = 'page'
    UNION ALL SELECT u.hit, (SELECT p.parent_id FROM page p WHERE p.id = u.id), u.depth + 1 FROM up u WHERE u.id IS NOT NULL),
  above AS MATERIALIZED (
    SELECT v.id, ${ref('v')} AS ref FROM (SELECT DISTINCT id FROM up WHERE id IS NOT NULL) u
    CROSS JOIN LATERAL (SELECT v.* FROM content v WHERE v.id = u.id AND ${seen('v')} OFFSET 0) v),
  crumbs AS MATERIALIZED (
    SELECT u.hit, json_agg(a.ref ORDER BY u.depth DESC) AS breadcrumb FROM up u JOIN above a ON a.id = u.id GROUP BY u.hit)`;

/** SQL: the piece of the text of an entry `e` that shows most of what was asked. `slots` and `needles` (parallel) say what to look for, the best of each slot first. */
const piece = (slots: string, needles: string): string =>
  `CASE WHEN e.text <> '' THEN search_piece(e.plain, e.text, ${slots}::int[], ${needles}::text[], ${PIECE}, ${BEFORE}) END`;

/** SQL: the rows of `hits` as they are shown, best first; marking and cutting are left to the application. */
export const shownSql = (slots: string, needles: string): string => `
  SELECT b.id AS "entryId", b.score, e.kind, coalesce(e.file_id, e.id) AS id,
    CASE e.kind WHEN 'page' THEN c.title WHEN 'annotation' THEN src.title ELSE e.title END AS title,
    CASE e.kind WHEN 'person' THEN fp.job END AS job, ${piece(slots, needles)} AS piece,
    c.community_id AS "communityId", ${communityChipJson('k')} AS community, k.slug AS "communitySlug",
    CASE WHEN a.id IS NOT NULL THEN ${personChipJson('a')} END AS author,
    CASE WHEN c.id IS NOT NULL THEN ${isoTime('e.at')} END AS "updatedAt",
    CASE WHEN e.kind <> 'file' THEN c.state END AS state, CASE WHEN e.kind <> 'file' THEN c.audience END AS audience,
    CASE WHEN src.id IS NOT NULL THEN ${ref('src')} WHEN e.kind = 'file' THEN ${ref('c')} END AS page,
    CASE WHEN e.kind = 'page' THEN c.slug END AS slug,
    coalesce(u.breadcrumb, '[]') AS breadcrumb,
    CASE WHEN fp.id IS NOT NULL THEN json_build_object('chip', ${personChipJson('fp')}, 'organization', o.name) END AS person,
    CASE WHEN f.id IS NOT NULL THEN json_build_object('id', f.id, 'name', f.name, 'mediaType', f.media_type, 'size', f.size, 'width', f.width, 'height', f.height) END AS file
  FROM hits b JOIN search_entry e ON e.id = b.id LEFT JOIN crumbs u ON u.hit = b.id
  LEFT JOIN content c ON c.id = e.content_id LEFT JOIN content src ON src.id = c.source_id
  LEFT JOIN community k ON k.id = coalesce(c.community_id, e.place_id)
  LEFT JOIN person a ON a.id = e.author_id LEFT JOIN person fp ON fp.id = e.person_id LEFT JOIN organization o ON o.id = fp.organization_id
  LEFT JOIN file f ON f.id = e.file_id
  ORDER BY b.score DESC, b.id DESC`;
