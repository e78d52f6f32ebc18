import { type AnnotationView, slugOf } from '@parvis/shared';
import { insertAbout, listAuthors } from '../../content/public.ts';
import { personChipJson } from '../../people/public.ts';
import { isoTime } from '../../platform/database/json.ts';
import { recording } from '../../platform/events/event-log.ts';
import { AUDIENCE, type NewAnnotation, type Written, shown } from './new-annotation.ts';

/** What the database adds to an annotation of a whole page. */
export interface OnWholePage {
  id: string;
  createdAt: string;
  author: AnnotationView['author'];
  revisionId: string;
}

/** The parameters $1 to $11: a column for each of the names that `given` has. */
export function columnsOf(annotations: readonly (NewAnnotation & { authorId: string | null })[]): unknown[] {
  const rows = annotations.map(({ id, pageId, authorId, motivation, visibility, said }) => {
    const { title, excerpt } = shown(said.text, '');
    const body = JSON.stringify(said.body);
    return [id, pageId, authorId, motivation, visibility, AUDIENCE[visibility], body, said.text, title, slugOf(title), excerpt];
  });
  return Array.from({ length: 11 }, (_, column) => rows.map((row) => row[column]));
}

/** An annotation as it was written. */
export const wholePage = ({ createdAt, author, revisionId }: OnWholePage): Written => ({
  createdAt,
  author,
  target: { whole: true, state: 'SAFE', start: null, end: null, exact: null, revisionId, original: null, score: 1, method: 'same' },
});

const content = insertAbout({
  of: 'given g',
  id: 'g.id',
  kind: `'annotation'`,
  sourceId: 'g.page_id',
  authorId: 'g.author_id',
  title: 'g.title',
  slug: 'g.slug',
  excerpt: 'g.excerpt',
  audience: 'g.audience',
});

/**
 * What is said, on the text that readers of each page read now, which is kept for it from then on, and the first line of the
 * log of its places. Pages and texts are locked in the order of their ids, so that nobody waits in a circle. The first column
 * is taken by way of a query, so that PostgreSQL does not plan anew for each number of rows.
 */
const written = `
  given AS MATERIALIZED (
    SELECT * FROM unnest((SELECT $1::uuid[]), $2::uuid[], $3::uuid[], $4::text[], $5::text[], $6::text[], $7::json[], $8::text[], $9::text[], $10::text[], $11::text[])
      AS g(id, page_id, author_id, motivation, visibility, audience, body, text, title, slug, excerpt)),
  made AS (${content}),
  listed AS (${listAuthors('made')}),
  said AS (
    INSERT INTO annotation (id, motivation, visibility, body, text)
    SELECT id, g.motivation, g.visibility, g.body, g.text FROM made JOIN given g USING (id)),
  read AS (
    SELECT p.id AS page_id, coalesce(p.published_revision_id, p.revision_id) AS id FROM page p WHERE p.id = ANY (ARRAY(SELECT page_id FROM given)) ORDER BY p.id FOR SHARE),
  kept AS (UPDATE page_revision SET pinned = true WHERE id = ANY (ARRAY(SELECT id FROM read)) AND NOT pinned),
  target AS (
    INSERT INTO annotation_target (annotation_id, page_id, whole, original_revision_id, state, revision_id, score, method)
    SELECT made.id, read.page_id, true, read.id, 'SAFE', read.id, 1, 'same' FROM made JOIN read ON read.page_id = made.source_id
    RETURNING annotation_id, revision_id),
  logged AS (
    INSERT INTO annotation_anchor_log (annotation_id, revision_id, state, score, method, actor_id)
    SELECT made.id, t.revision_id, 'SAFE', 1, 'same', made.author_id FROM target t JOIN made ON made.id = t.annotation_id)`;

const AUTHOR = `(SELECT ${personChipJson('author')} FROM person author WHERE author.id = made.author_id)`;
const FROM = `FROM made JOIN target t ON t.annotation_id = made.id`;

/** Answers with an `OnWholePage` for each that was written: not where something has its id already. */
export const ON_WHOLE_PAGES = `
  WITH ${written}
  SELECT made.id, ${isoTime('made.created_at')} AS "createdAt", ${AUTHOR} AS author, t.revision_id AS "revisionId" ${FROM}`;

/** The same in one row, with the facts that each records. */
export const ON_WHOLE_PAGES_RECORDED = `
  WITH ${written}, ${recording('made', 12)}
  SELECT json_agg(json_build_object('id', made.id, 'createdAt', ${isoTime('made.created_at')}, 'author', ${AUTHOR}, 'revisionId', t.revision_id)) AS rows
  ${FROM} HAVING count(*) > 0`;
