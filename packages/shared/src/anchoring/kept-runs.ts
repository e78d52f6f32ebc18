import diff from 'fast-diff';
import type { TextBlock } from '../document/page-text.ts';
import { type KeptRun, movedText } from './moved-text.ts';

export type { KeptRun };

/**
 * What of a text is still there in its next revision, in order of where it was. Blocks that did not change are known
 * by their id, then by what they hold, wherever they went; only the others are compared, character by character.
 */
export function keptRuns(before: readonly TextBlock[], after: readonly TextBlock[]): KeptRun[] {
  const partner = unchangedBlocks(before, after);
  const runs = [...partner].map(([from, to]) => ({ from: before[from]!.start, to: after[to]!.start, length: before[from]!.text.length }));
  for (const [olds, news] of changedRegions(before, after, partner)) runs.push(...compare(olds, news));
  runs.push(...movedText(joined(before), joined(after), runs));
  return runs.filter(({ length }) => length > 0).toSorted((a, b) => a.from - b.from);
}

/** Pairs of places of blocks that hold the same text. */
function unchangedBlocks(before: readonly TextBlock[], after: readonly TextBlock[]): Map<number, number> {
  const partner = new Map<number, number>();
  const byId = new Map(after.flatMap(({ blockId }, index) => (blockId === null ? [] : [[blockId, index] as const])));
  const taken = new Set<number>();
  const pair = (from: number, to: number) => {
    partner.set(from, to);
    taken.add(to);
  };
  before.forEach(({ blockId, text }, from) => {
    const to = blockId === null ? undefined : byId.get(blockId);
    if (to !== undefined && !taken.has(to) && after[to]!.text === text) pair(from, to);
  });
  // The others by what they hold: text that is there as often as it was, in the order in which it stood.
  const open = Map.groupBy(
    [...after.keys()].filter((index) => !taken.has(index) && after[index]!.text !== ''),
    (index) => after[index]!.text,
  );
  const missing = Map.groupBy(
    [...before.keys()].filter((index) => !partner.has(index)),
    (index) => before[index]!.text,
  );
  for (const [text, places] of missing) {
    const found = open.get(text) ?? [];
    if (found.length === places.length) places.forEach((from, nth) => pair(from, found[nth]!));
  }
  return partner;
}

type Region = [olds: TextBlock[], news: TextBlock[]];

/** Blocks that changed, between neighbours that did not. A block that changed and went elsewhere is a region of its own. */
function changedRegions(before: readonly TextBlock[], after: readonly TextBlock[], partner: ReadonlyMap<number, number>): Region[] {
  const taken = new Set(partner.values());
  const newById = new Map<string, number>();
  after.forEach(({ blockId }, index) => {
    if (blockId !== null && !taken.has(index)) newById.set(blockId, index);
  });
  const fixed = ascending([...partner].toSorted(([a], [b]) => a - b));
  const regionOf = (index: number, side: 0 | 1) => {
    let low = 0;
    let high = fixed.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (fixed[middle]![side] < index) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  const regions = new Map<number, Region>();
  const at = (key: number): Region => regions.get(key) ?? (regions.set(key, [[], []]), regions.get(key)!);
  const moved: Region[] = [];
  const gone = new Set<number>();
  before.forEach((block, from) => {
    if (partner.has(from)) return;
    const to = block.blockId === null ? undefined : newById.get(block.blockId);
    if (to !== undefined && regionOf(from, 0) !== regionOf(to, 1)) {
      moved.push([[block], [after[to]!]]);
      gone.add(to);
    } else at(regionOf(from, 0))[0].push(block);
  });
  after.forEach((block, to) => {
    if (!taken.has(to) && !gone.has(to)) at(regionOf(to, 1))[1].push(block);
  });
  return [...regions.values(), ...moved].filter(([olds, news]) => olds.length > 0 && news.length > 0);
}

/** The longest part of pairs (in order of their first) whose second ascends too. */
function ascending(pairs: readonly (readonly [number, number])[]): (readonly [number, number])[] {
  const ends: number[] = [];
  const previous: number[] = [];
  pairs.forEach(([, to], index) => {
    let low = 0;
    let high = ends.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (pairs[ends[middle]!]![1] < to) low = middle + 1;
      else high = middle;
    }
    previous[index] = low > 0 ? ends[low - 1]! : -1;
    ends[low] = index;
  });
  const chain: (readonly [number, number])[] = [];
  for (let at = ends.at(-1) ?? -1; at >= 0; at = previous[at]!) chain.push(pairs[at]!);
  return chain.toReversed();
}

