import search from 'approx-string-match';
import { CONTEXT_LENGTH, type Passage } from './passage.ts';

export interface Found {
  start: number;
  end: number;
  /** From 0 to 1: the quote for three fifths, what stands around it for two. */
  score: number;
}

/** How many letters of a quote may differ. */
const maxErrors = (length: number): number => Math.min(64, Math.floor(length * 0.35));
/** Short quotes stand in many places: what stands around them must agree. */
const contextNeeded = (length: number): number => (length < 12 ? 0.85 : length < 32 ? 0.6 : 0);
/** Two candidates so near to each other cannot be told apart… */
const TOO_NEAR = 0.03;
/** …unless what stands around the better one agrees so well, and around the other one does not. */
const CERTAIN_CONTEXT = 0.9;
const MAX_CANDIDATES = 200;

/** A quote that changed by more than this is found only where what stands around it agrees. */
const MUCH_CHANGED = 0.1;
const CONTEXT_OF_CHANGED = 0.6;

/** What is known of the text that a quote is looked for in. */
export interface Places {
  /** What came with this revision, in order: text that stood there before is something else. */
  came: readonly (readonly [start: number, end: number])[];
  /** Enough of a piece of it came with this revision. */
  fresh: (start: number, end: number) => boolean;
  /** It lies in the block that the quote lay in. */
  athome: (start: number) => boolean;
}

interface Rated extends Found {
  context: number;
}

/**
 * Looks for a quote in a text, strictly: what is not certain is not found. Of two places that cannot be told apart, one
 * that did not come just now included, it is neither, unless it is back in its own block.
 */
export function findQuote(text: string, quote: Passage, { came, fresh, athome }: Places): Found | null {
  const { exact } = quote;
  if (exact.trim() === '') return null;
  const near = around(came, exact.length + maxErrors(exact.length), text.length);
  const candidates = near
    .flatMap(([start, end]) => rated(text, quote, start, end))
    .filter(({ start, end }) => fresh(start, end))
    .toSorted((a, b) => b.score - a.score);
  const best = candidates.find(({ start }) => athome(start)) ?? candidates[0];
  if (!best) return null;
  // Only now is all of the text looked through: that costs.
  const rival = athome(best.start) ? undefined : rated(text, quote, 0, text.length).find(({ start }) => start !== best.start);
  const certain = !rival || (best.context >= CERTAIN_CONTEXT && rival.context < CERTAIN_CONTEXT);
  return certain || best.score - rival.score >= TOO_NEAR ? { start: best.start, end: best.end, score: best.score } : null;
}

/** Where in a piece of the text the quote may stand, the likeliest first. */
function rated(text: string, quote: Passage, from: number, to: number): Rated[] {
  const { exact, prefix, suffix } = quote;
  const matches = search(text.slice(from, to), exact, maxErrors(exact.length)).slice(0, MAX_CANDIDATES);
  return bestOfEachPlace(matches.map(({ start, end, errors }) => ({ start: start + from, end: end + from, errors })))
    .filter(({ start, end }) => keepsWordEdges(text, quote, start, end))
    .map(({ start, end, errors }) => {
      const context = contextLikeness(text, start, end, prefix, suffix);
      return { start, end, context, changed: errors / exact.length, score: 0.6 * (1 - errors / exact.length) + 0.4 * context };
    })
    .filter(({ context, changed }) => context >= Math.max(contextNeeded(exact.length), changed > MUCH_CHANGED ? CONTEXT_OF_CHANGED : 0))
    .toSorted((a, b) => b.score - a.score);
}

/** Spans with so much room on both sides, those that meet as one. */
function around(spans: readonly (readonly [number, number])[], room: number, length: number): [number, number][] {
  const wide: [number, number][] = [];
  for (const [start, end] of spans) {
    const last = wide.at(-1);
    if (last && start - room <= last[1]) last[1] = Math.min(length, end + room);
    else wide.push([Math.max(0, start - room), Math.min(length, end + room)]);
  }
  return wide;
}

/** Of matches that overlap, the one with the fewest errors. */
function bestOfEachPlace(matches: readonly { start: number; end: number; errors: number }[]) {
  const kept: { start: number; end: number; errors: number }[] = [];
  for (const match of matches.toSorted((a, b) => a.errors - b.errors || a.start - b.start))
    if (!kept.some((other) => match.start < other.end && other.start < match.end)) kept.push(match);
  return kept;
}

/** A quote that begins or ends where a word does is not found inside another word: "Linus" is not in "chines". */
function keepsWordEdges(text: string, { exact, prefix, suffix }: Passage, start: number, end: number): boolean {
  const beganInside = insideWord(prefix.at(-1), exact[0]);
  const endedInside = insideWord(exact.at(-1), suffix[0]);
  return (beganInside || !insideWord(text[start - 1], text[start])) && (endedInside || !insideWord(text[end - 1], text[end]));
}

const WORD = /[\p{L}\p{N}]/u;
/** Whether a word goes on between two letters. */
export const insideWord = (left = '', right = ''): boolean => WORD.test(left) && WORD.test(right) && !isDense(right);
/** Scripts that put no spaces between words have no word edges to keep. */
const isDense = (character: string): boolean =>
  /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}]/u.test(character);

function contextLikeness(text: string, start: number, end: number, prefix: string, suffix: string): number {
  const sides = [
    likeness(prefix, text.slice(Math.max(0, start - prefix.length), start)),
    likeness(suffix, text.slice(end, end + suffix.length)),
  ];
  // At the edge of a page there is nothing on one side: the other one decides.
  const weights = [prefix.length, suffix.length].map((length) => Math.min(length, CONTEXT_LENGTH));
  const total = weights[0]! + weights[1]!;
  return total === 0 ? 1 : (sides[0]! * weights[0]! + sides[1]! * weights[1]!) / total;
}

/** 1 for equal texts, 0 for texts that share no letter in order. */
function likeness(a: string, b: string): number {
  if (a === b) return 1;
  const longest = Math.max(a.length, b.length);
  return longest === 0 ? 1 : 1 - distance(a, b) / longest;
}

/** Levenshtein's distance. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) next[j] = Math.min(next[j - 1]! + 1, row[j]! + 1, row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1));
    row = next;
  }
  return row[b.length]!;
}
