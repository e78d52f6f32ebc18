import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { AnchorChange, AnnotationView } from '@parvis/shared';
import type { Anchored, Passage, Target } from '@parvis/shared/anchoring';
import { textBlocks } from '@parvis/shared/document';
import { z } from 'zod';
import { personChipJson } from '../../people/public.ts';
import { type Person, system } from '../../platform/database/actor.ts';
import { Database, type Tx } from '../../platform/database/database.ts';
import { isoTime } from '../../platform/database/json.ts';
import { keyIn, pageOf } from '../../platform/database/keyset.ts';
import { conflict, forbidden } from '../../platform/http/refusal.ts';
import { Jobs } from '../../platform/jobs/jobs.ts';
import { Revisions } from '../wiki/public.ts';
import { AnchoringThread } from './anchoring-thread.ts';
import { AnnotationPlaced, AnnotationsCarried } from './annotation.events.ts';
import { notUndone } from './annotation.queries.ts';
import { CarryAnnotations } from './carry-annotations.ts';
import { type Selected, Selections } from './selections.ts';
import { Threads } from './threads.ts';

interface TargetRow {
  id: string;
  original: Passage;
  place: Passage;
  state: Anchored['state'];
  revisionId: string;
}
/** A line of the log of places. */
interface LogRow {
  id: string;
  revisionId: string;
  state: Anchored['state'];
  method: string;
  /** Null: the whole page. */
  place: Passage | null;
}
const ByLogId = z.tuple([z.string().regex(/^\d{1,18}$/)]);

/** Where all annotations of page $1 that are in the text of revision $2 are there. */
const KEEP_PLACES = `
  INSERT INTO annotation_places (revision_id, page_id, places)
  SELECT $2, $1, jsonb_object_agg(annotation_id, jsonb_build_array(state, place->'start', place->'end'))
  FROM annotation_target WHERE page_id = $1 AND revision_id = $2 AND NOT whole HAVING count(*) > 0
  ON CONFLICT (revision_id) DO UPDATE SET places = annotation_places.places || excluded.places`;

/** Where annotations are: carried along when the text changes, attached again by hand, and what happened to them. */
@Injectable()
export class PlacesService implements OnModuleInit {
  constructor(
    private readonly db: Database,
    private readonly jobs: Jobs,
    private readonly revisions: Revisions,
    private readonly selections: Selections,
    private readonly threads: Threads,
    private readonly thread: AnchoringThread,
  ) {}

  onModuleInit(): void {
    this.jobs.handle(CarryAnnotations, ({ pageId }) => this.carry(pageId));
  }

  /** Carries all annotations of a page to the revision that its readers read now; one after the other for each page. */
  async carry(pageId: string): Promise<void> {
    await this.db.write(system, async (tx) => {
      await tx.many(`SELECT pg_advisory_xact_lock(hashtextextended($1, 0))`, [`annotations ${pageId}`]);
      const page = await tx.one<{ communityId: string; revisionId: string }>(
        `SELECT community_id AS "communityId", coalesce(published_revision_id, revision_id) AS "revisionId" FROM page WHERE id = $1`,
        [pageId],
      );
      if (!page) return;
      const { communityId, revisionId } = page;
      const behind = await tx.many<TargetRow>(
        `SELECT annotation_id AS id, original, place, state, revision_id AS "revisionId" FROM annotation_target
         WHERE page_id = $1 AND revision_id <> $2 AND NOT whole ORDER BY annotation_id FOR UPDATE`,
        [pageId, revisionId],
      );
      await tx.many(`UPDATE annotation_target SET revision_id = $2 WHERE page_id = $1 AND whole AND revision_id <> $2`, [
        pageId,
        revisionId,
      ]);
      if (behind.length === 0) return;
      const now = await this.revisions.find(pageId, revisionId, tx);
      if (!now) throw new Error(`The page ${pageId} has no revision ${revisionId}`);
      const after = textBlocks(now.document);
      let orphans = 0;
      for (const [from, rows] of Map.groupBy(behind, (row) => row.revisionId)) {
        const then = await this.revisions.find(pageId, from, tx);
        // Where the text is no longer kept, all of the present one is new: the quotes decide.
        const before = then ? textBlocks(then.document) : [];
        const targets = rows.map(({ original, place, state }): Target => ({
          original,
          last: place,
          there: state !== 'ORPHAN' && then !== null,
        }));
        const found = await this.thread.reanchor({ before, after, targets });
        await this.write(tx, rows, found, revisionId);
        orphans += found.filter(({ state }, index) => state === 'ORPHAN' && rows[index]?.state !== 'ORPHAN').length;
      }
      await tx.many(KEEP_PLACES, [pageId, revisionId]);
      tx.record(AnnotationsCarried, { pageId, communityId, revisionId, orphans });
    });
  }

