import { visibleTo } from '../../content/public.ts';
import { communityChipJson } from '../../communities/public.ts';
import { personChipJson } from '../../people/public.ts';
import { isoTime } from '../../platform/database/json.ts';
import { readRevision } from './versions/history.queries.ts';

const personOrNull = (alias: string) => `CASE WHEN ${alias}.id IS NOT NULL THEN ${personChipJson(alias)} END`;
const ref = (alias: string) => `json_build_object('id', ${alias}.id, 'title', ${alias}.title, 'slug', ${alias}.slug)`;

/** Live pages that the viewer ($1) sees, joined to their content. */
const seen = (page: string, content: string) => `JOIN content ${content} ON ${content}.id = ${page}.id AND ${visibleTo('$1', content)}`;

/** Ancestors from the parent up; `depth` grows upwards. */
const ANCESTORS = `
  ancestors AS (
    SELECT a.id, a.parent_id, a.community_id, a.position, 1 AS depth FROM page a, target t WHERE a.id = t.parent_id
    UNION ALL
    SELECT a.id, a.parent_id, a.community_id, a.position, ancestors.depth + 1 FROM page a JOIN ancestors ON a.id = ancestors.parent_id
  )`;

/** What a page is a sibling below: its parent, or its community at the top. The index `page_in_order` keeps siblings in order. */
const place = (page: string) => `coalesce(${page}.parent_id, ${page}.community_id)`;

/** Reading order is depth first: the next page is the first child, else the next sibling of the nearest ancestor-or-self. */
const NEXT = `
  SELECT ${ref('n')} FROM (
    SELECT first.id, first.title, first.slug, 0 AS depth FROM target t CROSS JOIN LATERAL (
      SELECT c.id, c.title, c.slug FROM page p ${seen('p', 'c')} WHERE ${place('p')} = t.id ORDER BY p.position, p.id LIMIT 1) first
    UNION ALL
    SELECT after.id, after.title, after.slug, up.depth + 1
    FROM (SELECT id, parent_id, community_id, position, 0 AS depth FROM target UNION ALL SELECT id, parent_id, community_id, position, depth FROM ancestors) up
    CROSS JOIN LATERAL (
      SELECT c.id, c.title, c.slug FROM page s ${seen('s', 'c')}
      WHERE ${place('s')} = ${place('up')} AND (s.position, s.id) > (up.position, up.id) ORDER BY s.position, s.id LIMIT 1) after
  ) n ORDER BY n.depth LIMIT 1`;

/** The previous page is the deepest last descendant of the previous sibling, else the parent. */
const PREVIOUS = `
  SELECT ${ref('c')} FROM (
    WITH RECURSIVE last AS (
      SELECT before.id, 1 AS depth FROM target t CROSS JOIN LATERAL (
        SELECT s.id FROM page s ${seen('s', 'sc')}
        WHERE ${place('s')} = ${place('t')} AND (s.position, s.id) < (t.position, t.id) ORDER BY s.position DESC, s.id DESC LIMIT 1) before
      UNION ALL
      SELECT below.id, last.depth + 1 FROM last CROSS JOIN LATERAL (
        SELECT d.id FROM page d ${seen('d', 'dc')} WHERE ${place('d')} = last.id ORDER BY d.position DESC, d.id DESC LIMIT 1) below
    )
    SELECT id, depth FROM last
    UNION ALL
    SELECT p.id, 0 FROM target t JOIN page p ON p.id = t.parent_id ${seen('p', 'pc')}
  ) b JOIN content c ON c.id = b.id ORDER BY b.depth DESC LIMIT 1`;

/** The nearest choice of the viewer ($1) for the page `c` of the community `k`: its own, one above that covers what lies below, the community's. */
const LEVEL = `coalesce(
        (SELECT w.level FROM content_watch w WHERE w.person_id = $1 AND w.content_id = c.id),
        (SELECT w.level FROM ancestors a JOIN content_watch w ON w.content_id = a.id AND w.person_id = $1 AND w.below ORDER BY a.depth LIMIT 1),
        (SELECT w.level FROM community_watch w WHERE w.person_id = $1 AND w.community_id = k.id))`;

/** What people arranged around the page: labels, what the viewer wants to hear of it, review. */
const AROUND = `
      'labels', (SELECT coalesce(json_agg(cl.label ORDER BY cl.key), '[]') FROM content_label cl WHERE cl.content_id = c.id),
      'watching', (SELECT CASE WHEN w.below THEN 'below' ELSE 'page' END FROM content_watch w WHERE w.content_id = c.id AND w.person_id = $1),
      'watched', coalesce(${LEVEL} = 'all', false), 'level', coalesce(${LEVEL}, 'mentions'),
      'template', t.template,
      'review', json_build_object('owner', ${personOrNull('owner')}, 'reviewAt', t.review_at, 'due', coalesce(t.review_at <= current_date, false),
        'confirmedAt', ${isoTime('t.confirmed_at')}, 'confirmedBy', ${personOrNull('confirmer')})`;

