import { Injectable } from '@nestjs/common';
import { type AnnotationView, type AnnotationVisibility, type Audience, type Motivation, slugOf } from '@parvis/shared';
import type { NodeOf } from '@parvis/shared/document';
import { insertAbout, listAuthor } from '../../content/public.ts';
import { personChipJson } from '../../people/public.ts';
import type { Actor } from '../../platform/database/actor.ts';
import { Database, type Tx } from '../../platform/database/database.ts';
import { isoTime } from '../../platform/database/json.ts';
import { type Facts, recording } from '../../platform/events/event-log.ts';
import { AnnotationFiles } from './annotation-files.ts';
import { targetJson } from './annotation.queries.ts';
import type { Placed } from './selections.ts';

/** Who sees an annotation, as content has it. */
export const AUDIENCE: Record<AnnotationVisibility, Audience> = { private: 'participants', community: 'members', page: 'community' };

/** What lists show of an annotation: what it says, else what it is about. */
export function shown(text: string, quote: string): { title: string; excerpt: string } {
  const line = (text || quote || '…').replace(/\s+/g, ' ').trim();
  return { title: line.slice(0, 120) || '…', excerpt: line.slice(0, 240) };
}

interface NewAnnotation {
  id: string;
  pageId: string;
  motivation: Motivation;
  visibility: AnnotationVisibility;
  said: { body: NodeOf<'doc'>; text: string };
  /** Null: the whole page. */
  placed: Placed | null;
}

/** What the database adds to an annotation that it takes. */
export interface Written {
  createdAt: string;
  author: AnnotationView['author'];
  target: AnnotationView['target'];
}

/** Writes annotations: what is said, where, and the files that it shows. */
@Injectable()
export class AnnotationWriter {
  constructor(
    private readonly db: Database,
    private readonly files: AnnotationFiles,
  ) {}

  /** In the transaction given. Null: it was not written, something has its id already. */
  async insert(tx: Tx, annotation: NewAnnotation): Promise<Written | null> {
    const { id, visibility, said, placed } = annotation;
    const what = whatIsSaid(tx.actor, annotation);
    const where = placed && [
      JSON.stringify(placed.original),
      placed.originalRevisionId,
      placed.state,
      JSON.stringify(placed.place),
      placed.revisionId,
      placed.score,
      placed.method,
    ];
    const { whole, passage } = INSERT[visibility];
    const written = await (where ? tx.one<Written>(passage, [...what, ...where]) : tx.one<Written>(whole, what));
    if (written) await this.files.keepFirst(tx, id, said.body);
    return written;
  }

  /** Of a whole page and without files, in one statement with the facts that it records. Null: as above. */
  insertAtOnce(actor: Actor, annotation: Omit<NewAnnotation, 'placed'>, facts: Facts): Promise<Written | null> {
    const what = whatIsSaid(actor, { ...annotation, placed: null });
    return this.db.writeAtOnce<Written>(actor, INSERT[annotation.visibility].atOnce, what, facts);
  }
}

function whatIsSaid(actor: Actor, { id, pageId, motivation, visibility, said, placed }: NewAnnotation): unknown[] {
  const { title, excerpt } = shown(said.text, placed?.original.exact ?? '');
  return [id, pageId, actor.id, motivation, visibility, JSON.stringify(said.body), said.text, title, slugOf(title), excerpt];
}

/** The parameters $1 to $10 are `whatIsSaid`. */
const said = (visibility: AnnotationVisibility) => `
  made AS (${insertAbout({
    id: '$1',
    kind: `'annotation'`,
    sourceId: '$2',
    authorId: '$3',
    title: '$8',
    slug: '$9',
    excerpt: '$10',
    audience: `'${AUDIENCE[visibility]}'`,
  })}),
  ${visibility === 'private' ? `listed AS (${listAuthor('made', '$3')}),` : ''}
  said AS (INSERT INTO annotation (id, motivation, visibility, body, text) SELECT id, $4, $5, $6, $7 FROM made)`;

const TARGET = `INSERT INTO annotation_target (annotation_id, page_id, whole, original, original_revision_id, state, place, revision_id, score, method)`;

/** In the text that readers of the page read now, which is kept for it from then on. */
const ON_WHOLE_PAGE = `
  read AS (SELECT coalesce(published_revision_id, revision_id) AS id FROM page WHERE id = $2 FOR SHARE),
  kept AS (UPDATE page_revision r SET pinned = true FROM read WHERE r.id = read.id AND NOT r.pinned),
  target AS (${TARGET} SELECT made.id, $2, true, NULL, read.id, 'SAFE', NULL, read.id, 1, 'same' FROM made, read RETURNING *)`;
const ON_PASSAGE = `target AS (${TARGET} SELECT id, $2, false, $11, $12, $13, $14, $15, $16, $17 FROM made RETURNING *)`;

/** What is said, where, and the first line of the log of its places; answers with a `Written`. */
const insert = (visibility: AnnotationVisibility, target: string, more = '') => `
  WITH ${said(visibility)}, ${target},
    logged AS (
      INSERT INTO annotation_anchor_log (annotation_id, revision_id, state, place, score, method, actor_id)
      SELECT annotation_id, revision_id, state, place, score, method, $3 FROM target)${more}
  SELECT ${isoTime('made.created_at')} AS "createdAt", (SELECT ${personChipJson('author')} FROM person author WHERE author.id = $3) AS author,
    ${targetJson('t')} AS target FROM made, target t`;

const statements = (visibility: AnnotationVisibility) => ({
  whole: insert(visibility, ON_WHOLE_PAGE),
  atOnce: insert(visibility, ON_WHOLE_PAGE, `, ${recording('target', 11)}`),
  passage: insert(visibility, ON_PASSAGE),
});
const INSERT: Record<AnnotationVisibility, ReturnType<typeof statements>> = {
  private: statements('private'),
  community: statements('community'),
  page: statements('page'),
};
