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
/** A day of the calendar: 30 February is none, and there was no year 0. */
const isDay = (value: unknown): value is string =>
  typeof value === 'string' &&
  /^(?!0000)\d{4}-\d\d-\d\d$/.test(value) &&
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

/** Marks of the reading direction, and the like: they come along unseen with what is copied elsewhere, and are no words. */
const UNSEEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/g;

/** Words as the server takes them. The router reads `?q=2026` as a number. */
export function wordsIn(value: unknown): string {
  if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean') return '';
  const whole = String(value).replace(UNSEEN, '').normalize('NFC').trim();
  // Not half a character, where it is cut.
  return whole.slice(0, SEARCH_LENGTH).replace(/\p{Surrogate}$/u, '');
}

/** How many filters narrow the search, a span of days counting as one. */
export const narrowedBy = ({ community, author, from, to }: SearchAddress): number =>
  [community, author, from ?? to].filter((filter) => filter !== undefined).length;
