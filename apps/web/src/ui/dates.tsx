import { useTranslation } from 'react-i18next';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const WEEK = 7;

/** A time in words: near ones relative, others as a date. The exact time is in the tooltip. */
export function When({ at }: { at: string }) {
  const { t, i18n } = useTranslation();
  const date = new Date(at);
  return (
    <time dateTime={at} title={new Intl.DateTimeFormat(i18n.language, { dateStyle: 'full', timeStyle: 'short' }).format(date)}>
      {Math.abs(date.getTime() - Date.now()) < MINUTE ? t('time.now') : inWords(date, i18n.language)}
    </time>
  );
}

function inWords(date: Date, language: string): string {
  const now = new Date();
  const ahead = date.getTime() - now.getTime();
  const away = Math.abs(ahead);
  const relative = new Intl.RelativeTimeFormat(language, { numeric: 'auto' });
  if (away < HOUR) return relative.format(Math.trunc(ahead / MINUTE), 'minute');
  if (away < DAY) return relative.format(Math.trunc(ahead / HOUR), 'hour');
  // « hier » is the day before today, not a day ago. Midnights lie 23 to 25 hours apart.
  const days = Math.round((midnight(date) - midnight(now)) / DAY);
  if (Math.abs(days) <= WEEK) return relative.format(days, 'day');
  const thisYear = date.getFullYear() === now.getFullYear();
  return new Intl.DateTimeFormat(
    language,
    thisYear ? { day: 'numeric', month: 'long' } : { day: 'numeric', month: 'short', year: 'numeric' },
  ).format(date);
}

const midnight = (date: Date): number => new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime();
