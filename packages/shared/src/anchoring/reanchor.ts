import type { TextBlock } from '../document/page-text.ts';
import { type Returned, backHome, freshSpans, freshText, returnedText } from './came-back.ts';
import { findQuote, insideWord } from './find-quote.ts';
import { type KeptRun, keptRuns, sharedRuns } from './kept-runs.ts';

import { type Passage, blockAt, passageAt } from './passage.ts';

/** `SAFE`: says what it said. `MOVED`: says it in another block. `CHANGED`: says something else. `ORPHAN`: is not there. */
export type AnchorState = 'SAFE' | 'MOVED' | 'CHANGED' | 'ORPHAN';
/** How the place was found: it did not change, by comparing the two revisions, or by looking for the quote. */
export type AnchorMethod = 'same' | 'difference' | 'quote' | 'none';

/** What is annotated. */
export interface Target {
  /** As it was selected. */
  original: Passage;
  /** Where it was last. An orphan was not there: it is where it was when it was lost, and `parts` what is left of it. */
  last: Passage;
  /** It was in the revision before. */
  there: boolean;
}

export interface Anchored {
  state: AnchorState;
  /** Null for an orphan. */
  passage: Passage | null;
  /** Of an orphan: where letters of it still are, too few or too far apart. They may come together again. */
  remains?: [number, number][];
  /** How sure it is, from 0 to 1. */
  score: number;
  method: AnchorMethod;
}

/** A passage whose text was changed is still the same one when this share of it is left… */
const LEFT_AT_LEAST = 0.4;
/** …and it has not grown beyond this. */
const grownToo = (length: number): number => length * 2.5 + 20;
/**
 * Looking for quotes that changed costs: at most so many in one go. What comes back as it was is not looked for: it is known
 * by its letters, however much of it there is.
 */
export const MAX_SEARCHES = 50;
/** Of a found quote, this share must be text that came with this revision: text that stood there before is something else. */
const FRESH_AT_LEAST = 0.5;

/**
 * Carries annotations from one revision of a page to a later one. Each goes where its own text went; one whose text
 * is gone is looked for in what is new; what is not certain is an orphan. Never guesses.
 */
export function reanchor(before: readonly TextBlock[], after: readonly TextBlock[], targets: readonly Target[]): Anchored[] {
  const text = after.map((block) => block.text).join('\n');
  const runs = keptRuns(before, after);
  const fresh = freshText(runs, text.length);
  const came = freshSpans(runs, text);
  const isFresh = (start: number, end: number) => fresh(start, end) >= FRESH_AT_LEAST * (end - start);
  const returned = returnedText(text, came);
  let searches = 0;
  return targets.map((target) => {
    const { original, last, there } = target;
    const kept = partsOf(last, there).flatMap(([start, length]) => overlapping(runs, start, start + length));
    const back = cameBack(target, returned);
    // Where all of it is back, letters that a text between happened to share with it are no part of it.
    const pieces: Piece[] = back.isWhole ? back.pieces : [...kept, ...back.pieces];
    const carried = carry(runs, pieces, target, fresh, () => selectedIn(before, target));
    if (carried) {
      const { start, end } = there ? wholeWords(text, last, carried, fresh) : carried;
      const passage = whole(text, after, original, fresh, carried.kept) ?? passageAt(text, after, start, end);
      const parts = partsIn(passage, pieces, after, fresh);
      return anchored(parts ? { ...passage, parts } : passage, original, Math.min(1, carried.left), there ? 'difference' : 'quote');
    }
    const quotes = sameQuote(last, original) ? [original] : [last, original];
    for (const quote of quotes) {
      const home = backHome(text, after, quote, isFresh);
      if (home) return anchored(home, original, 1, 'quote');
    }
    for (const quote of quotes) {
      if (searches >= MAX_SEARCHES) break;
      searches += 1;
      const found = findQuote(text, quote, {
        came,
        fresh: isFresh,
        athome: (start) => quote.blockId !== null && blockAt(after, start)?.blockId === quote.blockId,
      });
      if (found) return anchored(passageAt(text, after, found.start, found.end), original, found.score, 'quote');
    }
    const remains = pieces.map(({ to, length }): [number, number] => [to, length]);
    return { state: 'ORPHAN', passage: null, ...(remains.length > 0 && { remains }), score: 0, method: 'none' };
  });
}