/** What editors are told of a draft; null where readers read live. */
const DRAFT = `CASE WHEN t.published_revision_id IS NOT NULL THEN json_build_object(
      'changed', t.revision_id <> t.published_revision_id, 'since', ${isoTime('t.draft_since')},
      'authors', (SELECT coalesce(json_agg(${personChipJson('da')} ORDER BY array_position(t.draft_author_ids, da.id)), '[]')
                  FROM person da WHERE da.id = ANY(t.draft_author_ids))) END`;

/**
 * One page for one person ($1 viewer, $2 page; $3: as its editors have it, else as its readers read it) in one round trip: `body` is the JSON of the view without `can`, the
 * stored document passed on as it lies; the other columns are the facts that `can` is computed from.
 */
export const READ_PAGE = `
  WITH RECURSIVE target AS (
    SELECT p.*, CASE WHEN $3::boolean THEN p.revision_id ELSE ${readRevision('p')} END AS shown_id FROM page p ${seen('p', 'c')} WHERE p.id = $2
  ), ${ANCESTORS}
  SELECT json_build_object(
      'id', c.id, 'title', c.title, 'slug', c.slug, 'communityId', k.id,
      'community', ${communityChipJson('k')},
      'parentId', t.parent_id, 'document', r.document, 'text', r.text, 'versionId', r.id,
      'state', c.state, 'audience', c.audience,
      'author', ${personOrNull('author')}, 'lastEditor', ${personOrNull('editor')},
      'createdAt', ${isoTime('c.created_at')}, 'updatedAt', ${isoTime('c.updated_at')},
      'breadcrumb', (SELECT coalesce(json_agg(${ref('ac')} ORDER BY a.depth DESC), '[]') FROM ancestors a JOIN content ac ON ac.id = a.id AND ${visibleTo('$1', 'ac')}),
      'previous', (${PREVIOUS}),
      'next', (${NEXT}),
      'favourite', EXISTS (SELECT FROM favourite f WHERE f.content_id = c.id AND f.person_id = $1),
      ${AROUND},
      'links', (SELECT coalesce(json_agg(${ref('lc')}), '[]') FROM page_link l JOIN content lc ON lc.id = l.target_id AND ${visibleTo('$1', 'lc')}
                WHERE l.page_id = c.id AND ($3 OR NOT l.draft)),
      'files', (SELECT coalesce(json_agg(json_build_object('id', f.id, 'name', f.name, 'mediaType', f.media_type, 'size', f.size, 'width', f.width, 'height', f.height)), '[]')
                FROM file_use u JOIN file f ON f.id = u.file_id WHERE u.content_id = c.id AND ($3 OR u.place = 'current'))
    )::text AS body,
    ${DRAFT} AS draft,
    c.author_id AS "authorId", m.role, k.pages_written_by AS "pagesWrittenBy", k.archived_at IS NOT NULL AS "communityArchived"
  FROM target t
  JOIN content c ON c.id = t.id
  JOIN page_revision r ON r.id = t.shown_id
  JOIN community k ON k.id = t.community_id
  LEFT JOIN person author ON author.id = c.author_id
  LEFT JOIN person editor ON editor.id = c.last_editor_id
  LEFT JOIN person owner ON owner.id = t.owner_id
  LEFT JOIN person confirmer ON confirmer.id = t.confirmed_by
  LEFT JOIN membership m ON m.community_id = k.id AND m.person_id = $1 AND m.state = 'member'`;

const TREE_ITEM = `
  json_build_object('id', c.id, 'parentId', p.parent_id, 'title', c.title, 'slug', c.slug, 'position', p.position,
    'hasChildren', coalesce((SELECT true FROM page d ${seen('d', 'dc')} WHERE ${place('d')} = p.id LIMIT 1), false), 'audience', c.audience, 'state', c.state)`;

/** The whole tree up to this many pages, those in the trash counted too; beyond, level by level. */
const WHOLE_TREE = 2_000;

/** JSON of one level of the tree: what the viewer ($1) sees directly below a page or a community. */
const level = (above: string) => `(
  SELECT json_build_object('items', coalesce(json_agg(item ORDER BY position, id), '[]'), 'whole', false)::text
  FROM (SELECT ${TREE_ITEM} AS item, p.position, p.id FROM page p ${seen('p', 'c')} WHERE p.community_id = $2 AND ${place('p')} = ${above}) t)`;

/** SQL expression: all pages of the community $2 that the viewer $1 sees, in reading order of siblings; only the roots where there are too many. */
export const READ_TREE = `(CASE
  WHEN (SELECT count(*) FROM (SELECT FROM page p WHERE p.community_id = $2 LIMIT ${WHOLE_TREE + 1}) t) <= ${WHOLE_TREE}
  THEN (SELECT json_build_object('items', coalesce(json_agg(item ORDER BY parent_id NULLS FIRST, position, id), '[]'), 'whole', true)::text
        FROM (SELECT ${TREE_ITEM} AS item, p.parent_id, p.position, p.id FROM page p ${seen('p', 'c')} WHERE p.community_id = $2) t)
  ELSE ${level('$2')} END)`;

/** SQL expression: the children of the page $3. */
export const READ_BRANCH = level('$3::uuid');
