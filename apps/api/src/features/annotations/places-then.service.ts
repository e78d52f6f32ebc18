import { Injectable } from '@nestjs/common';
import type { AnnotationTarget, AnnotationView } from '@parvis/shared';
import { type Anchored, type Passage, type Target, passageAt } from '@parvis/shared/anchoring';
import { type TextBlock, textBlocks } from '@parvis/shared/document';
import { visibleTo } from '../../content/public.ts';
import type { Person } from '../../platform/database/actor.ts';
import { Database } from '../../platform/database/database.ts';
import { notFound } from '../../platform/http/refusal.ts';
import { Revisions } from '../wiki/public.ts';
import { AnchoringThread } from './anchoring-thread.ts';
import { THREAD, THREAD_JOINS, notUndone } from './annotation.queries.ts';
import { type ThreadHead, ThreadTalk } from './thread-talk.ts';
import { threadView } from './thread-view.ts';
import { Threads } from './threads.ts';

type State = Anchored['state'];
interface Place {
  state: State;
  start: number;
  end: number;
}
interface Known extends Place {
  id: string;
  /** The revision that it counts in. */
  revisionId: string;
  /** What the log said of it last: of an orphan, where it was when it was lost. */
  told: Passage;
}
type Row = ThreadHead & { then: Place | null };

const THERE = `c.source_id = $2 AND ${visibleTo('$1', 'c')}`;

/**
 * Threads of page $2 that the viewer $1 sees and that stood on revision $3, with their place there where it was written
 * down: by hand or with a change (the log), when it was carried there, or when it was made there. Ids of revisions grow
 * with time: what was first placed later was not there yet.
 */
const STOOD = `
  SELECT ${THREAD}, (
      SELECT json_build_object('state', k.state, 'start', k.start, 'end', k."end") FROM (
        SELECT 2 AS weight, l.id, l.state, l.place->'start' AS start, l.place->'end' AS "end" FROM annotation_anchor_log l
        WHERE l.annotation_id = c.id AND l.revision_id = $3 AND l.undoes IS NULL AND ${notUndone('l')}
        UNION ALL
        SELECT 1, 0, s.places->c.id::text->>0, s.places->c.id::text->1, s.places->c.id::text->2
        FROM annotation_places s WHERE s.revision_id = $3 AND s.places ? c.id::text
        UNION ALL
        SELECT 0, 0, 'SAFE', t.original->'start', t.original->'end' WHERE t.original_revision_id = $3 AND NOT t.whole
      ) k ORDER BY k.weight DESC, k.id DESC LIMIT 1) AS "then"
  FROM content c ${THREAD_JOINS}
  WHERE ${THERE} AND (t.original_revision_id = $3
    OR EXISTS (SELECT FROM annotation_anchor_log b WHERE b.annotation_id = c.id AND b.revision_id <= $3)
    OR (t.whole AND t.original_revision_id <= $3))`;

/** Where annotations $1 of page $2 were last before revision $3, in a text that is still kept. */
const LAST_KNOWN = `
  SELECT k.*, (SELECT g.place FROM annotation_anchor_log g WHERE g.annotation_id = a.id AND g.revision_id < $3 AND ${notUndone('g')}
    ORDER BY g.revision_id DESC, g.id DESC LIMIT 1) AS told
  FROM unnest($1::uuid[]) AS a(id) CROSS JOIN LATERAL (
    SELECT a.id, n.revision_id AS "revisionId", n.state, n.start::int, n."end"::int FROM (
      SELECT l.revision_id, l.id AS line, l.state, l.place->>'start' AS start, l.place->>'end' AS "end" FROM annotation_anchor_log l
      WHERE l.annotation_id = a.id AND l.revision_id < $3 AND ${notUndone('l')}
      UNION ALL
      SELECT s.revision_id, 0, s.places->a.id::text->>0, s.places->a.id::text->>1, s.places->a.id::text->>2
      FROM (SELECT * FROM annotation_places o WHERE o.page_id = $2 AND o.revision_id < $3 ORDER BY o.revision_id DESC LIMIT 1) s
      WHERE s.places ? a.id::text
    ) n JOIN page_revision r ON r.id = n.revision_id ORDER BY n.revision_id DESC, n.line DESC LIMIT 1) k`;

/** Where annotations were on a revision of their page: as it was written down then, not as it would be found now. */
@Injectable()
export class PlacesThenService {
  constructor(
    private readonly db: Database,
    private readonly talk: ThreadTalk,
    private readonly revisions: Revisions,
    private readonly threads: Threads,
    private readonly thread: AnchoringThread,
  ) {}

  /** @throws Refusal 404 for what is no revision of this page, and for a draft where one only reads. */
  async list(person: Person, pageId: string, revisionId: string): Promise<{ items: AnnotationView[]; nextCursor: null }> {
    const reader = await this.threads.reader(person, pageId);
    const revision = await this.revisions.find(pageId, revisionId);
    if (!revision || (revision.draft && !reader.edits)) throw notFound();
    const rows = await this.db.many<Row>(STOOD, [person.id, pageId, revisionId]);
    const open = rows.filter(({ then, target }) => then === null && !target.whole);
    const carried = await this.carried(pageId, revisionId, textBlocks(revision.document), open);
    const items = (await this.talk.complete(person, rows)).flatMap(({ then, ...row }): AnnotationView[] => {
      const view = threadView(person, reader, row);
      const place = then ?? carried.get(row.id);
      if (row.target.whole) return [{ ...view, target: { ...row.target, revisionId } }];
      return place ? [{ ...view, target: targetThen(row.target, place, revisionId, revision.text) }] : [];
    });
    return { items: items.toSorted((a, b) => (a.target.start ?? -1) - (b.target.start ?? -1)), nextCursor: null };
  }

  /** A revision that was superseded before annotations were carried to it: they are now, from where they were known before. */
  private async carried(pageId: string, revisionId: string, after: TextBlock[], rows: readonly Row[]): Promise<Map<string, Place>> {
    const places = new Map<string, Place>();
    if (rows.length === 0) return places;
    const originals = new Map(rows.map(({ id, target }) => [id, target.original]));
    const known = await this.db.many<Known>(LAST_KNOWN, [[...originals.keys()], pageId, revisionId]);
    for (const [from, group] of Map.groupBy(known, (place) => place.revisionId)) {
      const then = await this.revisions.find(pageId, from);
      if (!then) continue;
      const before = textBlocks(then.document);
      const targets = group.map(({ id, state, start, end, told }): Target => {
        const there = state !== 'ORPHAN';
        const last = there ? passageAt(then.text, before, start, end) : told;
        return { original: originals.get(id) ?? last, last, there };
      });
      const found = await this.thread.reanchor({ before, after, targets });
      group.forEach(({ id, start, end }, index) => {
        const { state, passage } = found[index]!;
        places.set(id, { state, start: passage?.start ?? start, end: passage?.end ?? end });
      });
    }
    return places;
  }
}

function targetThen(target: AnnotationTarget, { state, start, end }: Place, revisionId: string, text: string): AnnotationTarget {
  const gone = state === 'ORPHAN';
  return {
    ...target,
    state,
    score: gone ? 0 : 1,
    method: gone ? 'none' : 'same',
    start: gone ? null : start,
    end: gone ? null : end,
    exact: gone ? null : text.slice(start, end),
    revisionId,
  };
}
