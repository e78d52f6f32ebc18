import { Injectable } from '@nestjs/common';
import { type Passage, passageAt, reanchor } from '@parvis/shared/anchoring';
import { textBlocks } from '@parvis/shared/document';
import type { Tx } from '../../platform/database/database.ts';
import { conflict, invalid } from '../../platform/http/refusal.ts';
import { Revisions } from '../wiki/public.ts';

/** A selection as a screen sends it. */
export interface Selected {
  exact: string;
  prefix?: string | undefined;
  suffix?: string | undefined;
  start?: number | undefined;
  /** The revision that was on the screen; the present one unless told. */
  versionId?: string | undefined;
}

/** A place of an annotation, to be written. */
export interface Placed {
  /** What was selected, in the revision that it was selected in. */
  original: Passage;
  originalRevisionId: string;
  state: 'SAFE' | 'MOVED' | 'CHANGED' | 'ORPHAN';
  place: Passage;
  revisionId: string;
  score: number;
  method: string;
}

/** Finds what somebody selected, in the revision that she read, and where it is in the one that is read now. */
@Injectable()
export class Selections {
  constructor(private readonly revisions: Revisions) {}

  /** The revision that readers of a page read now. */
  async readRevision(tx: Tx, pageId: string): Promise<string> {
    const page = await tx.one<{ id: string }>(
      `SELECT coalesce(published_revision_id, revision_id) AS id FROM page WHERE id = $1 FOR SHARE`,
      [pageId],
    );
    if (!page) throw new Error(`There is no page ${pageId}`);
    return page.id;
  }

  /** @throws Refusal 400 or 409 when the selection is not in the text that it names, or not only once. */
  async place(tx: Tx, pageId: string, selected: Selected): Promise<Placed> {
    const { versionId } = selected;
    // Screens say what they showed: then both go on the way together.
    const [present, shown] = await Promise.all([
      this.readRevision(tx, pageId),
      versionId ? this.revisions.find(pageId, versionId, tx) : null,
    ]);
    const madeOn = versionId ? shown : await this.revisions.find(pageId, present, tx);
    // A draft is not there for those who read the published text.
    if (!madeOn || (madeOn.draft && madeOn.id !== present))
      throw invalid('target.versionId', 'This page has no such revision.', { received: selected.versionId });
    const blocks = textBlocks(madeOn.document);
    const original = passageAt(madeOn.text, blocks, ...locate(madeOn.text, selected));
    await tx.many(`UPDATE page_revision SET pinned = true WHERE id = $1 AND NOT pinned`, [madeOn.id]);
    const whole = { original, originalRevisionId: madeOn.id, revisionId: present };
    if (madeOn.id === present) return { ...whole, state: 'SAFE', place: original, score: 1, method: 'same' };
    const now = await this.revisions.find(pageId, present, tx);
    const [found] = reanchor(blocks, textBlocks(now?.document ?? { type: 'doc' }), [{ original, last: original, there: true }]);
    return {
      ...whole,
      state: found?.state ?? 'ORPHAN',
      place: found?.passage ?? original,
      score: found?.score ?? 0,
      method: found?.method ?? 'none',
    };
  }
}

/** Where the quote stands: at `start` when it does, else where what stands around it agrees. */
function locate(text: string, { exact, prefix = '', suffix = '', start }: Selected): [number, number] {
  const quote = exact.normalize('NFC');
  if (start !== undefined && text.startsWith(quote, start)) return [start, start + quote.length];
  const places: number[] = [];
  for (let at = text.indexOf(quote); at >= 0 && places.length < 1_000; at = text.indexOf(quote, at + 1)) places.push(at);
  const fitting = places.filter(
    (at) => text.slice(0, at).endsWith(prefix.normalize('NFC')) && text.startsWith(suffix.normalize('NFC'), at + quote.length),
  );
  const [only, another] = fitting;
  if (only === undefined)
    throw conflict('not-in-text', 'What you selected is not in the text of this revision. Read the page again and select it again.');
  if (another !== undefined && start === undefined)
    throw invalid('target.exact', 'It stands there several times: tell its start, or what stands before and after it.', {
      received: exact.slice(0, 80),
    });
  const nearest =
    start === undefined ? only : fitting.reduce((best, at) => (Math.abs(at - start) < Math.abs(best - start) ? at : best), only);
  return [nearest, nearest + quote.length];
}
