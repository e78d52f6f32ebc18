import { visibilityColumns, visibleIn } from '../../content/public.ts';
import { communityChipJson } from '../../communities/public.ts';
import { personOrNullJson } from '../../people/public.ts';
import { isoTime } from '../../platform/database/json.ts';
import { fileRefJson } from '../files/public.ts';
import { readRevision } from './versions/history.queries.ts';

const ref = (alias: string) => `json_build_object('id', ${alias}.id, 'title', ${alias}.title, 'slug', ${alias}.slug)`;

/** Whether the viewer belongs to the community: in the statement about one page, and in `CommunityAccess.readIn`. */
const MEMBER = { beside: "m.state = 'member'", inTree: 'belongs' };

/** Live pages that the viewer ($1) sees of a community that she reads, joined to their content. */
const seen = (page: string, content: string, member: string) =>
  `JOIN content ${content} ON ${content}.id = ${page}.id AND ${visibleIn('$1', content, member)}`;

/** What a page is a sibling below: its parent, or its community at the top. The index `page_in_order` keeps siblings in order. */
const place = (page: string) => `coalesce(${page}.parent_id, ${page}.community_id)`;

/** The page before or after in reading order, which `path` keeps: above before below, siblings in their order. */
const beside = (side: 'before' | 'after') => `
  SELECT ${ref('c')} FROM page p ${seen('p', 'c', MEMBER.beside)}
  WHERE p.community_id = t.community_id AND p.path ${side === 'before' ? '<' : '>'} t.path ORDER BY p.path ${side === 'before' ? 'DESC' : ''} LIMIT 1`;

/** The nearest choice of the viewer ($1) for the page `c` of the community `k`: its own, one above that covers what lies below, the community's. */
const LEVEL = `coalesce(
        (SELECT w.level FROM content_watch w WHERE w.person_id = $1 AND w.content_id = c.id),
        (SELECT w.level FROM content_watch w WHERE w.person_id = $1 AND w.below AND w.content_id = ANY(t.above)
         ORDER BY array_position(t.above, w.content_id) DESC LIMIT 1),
        (SELECT w.level FROM community_watch w WHERE w.person_id = $1 AND w.community_id = k.id))`;

/** What people arranged around the page: labels, what the viewer wants to hear of it. */
const AROUND = `
      'labels', (SELECT coalesce(json_agg(cl.label ORDER BY cl.key), '[]') FROM content_label cl WHERE cl.content_id = c.id),
      'watching', (SELECT CASE WHEN w.below THEN 'below' ELSE 'page' END FROM content_watch w WHERE w.content_id = c.id AND w.person_id = $1),
      'watched', coalesce(level.chosen = 'all', false), 'level', coalesce(level.chosen, 'mentions'),
      'template', t.template`;

/** Of pages that somebody looks after, and of drafts; their people are few pages' and asked for where there are any. */
const CARE = `
    json_build_object('reviewAt', t.review_at, 'due', coalesce(t.review_at <= current_date, false), 'confirmedAt', ${isoTime('t.confirmed_at')}) AS review,
    t.owner_id AS "ownerId", t.confirmed_by AS "confirmedById",
    CASE WHEN t.published_revision_id IS NOT NULL THEN json_build_object(
      'changed', t.revision_id <> t.published_revision_id, 'since', ${isoTime('t.draft_since')}, 'authorIds', t.draft_author_ids) END AS draft`;

/**
 * One page for one person ($1 viewer, $2 page; $3: as its editors have it, else as its readers read it) in one round trip: `body` is the JSON of the view without
 * what the rule in code decides, the stored document passed on as it lies. `links` and the page itself come with the facts
 * for `canSeeRow`: of what she may not see, nothing may be passed on.
 */
