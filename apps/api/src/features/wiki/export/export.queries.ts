import { visibleTo } from '../../../content/public.ts';
import { readRevision } from '../versions/history.queries.ts';

/** All live pages of community $2 in the order of siblings; titles only where the viewer $1 sees the page. */
export const EXPORTED_TREE = `
  SELECT t.id, t.parent_id AS "parentId", CASE WHEN t.seen THEN t.title END AS title
  FROM (SELECT p.id, p.parent_id, p.position, c.title, ${visibleTo('$1', 'c')} AS seen
        FROM page p JOIN content c ON c.id = p.id WHERE p.community_id = $2 AND c.deleted_at IS NULL) t
  ORDER BY t.position, t.id`;

/** The community of page $2, when the viewer $1 sees it. */
export const EXPORTED_PAGE = `
  SELECT p.community_id AS "communityId", c.title FROM page p JOIN content c ON c.id = p.id WHERE p.id = $2 AND ${visibleTo('$1', 'c')}`;

/** Pages $2 as the viewer $1 reads them. */
export const EXPORTED_DOCUMENTS = `
  SELECT p.id, r.document FROM page p JOIN content c ON c.id = p.id JOIN page_revision r ON r.id = ${readRevision('p')}
  WHERE p.id = ANY($2::uuid[]) AND ${visibleTo('$1', 'c')}`;

/** The files of pages $2, and ($3) of what is told of their annotations, that the viewer $1 may read. */
export const EXPORTED_FILES = `
  SELECT f.id, f.name, f.media_type AS "mediaType", f.size::float8 AS size, f.width, f.height, f.storage_key AS "storageKey"
  FROM file f WHERE EXISTS (SELECT FROM file_use u JOIN content c ON c.id = u.content_id
    WHERE u.file_id = f.id AND (u.content_id = ANY($2::uuid[]) OR ($3::boolean AND c.source_id = ANY($2::uuid[]) AND c.audience <> 'participants')) AND u.place = 'current' AND ${visibleTo('$1', 'c')})
  ORDER BY f.created_at, f.id`;

/** Where pages $2 were before. */
export const FORMER_ADDRESSES = `SELECT path, page_id AS "pageId" FROM page_address WHERE community_id = $1 AND page_id = ANY($2::uuid[]) ORDER BY path`;

/** Titles of those of pages $2 that the viewer $1 sees. */
export const SEEN_TITLES = `SELECT c.id, c.title FROM content c WHERE c.id = ANY($2::uuid[]) AND ${visibleTo('$1', 'c')}`;

/** Pages of a community ($1) whose log holds more than their newest revision. */
export const STORE_DUE = `SELECT l.page_id AS id FROM page_live l JOIN page p ON p.id = l.page_id WHERE p.community_id = $1 AND l.store_due`;