  private async write(tx: Tx, rows: readonly TargetRow[], found: readonly Anchored[], revisionId: string): Promise<void> {
    const changes = rows.map(({ id, place, state }, index) => {
      const anchored = found[index]!;
      const moved = anchored.state !== state || (anchored.passage !== null && anchored.passage.exact !== place.exact);
      // An orphan keeps where it was when it was lost, and where what is left of it is now.
      const now = anchored.passage ?? { ...place, parts: anchored.remains ?? [] };
      return { id, state: anchored.state, place: now, score: anchored.score, method: anchored.method, moved };
    });
    await tx.many(
      `WITH given AS (SELECT * FROM json_to_recordset($1) AS g(id uuid, state text, place jsonb, score real, method text, moved boolean)),
       carried AS (
         UPDATE annotation_target t SET state = g.state, place = g.place, score = g.score, method = g.method, revision_id = $2 FROM given g WHERE t.annotation_id = g.id)
       INSERT INTO annotation_anchor_log (annotation_id, revision_id, state, place, score, method)
       SELECT g.id, $2, g.state, g.place, g.score, g.method FROM given g WHERE g.moved`,
      [JSON.stringify(changes), revisionId],
    );
  }

  /** What is written of a place now, into its log. */
  async log(tx: Tx, id: string, actorId: string | null, undoes: string | null = null): Promise<void> {
    await tx.many(
      `INSERT INTO annotation_anchor_log (annotation_id, revision_id, state, place, score, method, actor_id, undoes)
       SELECT annotation_id, revision_id, state, place, score, method, $2, $3 FROM annotation_target WHERE annotation_id = $1`,
      [id, actorId, undoes],
    );
  }

  /** Attaches it to a new selection: the thread stays, its quote is the new one. */
  async place(person: Person, id: string, selected: Selected): Promise<AnnotationView> {
    await this.db.write(person, async (tx) => {
      const { view, communityId } = await this.threads.load(person, id, tx);
      if (!view.can.place) throw forbidden('Its author and whoever edits the page attach an annotation again.');
      const placed = await this.selections.place(tx, view.sourceId, selected);
      if (placed.state === 'ORPHAN')
        throw conflict('not-in-text', 'What you selected has left the page since. Read the page again and select it again.');
      await tx.many(
        `UPDATE annotation_target SET whole = false, original = coalesce(original, $2::jsonb),
           original_revision_id = CASE WHEN whole THEN $5 ELSE original_revision_id END,
           state = CASE WHEN coalesce(original, $2::jsonb)->>'exact' = $3::jsonb->>'exact' THEN 'SAFE' ELSE 'CHANGED' END,
           place = $3, revision_id = $4, score = 1, method = 'hand' WHERE annotation_id = $1`,
        [id, JSON.stringify(placed.original), JSON.stringify(placed.place), placed.revisionId, placed.originalRevisionId],
      );
      await this.log(tx, id, person.id);
      tx.record(AnnotationPlaced, { annotationId: id, pageId: view.sourceId, communityId });
    });
    return (await this.threads.load(person, id)).view;
  }

