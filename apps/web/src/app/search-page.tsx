import { type SearchAnswer, SearchKind } from '@parvis/shared';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { IconFileText } from '@tabler/icons-react';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { community, myCommunities } from '../features/communities/communities.queries.ts';
import { myself, person } from '../features/people/people.queries.ts';
import { PersonPicker } from '../features/people/person-picker.tsx';
import { FilterChips } from '../features/search/results/filter-chips.tsx';
import { FilterSheet } from '../features/search/results/filter-sheet.tsx';
import { Filters } from '../features/search/results/filters.tsx';
import { ResultList } from '../features/search/results/result-list.tsx';
import { SearchForm, SearchHelp } from '../features/search/results/search-form.tsx';
import { type SearchAddress, narrowedBy } from '../features/search/search-address.ts';
import { results, suggestions } from '../features/search/search.queries.ts';
import { speakAlso } from '../lib/i18n.ts';
import { Page, useTitle } from '../ui/page.tsx';
import { Row, RowIcon, Rows } from '../ui/row.tsx';
import { Empty, Loading } from '../ui/states.tsx';
import { useFocusKept } from '../ui/use-focus-kept.ts';
import { FilterLinks } from './filter-links.tsx';
import classes from './search-page.module.css';

await speakAlso('search');

/** Everything that is found. What is looked for and what narrows it stand in the address. */
export function SearchPage() {
  const { t } = useTranslation('search');
  const search: SearchAddress = useSearch({ from: '/inside/search' });
  const { q = '', kind } = search;
  const navigate = useNavigate();
  useTitle(q === '' ? t('page.title') : `${t('page.titleFor', { q })} · ${t('page.title')}`);
  const go = (next: { [Name in keyof SearchAddress]?: SearchAddress[Name] | undefined }, replace = false) =>
    void navigate({ to: '/search', search: without(next), replace, resetScroll: !replace });
  const kinds = [undefined, ...SearchKind.options].map((option) => ({
    to: '/search',
    search: without({ ...search, kind: option }),
    label: option ? t(`page.kind.${option}`) : t('page.everything'),
    current: kind === option,
  }));
  return (
    <Page title={t('page.title')} lead={q === '' && t('page.lead')}>
      <SearchForm q={q} onSearch={(next) => go({ ...search, q: next || undefined })} />
      <SearchHelp />
      {q === '' ? (
        <Beginning />
      ) : (
        <>
          <FilterLinks label={t('page.kinds')} filters={kinds} />
          <Found search={search} q={q} onNarrow={(change) => go({ ...search, ...change }, true)} onWiden={() => go({ q })} />
        </>
      )}
    </Page>
  );
}

interface FoundProps {
  search: SearchAddress;
  q: string;
  onNarrow: (change: { [Name in keyof SearchAddress]?: SearchAddress[Name] | undefined }) => void;
  onWiden: () => void;
}

function Found({ search, q, onNarrow, onWiden }: FoundProps) {
  const { t } = useTranslation('search');
  const { kind, community: communityId, author, from, to } = search;
  const { data: me } = useQuery(myself);
  const authorId = author === 'me' ? me?.id : author;
  const query = useInfiniteQuery(results({ q, kind, communityId, authorId, from, to }));
  const communities = useCommunities(query.data?.pages ?? [], communityId);
  const { data: writer } = useQuery({ ...person(author ?? ''), enabled: author !== undefined && author !== 'me' });
  // People and communities have neither place, author nor time.
  const narrows = (kind !== 'person' && kind !== 'community') || narrowedBy(search) > 0;
  const list = useRef<HTMLDivElement>(null);
  const kept = useFocusKept(list);
  const filters = { search, onNarrow, communities, authorName: writer?.name ?? null };
  return (
    <div className={classes['found']}>
      <div ref={list} tabIndex={-1} className={classes['list']} {...kept}>
        <div className={classes['narrowed']}>
          {narrows && <FilterSheet {...filters} PersonPicker={PersonPicker} />}
          <FilterChips {...filters} />
        </div>
        <ResultList q={q} query={query} onWiden={narrowedBy(search) > 0 || kind ? onWiden : null} />
      </div>
      {narrows && (
        <aside className={classes['filters']} aria-label={t('filter.title')}>
          <Filters {...filters} PersonPicker={PersonPicker} />
        </aside>
      )}
    </div>
  );
}

/** Mine, those of what is found, and the one that is chosen; by name. */
function useCommunities(found: readonly SearchAnswer[], chosen: string | undefined) {
  const { i18n } = useTranslation();
  const { data: mine } = useQuery(myCommunities);
  const { data: one } = useQuery({ ...community(chosen ?? ''), enabled: chosen !== undefined });
  const seen = found.flatMap(({ items }) => items.map((hit) => hit.community)).filter((each) => each !== null);
  const all = [...(mine?.items ?? []), ...seen, ...(one ? [one] : [])];
  return [...new Map(all.map((each) => [each.id, each])).values()].sort((a, b) => a.name.localeCompare(b.name, i18n.language));
}

/** Before anything is looked for: what was read last. */
function Beginning() {
  const { t } = useTranslation('search');
  const { data, isPending } = useQuery(suggestions('', undefined));
  if (isPending) return <Loading rows={3} />;
  const pages = data?.q === '' ? data.found.pages : [];
  if (pages.length === 0) return <Empty title={t('empty.start')}>{t('empty.startHint')}</Empty>;
  return (
    <section className={classes['lately']} aria-labelledby="read-lately">
      <h2 id="read-lately">{t('palette.recent')}</h2>
      <Rows label={t('palette.recent')}>
        {pages.map(({ id, slug, title, community: place }) => (
          <Row
            key={id}
            mark={<RowIcon icon={IconFileText} />}
            title={
              <Link to="/p/$id/$slug" params={{ id, slug }}>
                {title}
              </Link>
            }
            detail={place?.name}
          />
        ))}
      </Rows>
    </section>
  );
}

/** An address says only what is chosen. */
const without = (search: { [Name in keyof SearchAddress]?: SearchAddress[Name] | undefined }): SearchAddress =>
  Object.fromEntries(Object.entries(search).filter(([, value]) => value !== undefined)) as SearchAddress;
