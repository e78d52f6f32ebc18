import { Button } from '@mantine/core';
import type { SearchAnswer, SearchHit } from '@parvis/shared';
import type { UseInfiniteQueryResult } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemError } from '../../../lib/problem-error.ts';
import { LoadMore } from '../../../ui/load-more.tsx';
import { Empty, Failed, Loading } from '../../../ui/states.tsx';
import { Hit } from './hit.tsx';
import classes from './result-list.module.css';

interface Props {
  q: string;
  query: UseInfiniteQueryResult<{ pages: SearchAnswer[] }>;
  /** Takes what narrows the search away; null where nothing does. */
  onWiden: (() => void) | null;
}

/** All that is found, best first, and whatever there is to say where it is nothing. */
export function ResultList({ q, query, onWiden }: Props) {
  const { t } = useTranslation('search');
  const { data, isPending, isError, error, isPlaceholderData, hasNextPage, isFetching, fetchNextPage } = query;
  const items = data?.pages.flatMap((shown) => shown.items) ?? [];
  const none = items.length === 0;
  // A part of the answer may be empty and go on.
  useEffect(() => {
    if (none && hasNextPage && !isFetching) void fetchNextPage();
  }, [none, hasNextPage, isFetching, fetchNextPage]);
  const { list, more } = useFocusOnNew(items.length, fetchNextPage);
  if (isPending || (none && hasNextPage)) return <Loading rows={5} />;
  if (isError && none)
    return isNothingToFind(error) ? (
      <Empty title={t('empty.unread')}>{t('empty.unreadHint')}</Empty>
    ) : (
      <Failed error={error} onRetry={() => void query.refetch()} />
    );
  if (none) return <Nothing q={q} onWiden={onWiden} />;
  const corrected = data?.pages[0]?.corrected;
  return (
    <div className={classes['results']} aria-busy={isPlaceholderData} data-stale={isPlaceholderData}>
      {corrected && <p className={classes['corrected']}>{t('page.corrected', { q, corrected })}</p>}
      <h2 className="visually-hidden">{t('page.results')}</h2>
      <p className={classes['count']} role="status">
        {t(hasNextPage ? 'page.atLeast' : 'page.count', { count: items.length })}
      </p>
      <ol ref={list} className={classes['list']} aria-label={t('page.results')}>
        {items.map((hit) => (
          <Hit key={keyOf(hit)} hit={hit} />
        ))}
      </ol>
      {isError ? <Failed error={error} onRetry={more} /> : <LoadMore query={{ ...query, fetchNextPage: more }} />}
    </div>
  );
}

/** The same file can be found in several pages. */
const keyOf = ({ kind, id, page }: SearchHit): string => `${kind} ${id} ${page?.id ?? ''}`;
const isNothingToFind = (error: unknown): boolean => error instanceof ProblemError && error.problem.code === 'nothing-to-find';

function Nothing({ q, onWiden }: { q: string; onWiden: (() => void) | null }) {
  const { t } = useTranslation('search');
  if (!onWiden)
    return (
      <div role="status">
        <Empty title={t('empty.none', { q })}>{t('empty.noneHint')}</Empty>
      </div>
    );
  return (
    <div role="status">
      <Empty title={t('empty.narrowed', { q })} actions={<Button onClick={onWiden}>{t('empty.everything')}</Button>}>
        {t('empty.narrowedHint')}
      </Empty>
    </div>
  );
}

/** Goes on with the list, and puts the focus on the first of those that came: the button may be gone. */
function useFocusOnNew(count: number, fetchNextPage: () => unknown) {
  const list = useRef<HTMLOListElement>(null);
  const before = useRef<number | null>(null);
  useEffect(() => {
    if (before.current === null || count <= before.current) return;
    list.current?.children[before.current]?.querySelector<HTMLElement>('h3 a')?.focus();
    before.current = null;
  }, [count]);
  const more = () => {
    before.current = count;
    void fetchNextPage();
  };
  return { list, more };
}
