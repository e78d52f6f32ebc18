import fastDiff from 'fast-diff';

/** A pair of positions: what stands at the first in `before` stands at the second in `after`. */
export type Pair = readonly [before: number, after: number];

/** Beyond this product of lengths a stretch without any unique entry is left unaligned: better a coarse answer than a slow one. */
const LARGEST = 4_000_000;

/**
 * Aligns two sequences: pairs of equal entries, increasing on both sides, as many as patience finds (entries that stand
 * once on either side first, what lies between them afterwards; Bram Cohen's patience diff), with Myers' O(ND)
 * algorithm where nothing is unique.
 */
export function align(before: readonly number[], after: readonly number[]): Pair[] {
  const pairs: Pair[] = [];
  const stretches: [number, number, number, number][] = [[0, before.length, 0, after.length]];
  for (let top = stretches.pop(); top; top = stretches.pop()) {
    let [start, end, from, to] = top;
    while (start < end && from < to && before[start] === after[from]) pairs.push([start++, from++]);
    while (start < end && from < to && before[end - 1] === after[to - 1]) pairs.push([--end, --to]);
    if (start === end || from === to) continue;
    const anchors = increasing(uniquePairs(before, after, start, end, from, to));
    if (anchors.length === 0) {
      for (const pair of byMyers(before, after, start, end, from, to)) pairs.push(pair);
      continue;
    }
    let last: Pair = [start - 1, from - 1];
    for (const anchor of [...anchors, [end, to] as const]) {
      if (anchor[0] < end) pairs.push(anchor);
      stretches.push([last[0] + 1, anchor[0], last[1] + 1, anchor[1]]);
      last = anchor;
    }
  }
  return pairs.toSorted((a, b) => a[0] - b[0]);
}

function uniquePairs(before: readonly number[], after: readonly number[], start: number, end: number, from: number, to: number): Pair[] {
  const places = new Map<number, { before: number; after: number }>();
  const place = (entry: number) => places.get(entry) ?? places.set(entry, { before: -1, after: -1 }).get(entry)!;
  for (let index = start; index < end; index++) {
    const at = place(before[index]!);
    at.before = at.before === -1 ? index : -2;
  }
  for (let index = from; index < to; index++) {
    const at = place(after[index]!);
    at.after = at.after === -1 ? index : -2;
  }
  const pairs: Pair[] = [];
  for (const at of places.values()) if (at.before >= 0 && at.after >= 0) pairs.push([at.before, at.after]);
  return pairs;
}

/** The longest run of these pairs, sorted by their first place, that increases on both sides. O(n log n). */
export function increasing(pairs: readonly Pair[]): Pair[] {
  const ends: number[] = [];
  const previous: number[] = [];
  for (const [index, [, place]] of pairs.entries()) {
    let low = 0;
    for (let high = ends.length; low < high;) {
      const middle = (low + high) >> 1;
      if (pairs[ends[middle]!]![1] < place) low = middle + 1;
      else high = middle;
    }
    previous.push(low > 0 ? ends[low - 1]! : -1);
    ends[low] = index;
  }
  const run: Pair[] = [];
  for (let index = ends.at(-1) ?? -1; index >= 0; index = previous[index]!) run.push(pairs[index]!);
  return run.toReversed();
}

/** Entries become characters for a text diff; only those that both sides hold can be paired. */
function byMyers(before: readonly number[], after: readonly number[], start: number, end: number, from: number, to: number): Pair[] {
  const held = new Set(after.slice(from, to));
  const letters = new Map<number, string>();
  for (let index = start; index < end; index++) {
    const entry = before[index]!;
    // From U+E000 on nothing is half of a pair, and 8,190 different entries have a letter.
    if (held.has(entry) && !letters.has(entry)) letters.set(entry, String.fromCharCode(0xe000 + letters.size));
  }
  const left = indexesOf(before, start, end, letters);
  const right = indexesOf(after, from, to, letters);
  if (left.length * right.length > LARGEST || letters.size > 8_190) return [];
  const word = (sequence: readonly number[], places: number[]) => places.map((index) => letters.get(sequence[index]!)).join('');
  const pairs: Pair[] = [];
  let [here, there] = [0, 0];
  for (const [what, text] of fastDiff(word(before, left), word(after, right))) {
    if (what === fastDiff.EQUAL) for (let step = 0; step < text.length; step++) pairs.push([left[here + step]!, right[there + step]!]);
    if (what !== fastDiff.INSERT) here += text.length;
    if (what !== fastDiff.DELETE) there += text.length;
  }
  return pairs;
}

function indexesOf(sequence: readonly number[], start: number, end: number, letters: ReadonlyMap<number, string>): number[] {
  const indexes: number[] = [];
  for (let index = start; index < end; index++) if (letters.has(sequence[index]!)) indexes.push(index);
  return indexes;
}
