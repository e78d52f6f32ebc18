import type frImports from '../../messages/fr.imports.json';

type Why = keyof typeof frImports.why;

/** How the importer ends the place of something that did not come through, and the words for it. */
const REASONS: readonly [ending: string, why: Why][] = [
  [': not there', 'not-there'],
  [': not imported', 'not-imported'],
  [': empty', 'empty'],
  [': not an address that may be opened', 'unsafe'],
  [': leads nowhere', 'nowhere'],
  [': not a file', 'not-a-file'],
  [': not a picture', 'not-a-picture'],
];

/** The address as it was written, and why it leads nowhere (none when the importer did not say). */
export function brokenInWords(detail: string): { target: string; why: Why | null } {
  const found = REASONS.find(([ending]) => detail.endsWith(ending));
  if (!found) return { target: detail, why: null };
  return { target: detail.slice(0, -found[0].length), why: found[1] };
}

/** The address under which an imported file is found as a page: its path without `.md`, an index being its folder. */
export function addressOfSource(path: string): string | null {
  const address = path.replace(/\.(md|markdown)$/i, '').replace(/(^|\/)(readme|index)$/i, '');
  return address === '' ? null : address;
}

/** Things in a report by the page on which they stand, pages in the order of the source. */
export function byPage<T extends { page: string }>(entries: readonly T[]): [page: string, entries: T[]][] {
  const pages = new Map<string, T[]>();
  for (const entry of entries) pages.set(entry.page, [...(pages.get(entry.page) ?? []), entry]);
  return [...pages];
}
