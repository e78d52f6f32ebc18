import { SEARCH_LENGTH, SearchKind } from '@parvis/shared';

/** What is looked for, as it stands in the address of the results. `community` is an id, `author` an id or `me`, days are ISO dates. */
export interface SearchAddress {
  q?: string;
  kind?: SearchKind;
  community?: string;
  author?: string;
  from?: string;
  to?: string;
}

const ID = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i;
const isId = (value: unknown): value is string => typeof value === 'string' && ID.test(value);
/** A day of the calendar: 30 February is none. */
const isDay = (value: unknown): value is string =>
  typeof value === 'string' &&
  /^\d{4}-\d\d-\d\d$/.test(value) &&
  !Number.isNaN(Date.parse(value)) &&
  new Date(value).toISOString().startsWith(value);

/** What an address says of a search; what it does not know is left out. */
export function searchAddress(search: Record<string, unknown>): SearchAddress {
  const { community, author, from, to } = search;
  const q = wordsIn(search['q']);
  const kind = SearchKind.options.find((option) => option === search['kind']);
  return {
    ...(q && { q }),
    ...(kind && { kind }),
    ...(isId(community) && { community }),
    ...((author === 'me' || isId(author)) && { author }),
    ...(isDay(from) && { from }),
    ...(isDay(to) && { to }),
  };
}

/** The router reads `?q=2026` as a number. */
function wordsIn(value: unknown): string {
  if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean') return '';
  return String(value).normalize('NFC').trim().slice(0, SEARCH_LENGTH);
}

/** How many filters narrow the search, a span of days counting as one. */
export const narrowedBy = ({ community, author, from, to }: SearchAddress): number =>
  [community, author, from ?? to].filter((filter) => filter !== undefined).length;