/** Letters of a passage and where they are now; those that had been gone came from nowhere. */
type Piece = Omit<KeptRun, 'from'> & Partial<Pick<KeptRun, 'from'>>;

const partsOf = ({ start, end, parts }: Passage, there: boolean): [number, number][] => parts ?? (there ? [[start, end - start]] : []);

/** The passage as it was selected, when what came stands around what was left of it so that all of it is there again. */
function whole(
  text: string,
  blocks: readonly TextBlock[],
  { exact }: Passage,
  fresh: (start: number, end: number) => number,
  kept: { start: number; end: number },
): Passage | null {
  const at = text.indexOf(exact, Math.max(0, kept.end - exact.length));
  const isThere = at >= 0 && at <= kept.start && fresh(at, at + exact.length) > 0;
  return isThere ? passageAt(text, blocks, at, at + exact.length) : null;
}

/** Where letters that were selected lie in the text before, when it says something else by now. */
function selectedIn(before: readonly TextBlock[], { original, last, there }: Target): KeptRun[] {
  const text = before.map((block) => block.text).join('\n');
  const parts = partsOf(last, there).toSorted(([a], [b]) => a - b);
  const shared = sharedRuns(parts.map(([start, length]) => text.slice(start, start + length)).join(''), original.exact);
  let at = 0;
  return parts.flatMap(([start, length]) => {
    const inPart = overlapping(shared, at, at + length).map((run) => ({ ...run, from: run.from - at + start }));
    at += length;
    return inPart;
  });
}

/** What of a passage came back, when some of it was gone: of what it said last, else of what was selected. */
function cameBack({ original, last, there }: Target, returned: (quote: string) => Returned[]): { pieces: Returned[]; isWhole: boolean } {
  if (there && last.exact === original.exact) return { pieces: [], isWhole: false };
  const asLast = there ? [] : returned(last.exact);
  const [pieces, quote] = asLast.length > 0 ? [asLast, last.exact] : [returned(original.exact), original.exact];
  return { pieces, isWhole: pieces[0]?.length === quote.length };
}

const sameQuote = (a: Passage, b: Passage): boolean => a.exact === b.exact && a.prefix === b.prefix && a.suffix === b.suffix;

function anchored(passage: Passage, original: Passage, score: number, method: AnchorMethod): Anchored {
  const state = passage.exact !== original.exact ? 'CHANGED' : passage.blockId === original.blockId ? 'SAFE' : 'MOVED';
  return { state, passage, score, method };
}

/** Where enough of the letters of a passage are near to each other. */
function carry(
  runs: readonly KeptRun[],
  pieces: readonly Piece[],
  { last, there }: Target,
  fresh: (start: number, end: number) => number,
  selected: () => KeptRun[],
): { start: number; end: number; left: number; kept: { start: number; end: number } } | null {
  const { start, end } = last;
  const length = there ? partsOf(last, there).reduce((sum, [, part]) => sum + part, 0) : end - start;
  const together = heaviest(pieces, grownToo(length), selected);
  const [first, final] = [together[0], together.at(-1)];
  const left = together.reduce((sum, piece) => sum + piece.length, 0) / length;
  if (!first || !final || left < LEFT_AT_LEAST) return null;
  const kept = { start: first.to, end: final.to + final.length };
  const to = { ...kept };
  if (there) {
    // What replaced the edge of the passage belongs to it, when the letter beside it stayed where it was.
    const before = first.from !== undefined && first.from > start ? beside(runs, start - 1, to.start, 1) : null;
    const behind = final.from !== undefined && final.from + final.length < end ? beside(runs, end, to.end, -1) : null;
    if (before !== null && fresh(before, to.start) === to.start - before) to.start = before;
    if (behind !== null && fresh(to.end, behind) === behind - to.end) to.end = behind;
  }
  return { ...to, left, kept };
}

