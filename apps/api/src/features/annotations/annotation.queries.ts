import { type People, personChipJson, personOrNullJson } from '../../people/public.ts';
import { isoTime } from '../../platform/database/json.ts';
import { fileRefJson } from '../files/public.ts';

/** SQL expression (json): where an annotation is, out of a row of `annotation_target`. */
export const targetJson = (target: string): string => `json_build_object('whole', ${target}.whole, 'state', ${target}.state,
    'start', CASE WHEN ${target}.state <> 'ORPHAN' THEN ${target}.place->'start' END, 'end', CASE WHEN ${target}.state <> 'ORPHAN' THEN ${target}.place->'end' END,
    'exact', CASE WHEN ${target}.state <> 'ORPHAN' THEN ${target}.place->'exact' END, 'revisionId', ${target}.revision_id,
    'original', CASE WHEN ${target}.original IS NOT NULL THEN ${target}.original || jsonb_build_object('versionId', ${target}.original_revision_id) END,
    'score', ${target}.score, 'method', ${target}.method)`;

/**
 * Columns of a thread out of `c` (content), `a` (annotation) and `t` (its target); joined by `THREAD_JOINS`. `can` is added
 * in code. Most threads are one remark that nobody answered: only where there is `more` (an answer, a reaction, somebody
 * named, a picture) is it asked for, by `talkOf`. In JSON, quotes in somebody's text are escaped: only the attribute is found.
 */
export const THREAD = `
  c.id, c.source_id AS "sourceId", c.author_id AS "authorId", c.community_id AS "communityId", a.motivation, a.visibility,
  CASE WHEN a.resolved_at IS NULL THEN 'open' ELSE 'resolved' END AS status,
  ${personOrNullJson('resolver')} AS "resolvedBy", ${isoTime('a.resolved_at')} AS "resolvedAt", ${personOrNullJson('author')} AS author,
  a.body, a.text, ${isoTime('c.created_at')} AS "createdAt", ${isoTime('a.edited_at')} AS "editedAt",
  ${targetJson('t')} AS target,
  a.answered OR a.body::text LIKE '%"personId"%' OR a.body::text LIKE '%"fileId"%' AS more`;

export const THREAD_JOINS = `
  JOIN annotation a ON a.id = c.id JOIN annotation_target t ON t.annotation_id = c.id
  LEFT JOIN person author ON author.id = c.author_id LEFT JOIN person resolver ON resolver.id = a.resolved_by`;

/** What decides what the viewer may do on a page of the community `k`; joined by `readerJoins`. */
export const READER = `m.role, k.annotated_by AS "annotatedBy", k.archived_at IS NOT NULL AS "communityArchived", k.pages_written_by AS "pagesWrittenBy"`;
export const readerJoins = (communityId: string, viewer = '$1'): string => `JOIN community k ON k.id = ${communityId}
  LEFT JOIN membership m ON m.community_id = k.id AND m.person_id = ${viewer} AND m.state = 'member'`;

/** SQL condition: nobody took this line of the log of places back. */
export const notUndone = (line: string): string => `NOT EXISTS (SELECT FROM annotation_anchor_log un WHERE un.undoes = ${line}.id)`;

/** JSON of reactions to the threads $2 and their replies, each in the order of the first of its kind; the viewer is $1. */
const REACTIONS = `(
  SELECT coalesce(json_agg(json_build_object('of', r.of, 'reaction', r.reaction, 'count', r.count, 'mine', r.mine, 'people', r.people) ORDER BY r.first), '[]')
  FROM (SELECT coalesce(ar.reply_id, ar.root_id) AS of, ar.reaction, count(*)::int AS count, bool_or(ar.person_id = $1) AS mine, min(ar.at) AS first,
          json_agg(${personChipJson('rp')} ORDER BY ar.at) AS people
        FROM annotation_reaction ar JOIN person rp ON rp.id = ar.person_id
        WHERE ar.root_id = ANY($2::uuid[]) GROUP BY coalesce(ar.reply_id, ar.root_id), ar.reaction) r)`;

const REPLIES = `(
  SELECT coalesce(json_agg(json_build_object('of', y.root_id, 'id', y.id, 'authorId', y.author_id, 'author', ${personOrNullJson('ya')}, 'body', y.body, 'text', y.text,
      'createdAt', ${isoTime('y.created_at')}, 'editedAt', ${isoTime('y.edited_at')}) ORDER BY y.created_at, y.id), '[]')
  FROM annotation_reply y LEFT JOIN person ya ON ya.id = y.author_id WHERE y.root_id = ANY($2::uuid[]) AND y.deleted_at IS NULL)`;

/** JSON of the pictures that the threads show. */
const FILES = `(
  SELECT coalesce(json_agg(json_build_object('of', u.content_id, 'file', ${fileRefJson('f')}) ORDER BY f.id), '[]')
  FROM file_use u JOIN file f ON f.id = u.file_id WHERE u.content_id = ANY($2::uuid[]) AND u.place = 'current')`;

/** JSON of the people whom the threads name, and of whom the viewer may know. */
const mentions = (people: People): string => `(
  SELECT coalesce(json_agg(json_build_object('of', n.root_id, 'person', ${personChipJson('np')}) ORDER BY np.name, np.id), '[]')
  FROM (SELECT DISTINCT s.root_id, named[1]::uuid AS person_id
        FROM (SELECT id AS root_id, body::text AS said FROM annotation WHERE id = ANY($2::uuid[])
              UNION ALL SELECT root_id, body::text FROM annotation_reply WHERE root_id = ANY($2::uuid[]) AND deleted_at IS NULL) s
        CROSS JOIN regexp_matches(s.said, '"personId"\\s*:\\s*"([0-9a-fA-F-]{36})"', 'g') named
        WHERE s.said LIKE '%"personId"%') n
  JOIN person np ON np.id = n.person_id WHERE ${people.visibleTo('$1', 'np')})`;

/** What goes on in the threads $2 after their first word, as the viewer $1 sees it: each list once for all of them. */
export const talkOf = (people: People): string =>
  `SELECT ${REPLIES} AS replies, ${REACTIONS} AS reactions, ${FILES} AS files, ${mentions(people)} AS mentions`;
