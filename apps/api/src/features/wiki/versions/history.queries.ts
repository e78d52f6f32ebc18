import { visibleTo } from '../../../content/public.ts';
import { personChipJson } from '../../../people/public.ts';
import { isoTime } from '../../../platform/database/json.ts';
import { fileRefJson } from '../../files/public.ts';

/** SQL expression: the revision that readers of a page read. */
export const readRevision = (page: string): string => `coalesce(${page}.published_revision_id, ${page}.revision_id)`;

const PERSON = (id: string) => `(SELECT ${personChipJson('rp')} FROM person rp WHERE rp.id = ${id})`;

/** SQL: the columns of a `PageVersion` for a row `v` of `page_version`, its revision `r` and its page `p`. */
const VERSION = `v.id, v.number, v.name, v.kind, ${isoTime('v.at')} AS at,
  (SELECT coalesce(json_agg(${personChipJson('a')} ORDER BY array_position(v.author_ids, a.id)), '[]') FROM person a WHERE a.id = ANY(v.author_ids)) AS authors,
  json_build_object('added', v.words_added, 'removed', v.words_removed) AS words,
  (SELECT f.number FROM page_version f WHERE f.id = v.restored_from) AS "restoredFrom",
  v.id = ${readRevision('p')} AS read, r.draft`;
const VERSION_FROM = `page_version v JOIN page_revision r ON r.id = v.id JOIN page p ON p.id = v.page_id`;

/** Versions of page $1 below number $2, newest first; $3: those of the draft too. */
export const LIST_VERSIONS = `
  SELECT ${VERSION} FROM ${VERSION_FROM}
  WHERE v.page_id = $1 AND ($2::int IS NULL OR v.number < $2) AND ($3::boolean OR NOT r.draft) ORDER BY v.number DESC LIMIT $4`;

/** Version $2 of page $1. */
export const READ_VERSION = `SELECT ${VERSION} FROM ${VERSION_FROM} WHERE v.page_id = $1 AND v.id = $2`;

/** What page $1 is now, when no version says it; $2: the draft may be seen. */
export const READ_UNVERSIONED = `
  SELECT r.id, ${isoTime('r.at')} AS at, ${PERSON('r.author_id')} AS author FROM page p JOIN page_revision r ON r.id = p.revision_id
  WHERE p.id = $1 AND ($2::boolean OR NOT r.draft) AND NOT EXISTS (SELECT FROM page_version v WHERE v.id = r.id)`;

/** Revision $2 of page $1 as one side of a comparison; $3: the draft may be seen. */
export const READ_COMPARED = `
  SELECT r.id, ${isoTime('r.at')} AS at, v.number, v.name, ${PERSON('coalesce(v.author_ids[1], r.author_id)')} AS author
  FROM page_revision r LEFT JOIN page_version v ON v.id = r.id WHERE r.page_id = $1 AND r.id = $2 AND ($3::boolean OR NOT r.draft)`;

/** Pages $2 that the viewer $1 sees, and files $3 of page $4, for what a document shows. */
export const READ_SHOWN = `
  SELECT (SELECT coalesce(json_agg(json_build_object('id', c.id, 'title', c.title, 'slug', c.slug)), '[]')
          FROM content c WHERE c.id = ANY($2::uuid[]) AND ${visibleTo('$1', 'c')}) AS links,
    (SELECT coalesce(json_agg(${fileRefJson('f')}), '[]')
     FROM file_use u JOIN file f ON f.id = u.file_id WHERE u.content_id = $4 AND f.id = ANY($3::uuid[])) AS files`;
