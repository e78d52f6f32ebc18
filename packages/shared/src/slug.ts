/**
 * The words of a title as they stand in an address: lower case, accents folded, hyphens between, at most `max`
 * characters. A title without a letter or digit gives `fallback`.
 */
export function slugOf(title: string, { max = 80, fallback = 'page' }: { max?: number; fallback?: string } = {}): string {
  const words = title
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/œ/gi, 'oe')
    .replace(/æ/gi, 'ae')
    .replace(/ß/g, 'ss')
    .toLowerCase()
    .match(/[a-z0-9]+/g);
  return (words ?? []).join('-').slice(0, max).replace(/-+$/, '') || fallback;
}
