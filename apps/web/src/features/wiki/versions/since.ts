import type { PageDraft } from '@parvis/shared';
import { useTranslation } from 'react-i18next';

/** « Aïcha Benali et Tugdual Le Goff, depuis 9 h 02 »: the day too when it is another one. */
export function useSince(): (draft: PageDraft) => string {
  const { t, i18n } = useTranslation('versions');
  return ({ authors, since }) => {
    const names = new Intl.ListFormat(i18n.language).format(authors.map(({ name }) => name));
    if (since === null) return names;
    const at = new Date(since);
    const today = at.toDateString() === new Date().toDateString();
    const date = new Intl.DateTimeFormat(
      i18n.language,
      today ? { timeStyle: 'short' } : { dateStyle: 'medium', timeStyle: 'short' },
    ).format(at);
    return names === '' ? t('since', { date }) : t('namesSince', { names, date });
  };
}