const compare = (olds: readonly TextBlock[], news: readonly TextBlock[]): KeptRun[] =>
  sharedRuns(joined(olds), joined(news)).flatMap((run) => placed(run, olds, news));

/**
 * What two texts share, in order. Words first, so that letters of another sentence are no match; then letters inside the
 * words that were replaced.
 */
export function sharedRuns(oldText: string, newText: string): KeptRun[] {
  const runs: KeptRun[] = [];
  let [from, to] = [0, 0];
  let [lost, added] = ['', ''];
  const settle = () => {
    if (lost && added)
      runs.push(...letters(lost, added).map((run) => ({ ...run, from: run.from + from - lost.length, to: run.to + to - added.length })));
    [lost, added] = ['', ''];
  };
  for (const [kind, text] of words(oldText, newText)) {
    if (kind === diff.EQUAL) {
      settle();
      runs.push({ from, to, length: text.length });
    }
    if (kind !== diff.INSERT) from += text.length;
    if (kind !== diff.DELETE) to += text.length;
    if (kind === diff.DELETE) lost += text;
    if (kind === diff.INSERT) added += text;
  }
  settle();
  return runs;
}

const joined = (blocks: readonly TextBlock[]): string => blocks.map(({ text }) => text).join('\n');

/** Differences by words: each different word becomes one letter, and letters are compared (Myers). */
function words(before: string, after: string): [number, string][] {
  const known = new Map<string, string>();
  const spelled: string[] = [];
  const spell = (text: string) =>
    (text.match(/[\p{L}\p{N}\p{M}_]+|\s+|[^\p{L}\p{N}\p{M}_\s]/gu) ?? [])
      .map((word) => {
        let letter = known.get(word);
        if (!letter) {
          // Leaves the surrogates out.
          const code = spelled.length + 1;
          known.set(word, (letter = String.fromCharCode(code < 0xd800 ? code : code + 0x800)));
          spelled[letter.charCodeAt(0)] = word;
        }
        return letter;
      })
      .join('');
  return diff(spell(before), spell(after)).map(([kind, run]) => [
    kind,
    Array.from(run, (letter) => spelled[letter.charCodeAt(0)]!).join(''),
  ]);
}

/** A replaced word is still the same word where at least a third of it stayed. */
const SAME_WORD_FROM = 1 / 3;

function letters(before: string, after: string): KeptRun[] {
  const runs: KeptRun[] = [];
  let [from, to, kept] = [0, 0, 0];
  for (const [kind, text] of diff(before, after, undefined, true)) {
    if (kind === diff.EQUAL) {
      runs.push({ from, to, length: text.length });
      kept += text.length;
    }
    if (kind !== diff.INSERT) from += text.length;
    if (kind !== diff.DELETE) to += text.length;
  }
  return kept >= SAME_WORD_FROM * Math.max(before.length, after.length) ? runs : [];
}

/** From places in joined blocks to places in the page; a run that crosses blocks is cut where they meet. */
function placed(run: KeptRun, olds: readonly TextBlock[], news: readonly TextBlock[]): KeptRun[] {
  const pieces: KeptRun[] = [];
  for (let { from, to, length } = run; length > 0;) {
    const old = locate(olds, from);
    const now = locate(news, to);
    const step = Math.max(1, Math.min(length, old.left, now.left));
    pieces.push({ from: old.place, to: now.place, length: step });
    from += step;
    to += step;
    length -= step;
  }
  return pieces;
}

/** Where an offset in joined blocks lies in the page, and how far the block (with the break after it) still goes. */
function locate(blocks: readonly TextBlock[], offset: number): { place: number; left: number } {
  let at = 0;
  for (const { start, text } of blocks) {
    if (offset <= at + text.length) return { place: start + offset - at, left: at + text.length + 1 - offset };
    at += text.length + 1;
  }
  throw new RangeError('beyond the blocks');
}
