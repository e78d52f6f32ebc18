/** Spans of time that one chooses by name, in days back from today. */
export const SPANS = { week: 7, month: 30, year: 365 } as const;
export type Span = keyof typeof SPANS;
export type When = Span | 'anytime' | 'exact';

/** A day of this device's calendar as an ISO date. */
const isoDay = (date: Date): string =>
  [String(date.getFullYear()).padStart(4, '0'), String(date.getMonth() + 1).padStart(2, '0'), String(date.getDate()).padStart(2, '0')].join(
    '-',
  );

/** The day some days ago, as an ISO date. */
export function daysAgo(days: number, now = new Date()): string {
  return isoDay(new Date(now.getFullYear(), now.getMonth(), now.getDate() - days));
}

/** The name of a span of days in an address. */
export function whenOf({ from, to }: { from?: string; to?: string }, now = new Date()): When {
  if (from === undefined && to === undefined) return 'anytime';
  const span = (Object.keys(SPANS) as Span[]).find((name) => from === daysAgo(SPANS[name], now));
  return span && to === undefined ? span : 'exact';
}

/** A day in words, e.g. "3 mars 2026". */
export const dayInWords = (day: string, language: string): string =>
  new Intl.DateTimeFormat(language, { dateStyle: 'medium' }).format(new Date(`${day}T12:00`));
