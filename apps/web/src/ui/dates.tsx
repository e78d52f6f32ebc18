import { useTranslation } from 'react-i18next';

const UNITS: [unit: Intl.RelativeTimeFormatUnit, seconds: number][] = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
];

/** A time in words: near ones relative, others as a date. The exact time is in the tooltip. */
export function When({ at }: { at: string }) {
  const { i18n } = useTranslation();
  const date = new Date(at);
  return (
    <time dateTime={at} title={new Intl.DateTimeFormat(i18n.language, { dateStyle: 'full', timeStyle: 'short' }).format(date)}>
      {inWords(date, i18n.language)}
    </time>
  );
}

function inWords(date: Date, language: string): string {
  const seconds = (date.getTime() - Date.now()) / 1000;
  const [unit, length] = UNITS.find(([, size]) => Math.abs(seconds) >= size) ?? ['minute', 60];
  if (unit === 'day' && Math.abs(seconds) > 7 * 86_400) {
    const thisYear = date.getFullYear() === new Date().getFullYear();
    return new Intl.DateTimeFormat(
      language,
      thisYear ? { day: 'numeric', month: 'long' } : { day: 'numeric', month: 'short', year: 'numeric' },
    ).format(date);
  }
  return new Intl.RelativeTimeFormat(language, { numeric: 'auto' }).format(Math.round(seconds / length), unit);
}
