import type { DocumentNode } from '../types.ts';
import { type Pair, align } from './align.ts';
import { type Interned, Line } from './line.ts';
import type { InlineDifference } from './types.ts';

/** Fewer common words than this share of the shorter line: it was written anew, and islands of equal words would only confuse. */
const ALIKE = 0.3;
/** Shorter lines are compared whatever they share. */
const SHORT = 4;

interface Run {
  kind: 'same' | 'marks' | 'gap';
  before: [number, number];
  after: [number, number];
}

/** How two lines differ, word by word. Words that came and went are added to `words`. */
export function inlineDifference(
  before: readonly DocumentNode[],
  after: readonly DocumentNode[],
  intern: Interned,
  words: { added: number; removed: number },
): InlineDifference[] {
  const [left, right] = [new Line(before, intern), new Line(after, intern)];
  const entries = (line: Line) => line.tokens.map(({ entry }) => entry);
  const parts: InlineDifference[] = [];
  for (const { kind, before: here, after: there } of runsOf(readable(align(entries(left), entries(right)), left, right), left, right)) {
    const [gone, come] = [left.slice(...here), right.slice(...there)];
    if (kind === 'same') parts.push({ kind, content: come });
    else if (kind === 'marks') parts.push({ kind, before: gone, after: come });
    else {
      if (gone.length > 0) parts.push({ kind: 'removed', content: gone });
      if (come.length > 0) parts.push({ kind: 'added', content: come });
      words.removed += left.words(...here);
      words.added += right.words(...there);
    }
  }
  return parts;
}

/** Lone spaces and signs between changed words join them; lines that share almost nothing share nothing. */
function readable(pairs: readonly Pair[], left: Line, right: Line): Pair[] {
  const kept: Pair[] = [];
  for (let start = 0, end = 0; start < pairs.length; start = end) {
    for (end = start + 1; end < pairs.length && follows(pairs[end - 1]!, pairs[end]!);) end++;
    const [first, final] = [pairs[start]!, pairs[end - 1]!];
    const atEdge = (first[0] === 0 && first[1] === 0) || follows(final, [left.tokens.length, right.tokens.length]);
    const run = pairs.slice(start, end);
    if (atEdge || run.some(([place]) => !left.tokens[place]!.blank)) kept.push(...run);
  }
  const common = kept.filter(([place]) => !left.tokens[place]!.blank).length;
  const fewest = Math.min(left.words(), right.words());
  return fewest >= SHORT && common / fewest < ALIKE ? [] : kept;
}

const follows = (pair: Pair, next: Pair): boolean => next[0] === pair[0] + 1 && next[1] === pair[1] + 1;

function runsOf(pairs: readonly Pair[], left: Line, right: Line): Run[] {
  const runs: Run[] = [];
  let last: Pair = [-1, -1];
  for (const [place, other] of pairs) {
    if (!follows(last, [place, other])) runs.push({ kind: 'gap', before: [last[0] + 1, place], after: [last[1] + 1, other] });
    const kind = left.tokens[place]!.marks === right.tokens[other]!.marks ? 'same' : 'marks';
    const run = runs.at(-1);
    if (run?.kind === kind) [run.before[1], run.after[1]] = [place + 1, other + 1];
    else runs.push({ kind, before: [place, place + 1], after: [other, other + 1] });
    last = [place, other];
  }
  if (!follows(last, [left.tokens.length, right.tokens.length]))
    runs.push({ kind: 'gap', before: [last[0] + 1, left.tokens.length], after: [last[1] + 1, right.tokens.length] });
  return runs;
}
