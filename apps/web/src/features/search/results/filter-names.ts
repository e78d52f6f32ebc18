import type { CommunityChip } from '@parvis/shared';
import { useTranslation } from 'react-i18next';
import type { SearchAddress } from '../search-address.ts';
import { dayInWords, whenOf } from './days.ts';

interface Named {
  search: SearchAddress;
  communities: readonly Pick<CommunityChip, 'id' | 'name'>[];
  authorName: string | null;
}

/** Each filter that is in use, in words; null for those that are not. */
export function useFilterNames({ search, communities, authorName }: Named) {
  const { t, i18n } = useTranslation('search');
  const { community, author, from, to } = search;
  const known = communities.find(({ id }) => id === community);
  const by = () => (author === 'me' ? t('filter.byMe') : t('filter.by', { name: authorName ?? t('filter.somebody') }));
  const when = whenOf(search);
  const day = (value: string) => dayInWords(value, i18n.language);
  const days = () => {
    if (when !== 'exact') return t(`filter.${when}`);
    if (from && to) return t('filter.between', { from: day(from), to: day(to) });
    return from ? t('filter.since', { from: day(from) }) : t('filter.until', { to: day(to ?? '') });
  };
  return {
    community: community ? (known ? t('filter.in', { name: known.name }) : t('filter.thisCommunity')) : null,
    author: author ? by() : null,
    days: when === 'anytime' ? null : days(),
  };
}
