/** A passage of the text, UTF-16 offsets in `pageText`. */
export interface Stretch {
  start: number;
  end: number;
}

/** Underlines that can be told from each other below one line of text. */
export const LEVELS = 3;

/**
 * The line below the text on which each passage is drawn, from 0, so that those that overlap stand below each other.
 * Beyond `LEVELS` they share the last one. In the order given.
 */
export function levelsOf(stretches: readonly Stretch[]): number[] {
  const levels = Array.from<number>({ length: stretches.length });
  const freeFrom = Array.from({ length: LEVELS }, () => -1);
  const order = [...stretches.keys()].toSorted(
    (a, b) => stretches[a]!.start - stretches[b]!.start || stretches[b]!.end - stretches[a]!.end,
  );
  for (const index of order) {
    const { start, end } = stretches[index]!;
    const free = freeFrom.findIndex((from) => from <= start);
    const level = free < 0 ? LEVELS - 1 : free;
    freeFrom[level] = Math.max(freeFrom[level]!, end);
    levels[index] = level;
  }
  return levels;
}
