import { Injectable } from '@nestjs/common';
import type { CopiedAnnotations } from '@parvis/shared';
import type { Passage } from '@parvis/shared/anchoring';
import { textBlocks } from '@parvis/shared/document';
import { v7 as uuidv7 } from 'uuid';
import { ContentWriter, visibleTo } from '../../content/public.ts';
import type { Person } from '../../platform/database/actor.ts';
import type { Tx } from '../../platform/database/database.ts';
import { FileStore } from '../files/public.ts';
import { type Revision, Revisions } from '../wiki/public.ts';
import { AnchoringThread } from './anchoring-thread.ts';
import { AnnotationsCopied } from './annotation.events.ts';

interface Original {
  id: string;
  pageId: string;
  whole: boolean;
  state: 'SAFE' | 'MOVED' | 'CHANGED' | 'ORPHAN';
  original: Passage | null;
  place: Passage | null;
  revisionId: string;
}
type Place = Pick<Original, 'state' | 'original' | 'place'>;
interface CopiedPage {
  originalId: string;
  copyId: string;
}

/** Annotations of pages $2 that whoever copies ($1) sees: of private ones that is their author. */
const ORIGINALS = `
  SELECT c.id, c.source_id AS "pageId", t.whole, t.state, t.original, t.place, t.revision_id AS "revisionId"
  FROM content c JOIN annotation a ON a.id = c.id JOIN annotation_target t ON t.annotation_id = c.id
  WHERE c.source_id = ANY($2::uuid[]) AND c.kind = 'annotation' AND ($3::boolean OR a.resolved_at IS NULL) AND ${visibleTo('$1', 'c')}
  ORDER BY c.created_at, c.id`;

const THREADS = `
  WITH n AS (SELECT * FROM unnest($1::uuid[], $2::uuid[]) AS n(id, original_id)),
  roots AS (
    INSERT INTO annotation (id, motivation, visibility, body, text, edited_at, resolved_at, resolved_by)
    SELECT n.id, a.motivation, a.visibility, a.body, a.text, a.edited_at, a.resolved_at, a.resolved_by FROM n JOIN annotation a ON a.id = n.original_id
  )
  INSERT INTO annotation_reply (id, root_id, author_id, body, text, created_at, edited_at)
  SELECT uuidv7(), n.id, r.author_id, r.body, r.text, r.created_at, r.edited_at
  FROM n JOIN annotation_reply r ON r.root_id = n.original_id AND r.deleted_at IS NULL`;

const TARGETS = `
  WITH given AS (SELECT * FROM json_to_recordset($1) AS g(id uuid, state text, original jsonb, place jsonb)),
  made AS (
    INSERT INTO annotation_target (annotation_id, page_id, whole, original, original_revision_id, state, place, revision_id, score, method)
    SELECT id, $2::uuid, original IS NULL, original, $3::uuid, state, place, $3::uuid, CASE WHEN state = 'ORPHAN' THEN 0 ELSE 1 END, CASE WHEN state = 'ORPHAN' THEN 'none' ELSE 'same' END
    FROM given RETURNING annotation_id, revision_id, state, place, score, method
  )
  INSERT INTO annotation_anchor_log (annotation_id, revision_id, state, place, score, method)
  SELECT annotation_id, revision_id, state, place, score, method FROM made`;

/**
 * Copies annotations with their pages: who wrote them, what was answered, who may see them (now in the community of the
 * copy) and where they are stay; reactions do not go along.
 */
@Injectable()
export class CopiesService {
  constructor(
    private readonly contents: ContentWriter,
    private readonly files: FileStore,
    private readonly revisions: Revisions,
    private readonly thread: AnchoringThread,
  ) {}

  /** Returns how many were copied. */
  async copy(tx: Tx, person: Person, pages: readonly CopiedPage[], which: CopiedAnnotations): Promise<number> {
    const rows = await tx.many<Original>(ORIGINALS, [person.id, pages.map(({ originalId }) => originalId), which === 'all']);
    const ofPage = Map.groupBy(rows, ({ pageId }) => pageId);
    for (const page of pages) {
      const originals = ofPage.get(page.originalId);
      if (originals) await this.copyPage(tx, page, originals);
    }
    return rows.length;
  }

  private async copyPage(tx: Tx, { originalId: sourceId, copyId }: CopiedPage, originals: readonly Original[]): Promise<void> {
    const made = originals.map(({ id }) => ({ id: uuidv7(), originalId: id, sourceId: copyId }));
    const page = await tx.one<{ revisionId: string; communityId: string }>(
      `UPDATE page_revision r SET pinned = true FROM page p WHERE p.id = $1 AND r.id = p.revision_id
       RETURNING r.id AS "revisionId", p.community_id AS "communityId"`,
      [copyId],
    );
    const revision = page && (await this.revisions.find(copyId, page.revisionId, tx));
    if (!revision) throw new Error(`The copy ${copyId} has no text`);
    await this.contents.copyAbout(tx, made);
    await tx.many(THREADS, [made.map(({ id }) => id), made.map(({ originalId }) => originalId)]);
    await this.files.copyUses(tx, made);
    const places = await this.places(tx, sourceId, revision, originals);
    const targets = originals.map(({ id }, index) => ({ id: made[index]?.id, ...places.get(id) }));
    await tx.many(TARGETS, [JSON.stringify(targets), copyId, page.revisionId]);
    tx.record(AnnotationsCopied, { pageId: copyId, communityId: page.communityId, sourceId, annotations: made.length });
  }

  /** Where they are in the copy: where they are in the original, unless its text was changed so lately that they still follow it. */
  private async places(tx: Tx, pageId: string, copy: Revision, originals: readonly Original[]): Promise<Map<string, Place>> {
    const agrees = ({ whole, state, place }: Original) =>
      whole || state === 'ORPHAN' || copy.text.slice(place?.start, place?.end) === place?.exact;
    const places = new Map(originals.filter(agrees).map((row) => [row.id, inCopy(row)]));
    const behind = originals.filter((row) => !agrees(row));
    for (const [from, rows] of Map.groupBy(behind, ({ revisionId }) => revisionId)) {
      const then = await this.revisions.find(pageId, from, tx);
      const targets = rows.flatMap(({ original, place }) => (original && place ? [{ original, last: place, there: then !== null }] : []));
      const found = await this.thread.reanchor({
        before: then ? textBlocks(then.document) : [],
        after: textBlocks(copy.document),
        targets,
      });
      rows.forEach((row, index) => {
        const { state, passage } = found[index]!;
        places.set(row.id, inCopy({ ...row, state, place: passage ?? row.place }));
      });
    }
    return places;
  }
}

/** The copy is where it begins: its quote is what stands there, but for text that had changed or gone, which stays told. */
function inCopy({ state, original, place }: Original): Place {
  if (!original || !place || state === 'ORPHAN') return { state, original, place };
  if (state === 'CHANGED') return { state, place, original: { ...original, start: place.start, end: place.end, blockId: place.blockId } };
  const { parts: _, ...quote } = place;
  return { state: 'SAFE', original: quote, place };
}