export const READ_PAGE = `
  SELECT json_build_object(
      'id', c.id, 'title', c.title, 'slug', c.slug, 'communityId', k.id,
      'community', ${communityChipJson('k')},
      'parentId', t.parent_id, 'document', r.document, 'text', r.text, 'versionId', r.id,
      'state', c.state, 'audience', c.audience,
      'author', ${personOrNullJson('author')}, 'lastEditor', ${personOrNullJson('editor')},
      'createdAt', ${isoTime('c.created_at')}, 'updatedAt', ${isoTime('c.updated_at')},
      'breadcrumb', (SELECT coalesce(json_agg(${ref('c')} ORDER BY array_position(t.above, c.id)), '[]')
        FROM content c WHERE c.id = ANY(t.above) AND ${visibleIn('$1', 'c', MEMBER.beside)}),
      'previous', (${beside('before')}),
      'next', (${beside('after')}),
      'favourite', EXISTS (SELECT FROM favourite f WHERE f.content_id = c.id AND f.person_id = $1),
      ${AROUND},
      'files', (SELECT coalesce(json_agg(${fileRefJson('f')}), '[]')
                FROM file_use u JOIN file f ON f.id = u.file_id WHERE u.content_id = c.id AND ($3 OR u.place = 'current'))
    )::text AS body,
    ${CARE},
    (SELECT json_agg(l) FROM (
      SELECT ${ref('lc')} AS page, ${visibilityColumns('$1', { content: 'lc', community: 'lk', membership: 'lm' })}
      FROM page_link l JOIN content lc ON lc.id = l.target_id JOIN community lk ON lk.id = lc.community_id
      LEFT JOIN membership lm ON lm.community_id = lk.id AND lm.person_id = $1
      WHERE l.page_id = c.id AND ($3 OR NOT l.draft)) l) AS links,
    ${visibilityColumns('$1', { content: 'c', community: 'k', membership: 'm' })},
    c.author_id AS "authorId", CASE WHEN m.state = 'member' THEN m.role END AS role, k.pages_written_by AS "pagesWrittenBy", k.archived_at IS NOT NULL AS "communityArchived"
  FROM page t
  JOIN content c ON c.id = t.id
  JOIN page_revision r ON r.id = CASE WHEN $3::boolean THEN t.revision_id ELSE ${readRevision('t')} END
  JOIN community k ON k.id = t.community_id
  LEFT JOIN person author ON author.id = c.author_id
  LEFT JOIN person editor ON editor.id = c.last_editor_id
  LEFT JOIN membership m ON m.community_id = k.id AND m.person_id = $1
  CROSS JOIN LATERAL (SELECT ${LEVEL} AS chosen OFFSET 0) level
  WHERE t.id = $2`;

/** Columns of a `PageTreeItem` out of a row `c` of `content` and one of `page`; `hasChildren`: an SQL condition. */
const treeItem = (page: string, hasChildren: string) =>
  `c.id, ${page}.parent_id AS "parentId", c.title, c.slug, ${page}.position, ${hasChildren} AS "hasChildren", c.audience, c.state`;

/** The whole tree up to this many pages, those in the trash counted too; beyond, level by level. */
const WHOLE_TREE = 2_000;

/** JSON of one level of the tree: what the viewer ($1) sees directly below a page or a community. */
const level = (above: string) => `(
  SELECT json_build_object('items', coalesce(json_agg(t ORDER BY t.position, t.id), '[]'), 'whole', false)::text
  FROM (SELECT ${treeItem('p', `EXISTS (SELECT FROM page d ${seen('d', 'dc', MEMBER.inTree)} WHERE ${place('d')} = p.id)`)}
        FROM page p ${seen('p', 'c', MEMBER.inTree)} WHERE p.community_id = $2 AND ${place('p')} = ${above}) t)`;

/** SQL expression: all pages of the community $2 that the viewer $1 sees, in reading order of siblings; only the roots where there are too many. */
export const READ_TREE = `(CASE
  WHEN (SELECT count(*) FROM (SELECT FROM page p WHERE p.community_id = $2 LIMIT ${WHOLE_TREE + 1}) t) <= ${WHOLE_TREE}
  THEN (WITH seen AS MATERIALIZED (
          SELECT c.id, c.title, c.slug, c.audience, c.state, p.parent_id, p.position FROM page p ${seen('p', 'c', MEMBER.inTree)} WHERE p.community_id = $2)
        SELECT json_build_object('items', coalesce(json_agg(t ORDER BY t."parentId" NULLS FIRST, t.position, t.id), '[]'), 'whole', true)::text
        FROM (SELECT ${treeItem('c', 'c.id IN (SELECT parent_id FROM seen WHERE parent_id IS NOT NULL)')} FROM seen c) t)
  ELSE ${level('$2')} END)`;

/** SQL expression: the children of the page $3. */
export const READ_BRANCH = level('$3::uuid');
