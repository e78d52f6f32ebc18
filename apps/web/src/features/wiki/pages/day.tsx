import { useTranslation } from 'react-i18next';

/** A day of the calendar in words, e.g. « 5 décembre 2026 »: the same wherever one is. */
export function Day({ day }: { day: string }) {
  const { i18n } = useTranslation();
  return <time dateTime={day}>{new Intl.DateTimeFormat(i18n.language, { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(day))}</time>;
}

/** The day so many months from today, as `2026-12-05`. */
export function inMonths(months: number): string {
  const date = new Date();
  date.setMonth(date.getMonth() + months);
  return date.toISOString().slice(0, 10);
}
