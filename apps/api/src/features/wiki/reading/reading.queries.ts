import { communityChipJson } from '../../../communities/public.ts';
import { visibilityColumns, visibleIn, visibleTo } from '../../../content/public.ts';
import { personChipJson } from '../../../people/public.ts';
import { isoTime } from '../../../platform/database/json.ts';
import { fileRefJson } from '../../files/public.ts';
import { readRevision } from '../versions/history.queries.ts';

const ref = (alias: string) => `json_build_object('id', ${alias}.id, 'title', ${alias}.title, 'slug', ${alias}.slug)`;

/** Others whenever anything changes that `READ_SHARED` tells: see the migration that counts what lies around a page. */
const STAMPS = `t.xmin AS "pageStamp", c.xmin AS "contentStamp"`;

/** SQL expression: the number of a community's outline (its id), null while it has had no pages. */
const outlineOf = (communityId: string) => `(SELECT o.version FROM community_outline o WHERE o.community_id = ${communityId})`;

/** SQL expression: those of the lists $3 that the viewer ($1) is on. */
const LISTS = `ARRAY(SELECT cp.content_id FROM content_participant cp WHERE cp.person_id = $1 AND cp.content_id = ANY($3::uuid[]))`;

const standing = (lists: string) => `
  SELECT ${STAMPS}, ${outlineOf('k.id')} AS "outlineVersion", ${lists} AS lists,
    ${visibilityColumns('$1', { content: 'c', community: 'k', membership: 'm' })},
    c.author_id AS "authorId", CASE WHEN m.state = 'member' THEN m.role END AS role, k.pages_written_by AS "pagesWrittenBy",
    k.archived_at IS NOT NULL AS "communityArchived", k.id AS "communityId", ${communityChipJson('k')}::text AS community,
    coalesce(t.review_at <= current_date, false) AS due,
    (SELECT json_agg(${personChipJson('p')}) FROM person p WHERE p.id IN (c.author_id, c.last_editor_id, t.owner_id, t.confirmed_by)) AS people,
    EXISTS (SELECT FROM favourite f WHERE f.content_id = c.id AND f.person_id = $1) AS favourite,
    (SELECT json_agg(json_build_object('contentId', w.content_id, 'level', w.level, 'below', w.below))
     FROM content_watch w WHERE w.person_id = $1 AND w.content_id = ANY(t.above || t.id)) AS watches,
    (SELECT w.level FROM community_watch w WHERE w.person_id = $1 AND w.community_id = k.id) AS "communityLevel"
  FROM page t
  JOIN content c ON c.id = t.id
  JOIN community k ON k.id = t.community_id
  LEFT JOIN membership m ON m.community_id = k.id AND m.person_id = $1
  WHERE t.id = $2`;

/**
 * How one person ($1) stands to one page ($2): what the rule asks, what she arranged for herself, and whether what is kept
 * of the page and of its community's outline is still so. In one round trip: with these kept, nothing else is asked for a
 * page. `STANDING_IN_LISTS` is for outlines in which lists restrict ($3).
 */
export const STANDING = standing(`'{}'::uuid[]`);
export const STANDING_IN_LISTS = standing(LISTS);

/** What is the same of page $1 for all who read it; $2: as its editors have it, else as its readers read it. The stored document is passed on as it lies. */
export const READ_SHARED = `
  SELECT ${STAMPS},
    json_build_object('id', c.id, 'title', c.title, 'slug', c.slug, 'communityId', t.community_id, 'parentId', t.parent_id,
      'versionId', r.id, 'state', c.state, 'audience', c.audience,
      'createdAt', ${isoTime('c.created_at')}, 'updatedAt', ${isoTime('c.updated_at')},
      'labels', (SELECT coalesce(json_agg(cl.label ORDER BY cl.key), '[]') FROM content_label cl WHERE cl.content_id = c.id),
      'template', t.template,
      'files', (SELECT coalesce(json_agg(${fileRefJson('f')}), '[]')
                FROM file_use u JOIN file f ON f.id = u.file_id WHERE u.content_id = c.id AND ($2 OR u.place = 'current')))::text AS body,
    r.document::text AS document, r.text,
    t.above, ARRAY(SELECT l.target_id FROM page_link l WHERE l.page_id = c.id AND ($2 OR NOT l.draft) ORDER BY l.target_id) AS "linkIds",
    c.author_id AS "authorId", c.last_editor_id AS "lastEditorId", t.owner_id AS "ownerId", t.confirmed_by AS "confirmedById",
    t.review_at::text AS "reviewAt", ${isoTime('t.confirmed_at')} AS "confirmedAt",
    CASE WHEN t.published_revision_id IS NOT NULL THEN json_build_object(
      'changed', t.revision_id <> t.published_revision_id, 'since', ${isoTime('t.draft_since')}, 'authorIds', t.draft_author_ids) END AS draft
  FROM page t
  JOIN content c ON c.id = t.id
  JOIN page_revision r ON r.id = CASE WHEN $2::boolean THEN t.revision_id ELSE ${readRevision('t')} END
  WHERE t.id = $1`;

