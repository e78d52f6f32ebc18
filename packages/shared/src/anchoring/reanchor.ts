import type { TextBlock } from '../document/page-text.ts';
import { findQuote, insideWord } from './find-quote.ts';
import { type KeptRun, keptRuns } from './kept-runs.ts';
import { type Passage, passageAt } from './passage.ts';

/** `SAFE`: says what it said. `MOVED`: says it in another block. `CHANGED`: says something else. `ORPHAN`: is not there. */
export type AnchorState = 'SAFE' | 'MOVED' | 'CHANGED' | 'ORPHAN';
/** How the place was found: it did not change, by comparing the two revisions, or by looking for the quote. */
export type AnchorMethod = 'same' | 'difference' | 'quote' | 'none';

/** What is annotated. */
export interface Target {
  /** As it was selected. */
  original: Passage;
  /** Where it was last. */
  last: Passage;
  /** It was in the revision before. An orphan was not: `last` is where it was when it was lost. */
  there: boolean;
}

export interface Anchored {
  state: AnchorState;
  /** Null for an orphan. */
  passage: Passage | null;
  /** How sure it is, from 0 to 1. */
  score: number;
  method: AnchorMethod;
}

/** A passage whose text was changed is still the same one when this share of it is left… */
const LEFT_AT_LEAST = 0.4;
/** …and it has not grown beyond this. */
const grownToo = (length: number): number => length * 2.5 + 20;
/** Looking for quotes costs: at most so many in one go, the others are orphans until the page changes again. */
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
  let searches = 0;
  return targets.map(({ original, last, there }) => {
    const carried = there ? carry(runs, last.start, last.end) : null;
    if (carried) {
      const { start, end } = wholeWords(text, last, carried, fresh);
      return anchored(passageAt(text, after, start, end), original, carried.left, 'difference');
    }
    for (const quote of sameQuote(last, original) ? [original] : [last, original]) {
      if (searches >= MAX_SEARCHES) break;
      searches += 1;
      const found = findQuote(text, quote, (start, end) => fresh(start, end) >= FRESH_AT_LEAST * (end - start));
      if (found) return anchored(passageAt(text, after, found.start, found.end), original, found.score, 'quote');
    }
    return { state: 'ORPHAN', passage: null, score: 0, method: 'none' };
  });
}

const sameQuote = (a: Passage, b: Passage): boolean => a.exact === b.exact && a.prefix === b.prefix && a.suffix === b.suffix;

function anchored(passage: Passage, original: Passage, score: number, method: AnchorMethod): Anchored {
  const state = passage.exact !== original.exact ? 'CHANGED' : passage.blockId === original.blockId ? 'SAFE' : 'MOVED';
  return { state, passage, score, method };
}

/** Where the text between two offsets went, when enough of it is left in one place. */
function carry(runs: readonly KeptRun[], start: number, end: number): { start: number; end: number; left: number } | null {
  const pieces = overlapping(runs, start, end);
  const together = heaviest(pieces, end - start);
  if (!together) return null;
  const [first, last] = [together[0]!, together.at(-1)!];
  const left = together.reduce((sum, { length }) => sum + length, 0) / (end - start);
  if (left < LEFT_AT_LEAST) return null;
  const to = { start: first.to, end: last.to + last.length };
  // What replaced the edge of the passage belongs to it, when the letter beside it stayed where it was.
  if (first.from > start) to.start = beside(runs, start - 1, to.start, 1) ?? to.start;
  if (last.from + last.length < end) to.end = beside(runs, end, to.end, -1) ?? to.end;
  return to.end - to.start <= grownToo(end - start) ? { ...to, left } : null;
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

/** Pieces can part when blocks are moved: the part that stayed together and holds the most. */
function heaviest(pieces: readonly KeptRun[], length: number): KeptRun[] | null {
  let best: KeptRun[] | null = null;
  let most = 0;
  for (let first = 0; first < pieces.length; first++) {
    const part = [pieces[first]!];
    let weight = part[0]!.length;
    for (const piece of pieces.slice(first + 1)) {
      const last = part.at(-1)!;
      if (piece.to < last.to || piece.to + piece.length - part[0]!.to > grownToo(length)) continue;
      part.push(piece);
      weight += piece.length;
    }
    if (weight > most) [best, most] = [part, weight];
    if (most >= length / 2) break;
  }
  return best;
}

/** Where the text beside an offset is now, when it is still beside `edge` but for what replaced it. */
function beside(runs: readonly KeptRun[], offset: number, edge: number, step: 1 | -1): number | null {
  const [piece] = overlapping(runs, offset, offset + 1);
  if (!piece) return null;
  const place = step === 1 ? piece.to + 1 : piece.to;
  const gap = (edge - place) * step;
  return gap >= 0 && gap <= 80 ? place : null;
}

/** How many letters between two offsets of the new text came with it. */
function freshText(runs: readonly KeptRun[], length: number): (start: number, end: number) => number {
  const sum = new Uint32Array(length + 1);
  const old = new Uint8Array(length + 1);
  for (const { to, length: run } of runs) old.fill(1, to, to + run);
  for (let index = 0; index < length; index++) sum[index + 1] = sum[index]! + (old[index] ? 0 : 1);
  return (start, end) => sum[end]! - sum[start]!;
}