/** Where the letters of a passage are now: those that it had, and what was written beside them in the same block. */
function partsIn(
  { start, end }: Passage,
  pieces: readonly Piece[],
  blocks: readonly TextBlock[],
  fresh: (start: number, end: number) => number,
): [number, number][] | null {
  const parts: [number, number][] = [];
  const joins = (from: number, to: number) =>
    to - from <= 1 || (fresh(from, to) === to - from && blockAt(blocks, from) === blockAt(blocks, to));
  for (const { to, length } of pieces.toSorted((a, b) => a.to - b.to)) {
    const last = parts.at(-1);
    const edge = last ? last[0] + last[1] : start;
    if (last && to <= edge) last[1] = Math.max(last[1], to + length - last[0]);
    else if (last && edge >= start && to <= end && joins(edge, to)) last[1] = to + length - last[0];
    else if (!last && to > start && to <= end && joins(start, to)) parts.push([start, to + length - start]);
    else parts.push([to, length]);
  }
  const inside = parts.findLast(([from]) => from < end);
  if (inside && inside[0] + inside[1] < end && joins(inside[0] + inside[1], end)) inside[1] = end - inside[0];
  const [only] = parts;
  return parts.length === 1 && only && only[0] <= start && only[0] + only[1] >= end ? null : parts;
}

/** A passage that ended where a word did still does: what was added to its last word belongs to it, and so at its beginning. */
function wholeWords(
  text: string,
  last: Passage,
  { start, end }: { start: number; end: number },
  fresh: (start: number, end: number) => number,
) {
  const added = (index: number) => fresh(index, index + 1) === 1;
  let [from, to] = [start, end];
  if (!insideWord(last.exact.at(-1), last.suffix[0])) while (insideWord(text[to - 1], text[to]) && added(to)) to += 1;
  if (!insideWord(last.prefix.at(-1), last.exact[0])) while (insideWord(text[from - 1], text[from]) && added(from - 1)) from -= 1;
  return { start: from, end: to };
}

/** The pieces of runs that lie between two offsets. */
function overlapping(runs: readonly KeptRun[], start: number, end: number): KeptRun[] {
  let low = 0;
  let high = runs.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (runs[middle]!.from + runs[middle]!.length <= start) low = middle + 1;
    else high = middle;
  }
  const pieces: KeptRun[] = [];
  for (let index = low; index < runs.length && runs[index]!.from < end; index++) {
    const run = runs[index]!;
    const from = Math.max(run.from, start);
    pieces.push({ from, to: run.to + from - run.from, length: Math.min(run.from + run.length, end) - from });
  }
  return pieces;
}

/**
 * Pieces can part when blocks are moved: those that lie within `span` and hold the most of what was selected, not of what
 * was written into it since, in the order in which they lie now.
 */
function heaviest(pieces: readonly Piece[], span: number, selected: () => readonly KeptRun[]): Piece[] {
  const laid = pieces.toSorted((a, b) => a.to - b.to);
  const [first, final] = [laid[0], laid.at(-1)];
  if (!first || !final || final.to + final.length - first.to <= span) return laid;
  const known = selected();
  const weights = laid.map(({ from, length }) =>
    from === undefined ? length : overlapping(known, from, from + length).reduce((sum, piece) => sum + piece.length, 0),
  );
  let [from, weight, most] = [0, 0, 0];
  let best: [number, number] = [0, 0];
  laid.forEach((piece, index) => {
    weight += weights[index]!;
    while (from < index && piece.to + piece.length - laid[from]!.to > span) weight -= weights[from++]!;
    if (weight > most) [most, best] = [weight, [from, index + 1]];
  });
  return laid.slice(...best);
}

/** Where the text beside an offset is now, when it is still beside `edge` but for what replaced it. */
function beside(runs: readonly KeptRun[], offset: number, edge: number, step: 1 | -1): number | null {
  const [piece] = overlapping(runs, offset, offset + 1);
  if (!piece) return null;
  const place = step === 1 ? piece.to + 1 : piece.to;
  const gap = (edge - place) * step;
  return gap >= 0 && gap <= 80 ? place : null;
}
