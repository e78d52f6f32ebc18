import { communityChipJson } from '../../../communities/public.ts';
import { personChipJson, personOrNullJson } from '../../../people/public.ts';
import { isoTime } from '../../../platform/database/json.ts';
import { fileRefJson } from '../../files/public.ts';
import { seen } from './rights.sql.ts';

/** Characters of a text around a place where a word was found, for an excerpt to be cut from. */
export const PIECE = 360;
const BEFORE = 100;
const ref = (content: string): string => `json_build_object('id', ${content}.id, 'title', ${content}.title, 'slug', ${content}.slug)`;

/** SQL: CTEs `crumbs`, for each page of `hits` the pages above it that the viewer ($1) may read, from the top; each is asked about once. */
export const CRUMBS = `
  up AS MATERIALIZED (
    SELECT b.id AS hit, u.id, u.place FROM hits b JOIN page p ON p.id = b.id CROSS JOIN unnest(p.above) WITH ORDINALITY AS u(id, place)
    WHERE b.kind = 'page'),
  above AS MATERIALIZED (
    SELECT v.id, ${ref('v')} AS ref FROM (SELECT DISTINCT id FROM up) u
    CROSS JOIN LATERAL (SELECT v.* FROM content v WHERE v.id = u.id AND ${seen('v')} OFFSET 0) v),
  crumbs AS MATERIALIZED (
    SELECT u.hit, json_agg(a.ref ORDER BY u.place) AS breadcrumb FROM up u JOIN above a ON a.id = u.id GROUP BY u.hit)`;

/** SQL: the piece of the text of an entry `e` that shows most of what was asked. `slots` and `needles` (parallel) say what to look for, the best of each slot first. */
const piece = (slots: string, needles: string): string =>
  `CASE WHEN e.text <> '' THEN search_piece(e.plain, e.text, ${slots}::int[], ${needles}::text[], ${PIECE}, ${BEFORE}) END`;

/** SQL: the rows of `hits` as they are shown, best first; marking and cutting are left to the application. */
export const shownSql = (slots: string, needles: string): string => `
  SELECT b.id AS "entryId", b.score, e.kind, coalesce(e.file_id, e.id) AS id,
    CASE e.kind WHEN 'page' THEN c.title WHEN 'annotation' THEN src.title ELSE e.title END AS title,
    CASE e.kind WHEN 'person' THEN fp.job END AS job, ${piece(slots, needles)} AS piece,
    c.community_id AS "communityId", ${communityChipJson('k')} AS community, k.slug AS "communitySlug",
    ${personOrNullJson('a')} AS author,
    CASE WHEN c.id IS NOT NULL THEN ${isoTime('e.at')} END AS "updatedAt",
    CASE WHEN e.kind <> 'file' THEN c.state END AS state, CASE WHEN e.kind <> 'file' THEN c.audience END AS audience,
    CASE WHEN src.id IS NOT NULL THEN ${ref('src')} WHEN e.kind = 'file' THEN ${ref('c')} END AS page,
    CASE WHEN e.kind = 'page' THEN c.slug END AS slug,
    coalesce(u.breadcrumb, '[]') AS breadcrumb,
    CASE WHEN fp.id IS NOT NULL THEN json_build_object('chip', ${personChipJson('fp')}, 'organization', o.name) END AS person,
    CASE WHEN f.id IS NOT NULL THEN ${fileRefJson('f')} END AS file
  FROM hits b JOIN search_entry e ON e.id = b.id LEFT JOIN crumbs u ON u.hit = b.id
  LEFT JOIN content c ON c.id = e.content_id LEFT JOIN content src ON src.id = c.source_id
  LEFT JOIN community k ON k.id = coalesce(c.community_id, e.place_id)
  LEFT JOIN person a ON a.id = e.author_id LEFT JOIN person fp ON fp.id = e.person_id LEFT JOIN organization o ON o.id = fp.organization_id
  LEFT JOIN file f ON f.id = e.file_id
  ORDER BY b.score DESC, b.id DESC`;
