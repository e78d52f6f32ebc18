/** Slips that are forgiven in a word: none in short ones, which are too near to each other. */
export const slipsForgiven = (word: string): number => (word.length < 4 ? 0 : word.length < 7 ? 1 : 2);

/**
 * How many slips of the finger lie between two words: letters too many, missing, wrong, or two neighbours mixed up
 * (optimal string alignment distance). More than `most` is told as `most + 1`.
 */
export function slipsBetween(one: string, other: string, most: number): number {
  if (Math.abs(one.length - other.length) > most) return most + 1;
  let before: number[] = [];
  let last = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (let i = 1; i <= one.length; i++) {
    const row = [i];
    for (let j = 1; j <= other.length; j++) {
      const same = one[i - 1] === other[j - 1];
      let slips = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + (same ? 0 : 1));
      if (i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1]) slips = Math.min(slips, (before[j - 2] ?? 0) + 1);
      row.push(slips);
    }
    if (Math.min(...row) > most) return most + 1;
    [before, last] = [last, row];
  }
  return last[other.length] ?? most + 1;
}

/** The word with each pair of neighbours mixed up: in short words trigrams do not lead from one to the other. */
export const mixedUp = (word: string): string[] =>
  [...word].slice(1).map((letter, index) => word.slice(0, index) + letter + word[index] + word.slice(index + 2));
