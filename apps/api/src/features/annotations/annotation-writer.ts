import { Injectable } from '@nestjs/common';
import { type AnnotationVisibility, slugOf } from '@parvis/shared';
import { insertAbout, listAuthors } from '../../content/public.ts';
import { personChipJson } from '../../people/public.ts';
import { type Actor, system } from '../../platform/database/actor.ts';
import { Database, type Tx } from '../../platform/database/database.ts';
import { isoTime } from '../../platform/database/json.ts';
import { Facts } from '../../platform/events/event-log.ts';
import { Gathering } from '../../platform/gathering.ts';
import { AnnotationFiles } from './annotation-files.ts';
import { targetJson } from './annotation.queries.ts';
import { AUDIENCE, type NewAnnotation, type Written, shown } from './new-annotation.ts';
import type { Placed } from './selections.ts';
import { ON_WHOLE_PAGES, ON_WHOLE_PAGES_RECORDED, type OnWholePage, columnsOf, wholePage } from './whole-pages.sql.ts';

interface Recorded {
  actor: Actor;
  annotation: NewAnnotation;
  facts: Facts;
}

/** Of whole pages: so many are written in one statement at most, and none waits longer for another one. */
const TOGETHER = { atOnce: 64, sideBySide: 2, longestMs: 10 };

/** Writes annotations: what is said, where, and the files that it shows. */
@Injectable()
export class AnnotationWriter {
  private readonly together = new Gathering<Recorded, Written | null>((all) => this.insertTogether(all), TOGETHER);

  constructor(
    private readonly db: Database,
    private readonly files: AnnotationFiles,
  ) {}

  /** In the transaction given. Null: it was not written, something has its id already. */
  async insert(tx: Tx, annotation: NewAnnotation, placed: Placed | null): Promise<Written | null> {
    const written = await (placed ? this.insertOnPassage(tx, annotation, placed) : this.insertOnPage(tx, annotation));
    if (written) await this.files.keepFirst(tx, annotation.id, annotation.said.body);
    return written;
  }

  private insertOnPassage(tx: Tx, annotation: NewAnnotation, placed: Placed): Promise<Written | null> {
    const { id, pageId, motivation, visibility, said } = annotation;
    const { title, excerpt } = shown(said.text, placed.original.exact);
    const what = [id, pageId, tx.actor.id, motivation, visibility, JSON.stringify(said.body), said.text, title, slugOf(title), excerpt];
    const where = [
      JSON.stringify(placed.original),
      placed.originalRevisionId,
      placed.state,
      JSON.stringify(placed.place),
      placed.revisionId,
      placed.score,
      placed.method,
    ];
    return tx.one<Written>(ON_PASSAGES[visibility], [...what, ...where]);
  }

  private async insertOnPage(tx: Tx, annotation: NewAnnotation): Promise<Written | null> {
    const [row] = await tx.many<OnWholePage>(ON_WHOLE_PAGES, columnsOf([{ ...annotation, authorId: tx.actor.id }]));
    return row ? wholePage(row) : null;
  }

  /**
   * Of a whole page and without files, with the facts that it records, in one statement with those of others who annotate at
   * the same time. Null: as above.
   */
  insertAtOnce(actor: Actor, annotation: NewAnnotation, facts: Facts): Promise<Written | null> {
    return this.together.do({ actor, annotation, facts });
  }

  private async insertTogether(all: readonly Recorded[]): Promise<(Written | null)[]> {
    const columns = columnsOf(all.map(({ annotation, actor }) => ({ ...annotation, authorId: actor.id })));
    const facts = Facts.ofEach(all.map(({ annotation: { id }, actor, facts: own }) => ({ id, actor, facts: own })));
    const written = await this.db.writeAtOnce<{ rows: OnWholePage[] }>(system, ON_WHOLE_PAGES_RECORDED, columns, facts);
    const rows = new Map(written?.rows.map((row) => [row.id, row]));
    return all.map(({ annotation: { id } }) => {
      const row = rows.get(id);
      return row ? wholePage(row) : null;
    });
  }
}

/** The parameters are those of `insertOnPassage`: $1 to $10 what is said, the rest where. */
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
  ${visibility === 'private' ? `listed AS (${listAuthors('made')}),` : ''}
  said AS (INSERT INTO annotation (id, motivation, visibility, body, text) SELECT id, $4, $5, $6, $7 FROM made)`;

const ON_PASSAGE = `target AS (
  INSERT INTO annotation_target (annotation_id, page_id, whole, original, original_revision_id, state, place, revision_id, score, method)
  SELECT id, $2, false, $11, $12, $13, $14, $15, $16, $17 FROM made RETURNING *)`;

/** What is said, where, and the first line of the log of its places; answers with a `Written`. */
const insert = (visibility: AnnotationVisibility): string => `
  WITH ${said(visibility)}, ${ON_PASSAGE},
    logged AS (
      INSERT INTO annotation_anchor_log (annotation_id, revision_id, state, place, score, method, actor_id)
      SELECT annotation_id, revision_id, state, place, score, method, $3 FROM target)
  SELECT ${isoTime('made.created_at')} AS "createdAt", (SELECT ${personChipJson('author')} FROM person author WHERE author.id = $3) AS author,
    ${targetJson('t')} AS target FROM made, target t`;

const ON_PASSAGES: Record<AnnotationVisibility, string> = {
  private: insert('private'),
  community: insert('community'),
  page: insert('page'),
};
