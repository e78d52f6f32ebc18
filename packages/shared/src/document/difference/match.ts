import { idOf } from '../page-text.ts';
import type { DocumentNode } from '../types.ts';
import { type Pair, align, increasing } from './align.ts';
import { comparable, familyOf, isKnownAgain, isLine, isPart } from './families.ts';
import type { Fingerprints } from './fingerprints.ts';

/** Blocks with so many words in common (Dice) are one block that changed. */
const ALIKE = 0.45;
/** Up to this product of lengths every pair is looked at; beyond it, neighbours only. */
const SMALL = 900;
const NEIGHBOURS = 8;

type Blocks = readonly DocumentNode[];
type Stretch = readonly [start: number, end: number];

export interface Matched {
  /** In order on both sides. */
  straight: Pair[];
  /** The same blocks by their ids, in another order. */
  crossing: Pair[];
}

/** Which blocks of two lists are the same: by id, then by equal content, then by likeness; inside a part also by place. */
export function matchBlocks(before: Blocks, after: Blocks, prints: Fingerprints, inPart: boolean): Matched {
  const byId = pairsById(before, after, prints);
  const straight = increasing(byId);
  const inOrder = new Set(straight);
  const crossing = byId.filter((pair) => !inOrder.has(pair));
  const gone = new Set(crossing.map(([place]) => place));
  const come = new Set(crossing.map(([, place]) => place));
  const pairs: Pair[] = [...straight];
  let last: Pair = [-1, -1];
  for (const next of [...straight, [before.length, after.length] as const]) {
    const left = range(last[0] + 1, next[0]).filter((place) => !gone.has(place));
    const right = range(last[1] + 1, next[1]).filter((place) => !come.has(place));
    for (const pair of matchStretch(before, left, after, right, prints, inPart)) pairs.push(pair);
    last = next;
  }
  return { straight: pairs.toSorted((a, b) => a[0] - b[0]), crossing };
}

/** An id is doubted when the text that stands under it stood elsewhere before, unchanged: then ids were given anew. */
function pairsById(before: Blocks, after: Blocks, prints: Fingerprints): Pair[] {
  const places = new Map<string, number>();
  before.forEach((node, place) => idOf(node) !== null && places.set(idOf(node)!, place));
  if (places.size === 0) return [];
  const known = (nodes: Blocks) => new Set(nodes.filter(isKnownAgain).map((node) => prints.of(node)));
  const [left, right] = [known(before), known(after)];
  const pairs: Pair[] = [];
  after.forEach((node, place) => {
    const other = places.get(idOf(node) ?? '');
    if (other === undefined || !comparable(before[other]!, node)) return;
    const [was, is] = [prints.of(before[other]!), prints.of(node)];
    if (was === is || (!left.has(is) && !right.has(was))) pairs.push([other, place]);
  });
  return pairs.toSorted((a, b) => a[0] - b[0]);
}

function matchStretch(before: Blocks, left: number[], after: Blocks, right: number[], prints: Fingerprints, inPart: boolean): Pair[] {
  if (left.length === 0 || right.length === 0) return [];
  // The cells of a row go by their columns.
  if (left.length === right.length && familyOf(before[left[0]!]!) === 'cell') return left.map((place, index) => [place, right[index]!]);
  const equal = align(
    left.map((place) => prints.of(before[place]!)),
    right.map((place) => prints.of(after[place]!)),
  );
  const pairs: Pair[] = [];
  let last: Pair = [-1, -1];
  for (const next of [...equal, [left.length, right.length] as const]) {
    pairs.push(...alikePairs(before, left.slice(last[0] + 1, next[0]), after, right.slice(last[1] + 1, next[1]), prints, inPart));
    if (next[0] < left.length) pairs.push([left[next[0]]!, right[next[1]]!]);
    last = next;
  }
  return pairs;
}

function alikePairs(before: Blocks, left: number[], after: Blocks, right: number[], prints: Fingerprints, inPart: boolean): Pair[] {
  if (left.length === 0 || right.length === 0) return [];
  const likeness = (i: number, j: number) => {
    const [one, other] = [before[left[i]!]!, after[right[j]!]!];
    return comparable(one, other) ? prints.likeness(one, other) : 0;
  };
  const alike =
    left.length * right.length <= SMALL ? mostAlike(left.length, right.length, likeness) : nearAlike(left.length, right.length, likeness);
  const pairs = alike.map(([i, j]): Pair => [left[i]!, right[j]!]);
  return [...pairs, ...byPlace(before, left, after, right, alike, inPart)];
}

/** The pairs in order whose likeness adds up to most (dynamic programming, as for the longest common subsequence). */
function mostAlike(rows: number, columns: number, likeness: (i: number, j: number) => number): Pair[] {
  const best = Array.from({ length: rows + 1 }, () => new Float64Array(columns + 1));
  const taken = Array.from({ length: rows }, () => new Float64Array(columns));
  for (let i = rows - 1; i >= 0; i--) {
    for (let j = columns - 1; j >= 0; j--) {
      const value = likeness(i, j);
      taken[i]![j] = value >= ALIKE ? value + best[i + 1]![j + 1]! : 0;
      best[i]![j] = Math.max(best[i + 1]![j]!, best[i]![j + 1]!, taken[i]![j]!);
    }
  }
  const pairs: Pair[] = [];
  for (let i = 0, j = 0; i < rows && j < columns && best[i]![j]! > 0;) {
    if (best[i]![j] === taken[i]![j]) pairs.push([i++, j++]);
    else if (best[i]![j] === best[i + 1]![j]) i++;
    else j++;
  }
  return pairs;
}

function nearAlike(rows: number, columns: number, likeness: (i: number, j: number) => number): Pair[] {
  const pairs: Pair[] = [];
  let from = 0;
  for (let i = 0; i < rows && from < columns; i++) {
    for (let j = from; j < Math.min(from + NEIGHBOURS, columns); j++) {
      if (likeness(i, j) < ALIKE) continue;
      pairs.push([i, j]);
      from = j + 1;
      break;
    }
  }
  return pairs;
}

/** Parts, and lines inside them, that are left between two others, as many on either side: they changed in their place. */
function byPlace(before: Blocks, left: number[], after: Blocks, right: number[], alike: readonly Pair[], inPart: boolean): Pair[] {
  const pairs: Pair[] = [];
  let last: Pair = [-1, -1];
  for (const next of [...alike, [left.length, right.length] as const]) {
    const [here, there]: [Stretch, Stretch] = [
      [last[0] + 1, next[0]],
      [last[1] + 1, next[1]],
    ];
    if (here[1] - here[0] === there[1] - there[0]) {
      for (let step = 0; here[0] + step < here[1]; step++) {
        const pair: Pair = [left[here[0] + step]!, right[there[0] + step]!];
        const block = before[pair[0]]!;
        if ((isPart(block) || (inPart && isLine(block))) && comparable(block, after[pair[1]]!)) pairs.push(pair);
      }
    }
    last = next;
  }
  return pairs;
}

const range = (start: number, end: number): number[] => Array.from({ length: Math.max(0, end - start) }, (_, index) => start + index);
