import { communityChipJson } from '../../../communities/public.ts';
import { visibleIn } from '../../../content/public.ts';
import { personChipJson, personOrNullJson } from '../../../people/public.ts';
import { isoTime } from '../../../platform/database/json.ts';
import { fileRefJson } from '../../files/public.ts';
import { BEFORE, PIECE } from '../text/piece.ts';

/** Bytes of a text from which on it is not kept by the application: its piece is cut here. */
const LONG = 16_000;
const ref = (content: string): string => `json_build_object('id', ${content}.id, 'title', ${content}.title, 'slug', ${content}.slug)`;

const BELONGS = `EXISTS (SELECT FROM membership bm WHERE bm.community_id = v.community_id AND bm.person_id = $1 AND bm.state = 'member')`;
/**
 * SQL: all pages above a page of `hits` that the viewer ($1) may read, each once. They lie in the community of that page,
 * which she reads.
 */
const ABOVE = `(SELECT json_agg(${ref('v')}) FROM (SELECT DISTINCT unnest(u.above) AS id FROM hits h JOIN page u ON u.id = h.id WHERE h.kind = 'page') a
    JOIN content v ON v.id = a.id AND ${visibleIn('$1', 'v', BELONGS)})`;

/** What a piece begins with: whether it is the beginning of the text. */
export const FIRST = '^';
/** SQL condition: the text of an entry `e` is neither one piece nor too long to be kept (`KeptTexts`). */
const KEPT = `octet_length(e.text) BETWEEN ${PIECE} AND ${LONG}`;
/**
 * SQL: the piece of the text of an entry `e` that shows most of what was asked, behind `FIRST` or another character; null
 * where the application cuts it. `slots` and `needles` (parallel) say what to look for, the best of each slot first. A
 * short text is one piece.
 */
const piece = (slots: string, needles: string): string =>
  `CASE WHEN e.text = '' OR ${KEPT} THEN NULL WHEN octet_length(e.text) < ${PIECE} THEN '${FIRST}' || e.text
    ELSE search_part(e.plain, e.text, ${slots}::int[], ${needles}::text[], ${PIECE}, ${BEFORE}) END`;

/**
 * SQL: the rows of `hits` as they are shown, best first; marking and cutting are left to the application. `above` are the
 * ids of the pages above a page, from the top; `pagesAbove` stands in one row, for all of them. `version` is that of the
 * row whose text the piece is to be cut from.
 */
export const shownSql = (slots: string, needles: string): string => `
  SELECT b.id AS "entryId", b.score, e.kind, coalesce(e.file_id, e.id) AS id,
    CASE e.kind WHEN 'page' THEN c.title WHEN 'annotation' THEN src.title ELSE e.title END AS title,
    CASE e.kind WHEN 'person' THEN fp.job END AS job, ${piece(slots, needles)} AS piece,
    CASE WHEN ${KEPT} THEN e.xmin::text END AS version,
    c.community_id AS "communityId", ${communityChipJson('k')} AS community, k.slug AS "communitySlug",
    ${personOrNullJson('a')} AS author,
    CASE WHEN c.id IS NOT NULL THEN ${isoTime('e.at')} END AS "updatedAt",
    CASE WHEN e.kind <> 'file' THEN c.state END AS state, CASE WHEN e.kind <> 'file' THEN c.audience END AS audience,
    CASE WHEN src.id IS NOT NULL THEN ${ref('src')} WHEN e.kind = 'file' THEN ${ref('c')} END AS page,
    CASE WHEN e.kind = 'page' THEN c.slug END AS slug,
    array_to_string(p.above, ' ') AS above,
    CASE WHEN b.id = (SELECT id FROM hits LIMIT 1) THEN ${ABOVE} END AS "pagesAbove",
    CASE WHEN fp.id IS NOT NULL THEN json_build_object('chip', ${personChipJson('fp')}, 'organization', o.name) END AS person,
    CASE WHEN f.id IS NOT NULL THEN ${fileRefJson('f')} END AS file
  FROM hits b JOIN search_entry e ON e.id = b.id LEFT JOIN page p ON p.id = e.content_id AND e.kind = 'page'
  LEFT JOIN content c ON c.id = e.content_id LEFT JOIN content src ON src.id = c.source_id
  LEFT JOIN community k ON k.id = coalesce(c.community_id, e.place_id)
  LEFT JOIN person a ON a.id = e.author_id LEFT JOIN person fp ON fp.id = e.person_id LEFT JOIN organization o ON o.id = fp.organization_id
  LEFT JOIN file f ON f.id = e.file_id
  ORDER BY b.score DESC, b.id DESC`;
