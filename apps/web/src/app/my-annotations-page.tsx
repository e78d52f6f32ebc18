import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { AnnotationFilters } from '../features/annotation-lists/annotation-filters.tsx';
import { type AnnotationSearch, filtersOf, isNarrowed } from '../features/annotation-lists/search.ts';
import { myAnnotations } from '../features/annotations/annotations.queries.ts';
import { myself } from '../features/people/people.queries.ts';
import { speakAlso } from '../lib/i18n.ts';
import { Page } from '../ui/page.tsx';
import { AnnotationList } from './annotation-list.tsx';

await speakAlso('annotation-lists');

/** What I annotated, in all communities. */
export function MyAnnotationsPage() {
  const { t } = useTranslation('annotation-lists');
  const { motivation, status, state }: AnnotationSearch = useSearch({ from: '/inside/annotations' });
  const search = { ...(motivation && { motivation }), ...(status && { status }), ...(state && { state }) };
  const navigate = useNavigate();
  const { data: me } = useQuery(myself);
  const list = useInfiniteQuery(myAnnotations(filtersOf(search)));
  const narrow = (next: AnnotationSearch) => void navigate({ to: '/annotations', search: next, replace: true, resetScroll: false });
  return (
    <Page title={t('mineTitle')} lead={t('mineLead')}>
      <AnnotationFilters search={search} onChange={narrow} />
      {me && (
        <AnnotationList
          label={t('mineTitle')}
          me={me}
          mine
          query={list}
          empty={{ title: t('empty.mine'), hint: t('emptyHint.mine') }}
          onWiden={isNarrowed(search) ? () => narrow({}) : null}
        />
      )}
    </Page>
  );
}
