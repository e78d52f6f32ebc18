import type { TextBlock } from '../document/page-text.ts';
import { type Gap, type KeptRun, TELLING, grown, onlyPlaces } from './moved-text.ts';
import { type Passage, passageAt } from './passage.ts';

/** A piece of a quote that is in the text again. */
export interface Returned {
  to: number;
  length: number;
}

/**
 * Tells what of a quote came back with a revision: a deletion that was undone, a block that was pasted later than it was
 * cut. Known by runs of letters that stand only once in all of the text, and in what came (`came`, in order).
 */
export function returnedText(text: string, came: readonly Gap[]): (quote: string) => Returned[] {
  let there: ReturnType<typeof onlyPlaces> | null = null;
  return (quote) => {
    there ??= onlyPlaces(text, came);
    const back: Returned[] = [];
    for (let from = 0; there.size > 0 && from + TELLING <= quote.length; from++) {
      const piece = quote.slice(from, from + TELLING);
      const to = there.get(piece);
      if (!to || to.place < 0 || text.indexOf(piece) !== to.place || text.includes(piece, to.place + 1)) continue;
      // Single letters of it may have stood in the text between: they did not come, and are its own all the same.
      if (text.startsWith(quote, to.place - from)) return [{ to: to.place - from, length: quote.length }];
      const run = grown(quote, text, { from, to: to.place }, { from: [0, quote.length], to: to.gap });
      back.push(withoutBreaks(text, run));
      from = run.from + run.length - 1;
    }
    return back;
  };
}

/** Breaks at the edges of a piece belong to the blocks beside it. */
function withoutBreaks(text: string, { to, length }: Returned): Returned {
  let [start, end] = [to, to + length];
  while (text[start] === '\n') start += 1;
  while (text[end - 1] === '\n') end -= 1;
  return { to: start, length: end - start };
}

/** The quote as it was, in the block that it lay in: a block that was deleted is back. Whichever copies of it there are. */
export function backHome(
  text: string,
  blocks: readonly TextBlock[],
  { exact, prefix, suffix, blockId }: Passage,
  isFresh: (start: number, end: number) => boolean,
): Passage | null {
  const home = blockId === null ? undefined : blocks.find((block) => block.blockId === blockId);
  if (!home) return null;
  const places: number[] = [];
  for (let at = text.indexOf(exact, home.start); at >= 0 && at <= home.start + home.text.length; at = text.indexOf(exact, at + 1))
    if (isFresh(at, at + exact.length)) places.push(at);
  const alike = places.length > 1 ? places.filter((at) => text.startsWith(prefix + exact + suffix, at - prefix.length)) : places;
  const [only] = alike;
  return alike.length === 1 && only !== undefined ? passageAt(text, blocks, only, only + exact.length) : null;
}

/** How many letters between two offsets of the new text came with it. */
export function freshText(runs: readonly KeptRun[], length: number): (start: number, end: number) => number {
  const sum = new Uint32Array(length + 1);
  const old = new Uint8Array(length + 1);
  for (const { to, length: run } of runs) old.fill(1, to, to + run);
  for (let index = 0; index < length; index++) sum[index + 1] = sum[index]! + (old[index] ? 0 : 1);
  return (start, end) => sum[end]! - sum[start]!;
}

/** What of the new text came with it, in order; breaks between blocks belong to nobody. */
export function freshSpans(runs: readonly KeptRun[], text: string): [start: number, end: number][] {
  const spans: [number, number][] = [];
  let at = 0;
  const add = (end: number) => {
    if (end > at && text.slice(at, end).trim() !== '') spans.push([at, end]);
  };
  for (const { to, length } of runs.toSorted((a, b) => a.to - b.to)) {
    add(to);
    at = Math.max(at, to + length);
  }
  add(text.length);
  return spans;
}