/** Pages $2 that the viewer $1 sees, wherever they are. */
export const READ_REFS = `SELECT c.id, c.title, c.slug FROM content c WHERE c.id = ANY($2::uuid[]) AND ${visibleTo('$1', 'c')}`;

/** Live pages that the viewer ($1) sees of a community that she reads, joined to their content; `member`: an SQL condition. */
const seen = (page: string, content: string, member: string) =>
  `JOIN content ${content} ON ${content}.id = ${page}.id AND ${visibleIn('$1', content, member)}`;

/** The page before or after in reading order, which `path` keeps: above before below, siblings in their order. */
const beside = (side: 'before' | 'after') => `
  SELECT ${ref('c')} FROM page p ${seen('p', 'c', "m.state = 'member'")}
  WHERE p.community_id = t.community_id AND p.path ${side === 'before' ? '<' : '>'} t.path ORDER BY p.path ${side === 'before' ? 'DESC' : ''} LIMIT 1`;

/** What an outline tells of the pages around page $2, for the viewer $1, where none is kept. */
export const READ_AROUND = `
  SELECT (SELECT coalesce(json_agg(${ref('c')} ORDER BY array_position(t.above, c.id)), '[]')
          FROM content c WHERE c.id = ANY(t.above) AND ${visibleIn('$1', 'c', "m.state = 'member'")}) AS breadcrumb,
    (${beside('before')}) AS previous, (${beside('after')}) AS next
  FROM page t LEFT JOIN membership m ON m.community_id = t.community_id AND m.person_id = $1
  WHERE t.id = $2`;

/** The most pages of a community whose tree is told whole, those in the trash counted too; beyond, level by level. */
const WHOLE_TREE = 2_000;

/** The live pages of community $1 in reading order, each looked up by its id, and the number of this outline; null where they are too many. */
export const READ_OUTLINE = `
  WITH few AS MATERIALIZED (SELECT p.id, p.parent_id, p.position, p.path FROM page p WHERE p.community_id = $1 ORDER BY p.path LIMIT ${WHOLE_TREE + 1})
  SELECT ${outlineOf('$1')} AS version,
    CASE WHEN (SELECT count(*) FROM few) <= ${WHOLE_TREE}
    THEN (SELECT coalesce(json_agg(json_build_object('id', c.id, 'parentId', p.parent_id, 'title', c.title, 'slug', c.slug, 'position', p.position,
            'audience', c.audience, 'state', c.state, 'scopeId', c.scope_id) ORDER BY p.path), '[]')
          FROM few p CROSS JOIN LATERAL (SELECT * FROM content c WHERE c.id = p.id AND c.deleted_at IS NULL OFFSET 0) c) END AS pages`;

/** Columns for `CommunityAccess.loadWith`: whether the outline kept of community $2 is still so, and what of it the viewer may see ($3: the lists that restrict in it). */
export const TREE_STANDING = `${outlineOf('$2')} AS version, ${LISTS} AS lists`;

/** What a page is a sibling below: its parent, or its community at the top. The index `page_in_order` keeps siblings in order. */
const place = (page: string) => `coalesce(${page}.parent_id, ${page}.community_id)`;

/** JSON of one level of the tree: what the viewer ($1) sees directly below a page or a community. */
const level = (above: string) => `(
  SELECT json_build_object('items', coalesce(json_agg(t ORDER BY t.position, t.id), '[]'), 'whole', false)::text
  FROM (SELECT c.id, p.parent_id AS "parentId", c.title, c.slug, p.position,
          EXISTS (SELECT FROM page d ${seen('d', 'dc', 'belongs')} WHERE ${place('d')} = p.id) AS "hasChildren", c.audience, c.state
        FROM page p ${seen('p', 'c', 'belongs')} WHERE p.community_id = $2 AND ${place('p')} = ${above}) t)`;

/** SQL expressions for `CommunityAccess.readIn`: the pages at the top of the community $2; the children of the page $3. */
export const READ_ROOTS = level('$2');
export const READ_BRANCH = level('$3::uuid');