  /**
   * Takes the last change of its place back. After one by hand it is where it was before, or looked for from there. A place
   * that was found by itself would be found again: without it, it has none until somebody attaches it.
   */
  async undo(person: Person, id: string): Promise<AnnotationView> {
    await this.db.write(person, async (tx) => {
      const { view, communityId } = await this.threads.load(person, id, tx);
      if (!view.can.place) throw forbidden('Its author and whoever edits the page attach an annotation again.');
      const [last, before] = await tx.many<LogRow>(
        `SELECT l.id, l.revision_id AS "revisionId", l.state, l.method, l.place FROM annotation_anchor_log l
         WHERE l.annotation_id = $1 AND l.undoes IS NULL AND ${notUndone('l')} ORDER BY l.id DESC LIMIT 2`,
        [id],
      );
      if (!last || !before) throw conflict('nothing-to-undo', 'Its place has not changed.');
      if (last.method === 'hand' || last.state === 'ORPHAN') await this.putBack(tx, id, before);
      else await this.giveUp(tx, id, view.sourceId, before);
      await this.log(tx, id, person.id, last.id);
      tx.record(AnnotationPlaced, { annotationId: id, pageId: view.sourceId, communityId });
      tx.enqueue(CarryAnnotations, { pageId: view.sourceId }, { singletonKey: view.sourceId });
    });
    return (await this.threads.load(person, id)).view;
  }

  /** It is where it was, in the text that it was in; from there, kept or not, it is carried to the present one again. */
  private async putBack(tx: Tx, id: string, { state, place, revisionId }: LogRow): Promise<void> {
    if (!place) {
      await tx.many(
        `UPDATE annotation_target SET whole = true, original = NULL, place = NULL, state = 'SAFE', method = 'same', score = 1,
           original_revision_id = coalesce((SELECT r.id FROM page_revision r WHERE r.id = $2), original_revision_id) WHERE annotation_id = $1`,
        [id, revisionId],
      );
      return;
    }
    await tx.many(
      `UPDATE annotation_target SET state = $2, place = $3, method = 'hand', score = 1, revision_id = $4 WHERE annotation_id = $1`,
      [id, state, JSON.stringify(place), revisionId],
    );
  }

  /** It is nowhere in the text that it was last carried to; what it said before may come back. */
  private async giveUp(tx: Tx, id: string, pageId: string, { place }: LogRow): Promise<void> {
    const [at] = await tx.many<{ kept: string | null }>(
      `UPDATE annotation_target SET state = 'ORPHAN', place = $2, method = 'none', score = 0 WHERE annotation_id = $1
       RETURNING (SELECT r.id FROM page_revision r WHERE r.id = annotation_target.revision_id) AS kept`,
      [id, JSON.stringify({ ...place, parts: [] })],
    );
    if (at?.kept) await tx.many(KEEP_PLACES, [pageId, at.kept]);
  }

  async changes(person: Person, id: string, page: { cursor?: string | undefined; limit: number }) {
    const [before] = keyIn(ByLogId, page.cursor) ?? [null];
    await this.threads.load(person, id);
    const rows = await this.db.many<AnchorChange>(
      `SELECT l.id::text, ${isoTime('l.at')} AS at, l.state, l.method, CASE WHEN l.state <> 'ORPHAN' THEN (l.place->>'start')::int END AS start,
         CASE WHEN l.state <> 'ORPHAN' THEN (l.place->>'end')::int END AS "end", l.place->>'exact' AS exact, l.revision_id AS "revisionId",
         CASE WHEN p.id IS NOT NULL THEN ${personChipJson('p')} END AS by, l.undoes::text
       FROM annotation_anchor_log l LEFT JOIN person p ON p.id = l.actor_id
       WHERE l.annotation_id = $1 AND ($2::bigint IS NULL OR l.id < $2::bigint) ORDER BY l.id DESC LIMIT $3`,
      [id, before, page.limit + 1],
    );
    return pageOf(
      rows,
      page.limit,
      (row) => row,
      (row) => [row.id],
    );
  }
}
