import { type People, personChipJson, personOrNullJson } from '../../people/public.ts';
import { isoTime } from '../../platform/database/json.ts';
import { fileRefJson } from '../files/public.ts';

/** JSON of the reactions to a root, or to one reply of it; the viewer is $1. */
const reactions = (root: string, reply: string): string => `(
  SELECT coalesce(json_agg(json_build_object('reaction', r.reaction, 'count', r.count, 'mine', r.mine, 'people', r.people) ORDER BY r.first), '[]')
  FROM (SELECT ar.reaction, count(*)::int AS count, bool_or(ar.person_id = $1) AS mine, min(ar.at) AS first,
          (json_agg(${personChipJson('rp')} ORDER BY ar.at))  AS people
        FROM annotation_reaction ar JOIN person rp ON rp.id = ar.person_id
        WHERE ar.root_id = ${root} AND ar.reply_id IS NOT DISTINCT FROM ${reply} GROUP BY ar.reaction) r)`;

/**
 * JSON of the people whom the bodies in `said` (text) name and of whom the viewer ($1) may know. Most threads name nobody,
 * and cost no look at people. In JSON, quotes in somebody's text are escaped: only the attribute itself is found.
 */
const mentions = (people: People, said: string): string => `CASE WHEN ${said} LIKE '%"personId"%' THEN (
  SELECT coalesce(json_agg(${personChipJson('np')} ORDER BY np.name, np.id), '[]') FROM person np
  WHERE np.id = ANY (ARRAY(SELECT DISTINCT n[1]::uuid FROM regexp_matches(${said}, '"personId"\\s*:\\s*"([0-9a-fA-F-]{36})"', 'g') n))
    AND ${people.visibleTo('$1', 'np')}) ELSE '[]' END`;

/** JSON of the replies of the thread `c`, and of whom it and they name: their bodies are read once for both. */
const talk = (people: People): string => `(
  SELECT json_build_object('replies', r.list, 'mentions', ${mentions(people, 'r.said')}) FROM (
    SELECT coalesce(json_agg(json_build_object('id', y.id, 'authorId', y.author_id, 'author', ${personOrNullJson('ya')}, 'body', y.body, 'text', y.text,
        'createdAt', ${isoTime('y.created_at')}, 'editedAt', ${isoTime('y.edited_at')}, 'reactions', ${reactions('y.root_id', 'y.id')}) ORDER BY y.created_at, y.id), '[]') AS list,
      concat(a.body, string_agg(y.body::text, '')) AS said
    FROM annotation_reply y LEFT JOIN person ya ON ya.id = y.author_id WHERE y.root_id = c.id AND y.deleted_at IS NULL) r)`;

/** JSON of the pictures that the thread `c` shows. */
const FILES = `(
  SELECT coalesce(json_agg(${fileRefJson('f')} ORDER BY f.id), '[]')
  FROM file_use u JOIN file f ON f.id = u.file_id WHERE u.content_id = c.id AND u.place = 'current')`;

/** SQL expression (json): where an annotation is, out of a row of `annotation_target`. */
export const targetJson = (target: string): string => `json_build_object('whole', ${target}.whole, 'state', ${target}.state,
    'start', CASE WHEN ${target}.state <> 'ORPHAN' THEN ${target}.place->'start' END, 'end', CASE WHEN ${target}.state <> 'ORPHAN' THEN ${target}.place->'end' END,
    'exact', CASE WHEN ${target}.state <> 'ORPHAN' THEN ${target}.place->'exact' END, 'revisionId', ${target}.revision_id,
    'original', CASE WHEN ${target}.original IS NOT NULL THEN ${target}.original || jsonb_build_object('versionId', ${target}.original_revision_id) END,
    'score', ${target}.score, 'method', ${target}.method)`;

/** Columns of a thread out of `c` (content), `a` (annotation) and `t` (its target); joined by `THREAD_JOINS`. `can` is added in code. */
export const threadColumns = (people: People): string => `
  c.id, c.source_id AS "sourceId", c.author_id AS "authorId", c.community_id AS "communityId", a.motivation, a.visibility,
  CASE WHEN a.resolved_at IS NULL THEN 'open' ELSE 'resolved' END AS status,
  ${personOrNullJson('resolver')} AS "resolvedBy", ${isoTime('a.resolved_at')} AS "resolvedAt", ${personOrNullJson('author')} AS author,
  a.body, a.text, ${isoTime('c.created_at')} AS "createdAt", ${isoTime('a.edited_at')} AS "editedAt",
  ${targetJson('t')} AS target,
  ${talk(people)} AS talk, ${FILES} AS files,
  ${reactions('c.id', 'NULL')} AS reactions`;

export const THREAD_JOINS = `
  JOIN annotation a ON a.id = c.id JOIN annotation_target t ON t.annotation_id = c.id
  LEFT JOIN person author ON author.id = c.author_id LEFT JOIN person resolver ON resolver.id = a.resolved_by`;

/** What decides what the viewer ($1) may do on the page `p` of the community `k`; joined by `READER_JOINS`. */
export const READER = `m.role, k.annotated_by AS "annotatedBy", k.archived_at IS NOT NULL AS "communityArchived", k.pages_written_by AS "pagesWrittenBy"`;
export const readerJoins = (communityId: string): string => `JOIN community k ON k.id = ${communityId}
  LEFT JOIN membership m ON m.community_id = k.id AND m.person_id = $1 AND m.state = 'member'`;

/** SQL condition: nobody took this line of the log of places back. */
export const notUndone = (line: string): string => `NOT EXISTS (SELECT FROM annotation_anchor_log un WHERE un.undoes = ${line}.id)`;
