/** Without accents and capitals: « Étapes » is found by `etap`. */
export const plain = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/\p{Diacritic}/gu, '')
    .replaceAll('œ', 'oe')
    .toLowerCase();

interface Findable {
  /** What is shown: counts most. */
  label: string;
  also: string;
}

/**
 * Those whose words begin with each of the words looked for, best first: the beginning of the label, then of one of its
 * words, then of another word. All of them, in their order, for an empty search.
 */
export function found<T extends Findable>(all: readonly T[], query: string): T[] {
  const wanted = plain(query).split(/\s+/).filter(Boolean);
  if (wanted.length === 0) return [...all];
  return all
    .map((item, index) => ({ item, index, rank: rankOf(item, wanted) }))
    .filter(({ rank }) => rank !== null)
    .toSorted((a, b) => a.rank! - b.rank! || a.index - b.index)
    .map(({ item }) => item);
}

function rankOf({ label, also }: Findable, wanted: string[]): number | null {
  const name = plain(label);
  const words = name.split(/[^\p{L}\p{N}]+/u);
  const others = plain(also).split(/\s+/);
  let rank = name.startsWith(wanted.join(' ')) ? 0 : 1;
  for (const word of wanted) {
    if (words.some((own) => own.startsWith(word))) continue;
    if (!others.some((other) => other.startsWith(word))) return null;
    rank = 2;
  }
  return rank;
}
