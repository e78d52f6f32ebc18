import { personChipJson } from '../../people/public.ts';
import { isoTime } from '../../platform/database/json.ts';

const personOrNull = (alias: string): string => `CASE WHEN ${alias}.id IS NOT NULL THEN ${personChipJson(alias)} END`;

/** JSON of the reactions to a root, or to one reply of it; the viewer is $1. */
const reactions = (root: string, reply: string): string => `(
  SELECT coalesce(json_agg(json_build_object('reaction', r.reaction, 'count', r.count, 'mine', r.mine, 'people', r.people) ORDER BY r.first), '[]')
  FROM (SELECT ar.reaction, count(*)::int AS count, bool_or(ar.person_id = $1) AS mine, min(ar.at) AS first,
          (json_agg(${personChipJson('rp')} ORDER BY ar.at))  AS people
        FROM annotation_reaction ar JOIN person rp ON rp.id = ar.person_id
        WHERE ar.root_id = ${root} AND ar.reply_id IS NOT DISTINCT FROM ${reply} GROUP BY ar.reaction) r)`;

/** Columns of a thread out of `c` (content), `a` (annotation) and `t` (its target); joined by `THREAD_JOINS`. `can` is added in code. */
export const THREAD = `
  c.id, c.source_id AS "sourceId", c.author_id AS "authorId", c.community_id AS "communityId", a.motivation, a.visibility,
  CASE WHEN a.resolved_at IS NULL THEN 'open' ELSE 'resolved' END AS status,
  ${personOrNull('resolver')} AS "resolvedBy", ${isoTime('a.resolved_at')} AS "resolvedAt", ${personOrNull('author')} AS author,
  a.body, a.text, ${isoTime('c.created_at')} AS "createdAt", ${isoTime('a.edited_at')} AS "editedAt",
  json_build_object('whole', t.whole, 'state', t.state,
    'start', CASE WHEN t.state <> 'ORPHAN' THEN t.place->'start' END, 'end', CASE WHEN t.state <> 'ORPHAN' THEN t.place->'end' END,
    'exact', CASE WHEN t.state <> 'ORPHAN' THEN t.place->'exact' END, 'revisionId', t.revision_id,
    'original', CASE WHEN t.original IS NOT NULL THEN t.original || jsonb_build_object('versionId', t.original_revision_id) END,
    'score', t.score, 'method', t.method) AS target,
  (SELECT coalesce(json_agg(json_build_object('id', y.id, 'authorId', y.author_id, 'author', ${personOrNull('ya')}, 'body', y.body, 'text', y.text,
      'createdAt', ${isoTime('y.created_at')}, 'editedAt', ${isoTime('y.edited_at')}, 'reactions', ${reactions('y.root_id', 'y.id')}) ORDER BY y.created_at, y.id), '[]')
   FROM annotation_reply y LEFT JOIN person ya ON ya.id = y.author_id WHERE y.root_id = c.id AND y.deleted_at IS NULL) AS replies,
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
