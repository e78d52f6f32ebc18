import type { CommunityView, PersonChip } from '@parvis/shared';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { AnnotationFilters } from '../features/annotation-lists/annotation-filters.tsx';
import { type AnnotationSearch, SHOWS, filtersOf, isNarrowed } from '../features/annotation-lists/search.ts';
import { communityAnnotationCounts, communityAnnotations } from '../features/annotations/annotations.queries.ts';
import { myself, person } from '../features/people/people.queries.ts';
import { PersonPicker } from '../features/people/person-picker.tsx';
import { speakAlso } from '../lib/i18n.ts';
import { AnnotationList } from './annotation-list.tsx';
import { FilterLinks } from './filter-links.tsx';

await speakAlso('annotation-lists');

/** All annotations of a community in one list: what waits, and everything. What is shown stands in the address. */
export function CommunityAnnotations({ community: { id, slug, name } }: { community: CommunityView }) {
  const { t } = useTranslation('annotation-lists');
  const search: AnnotationSearch = useSearch({ strict: false });
  const { show } = search;
  const navigate = useNavigate();
  const { data: me } = useQuery(myself);
  const { data: counts } = useQuery(communityAnnotationCounts(id));
  const list = useInfiniteQuery(communityAnnotations(id, filtersOf(search)));
  const to = `/c/${slug}/annotations`;
  const narrow = (next: AnnotationSearch) => void navigate({ to, search: next as never, replace: true, resetScroll: false });
  const known = useKnownAuthors(list.data?.pages.flatMap(({ items }) => items.map(({ author }) => author)) ?? [], search.author);
  const counted = (name: (typeof SHOWS)[number]) => (counts ? `${t(`show.${name}`)} (${counts[name]})` : t(`show.${name}`));
  return (
    <>
      <FilterLinks
        label={t('tabs')}
        filters={[
          { to, search: {}, label: t('show.all'), current: show === undefined },
          ...SHOWS.map((name) => ({ to, search: { show: name }, label: counted(name), current: show === name })),
        ]}
      />
      <AnnotationFilters search={search} onChange={narrow} authors={{ known, PersonPicker }} />
      {me && (
        <AnnotationList
          label={t('label', { community: name })}
          me={me}
          query={list}
          empty={{ title: t(`empty.${show ?? 'all'}`), hint: t(`emptyHint.${show ?? 'all'}`) }}
          onWiden={isNarrowed(search) ? () => narrow(show ? { show } : {}) : null}
        />
      )}
    </>
  );
}

/** Those who wrote what is listed, and who an address names. */
function useKnownAuthors(authors: readonly (PersonChip | null)[], wanted: string | undefined): PersonChip[] {
  const { data } = useQuery({ ...person(wanted ?? ''), enabled: wanted !== undefined && wanted !== 'me' });
  return [...authors, data ?? null].filter((author) => author !== null);
}
