import { Button } from '@mantine/core';
import type { ListedAnnotation, Me } from '@parvis/shared';
import type { UseInfiniteQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { AnnotationRow } from '../features/annotation-lists/annotation-row.tsx';
import { useReopen, useResolve } from '../features/annotations/annotations.queries.ts';
import { LoadMore } from '../ui/load-more.tsx';
import { Empty, Failed, Loading } from '../ui/states.tsx';
import { toast } from '../ui/toast.tsx';
import classes from '../features/annotation-lists/annotation-lists.module.css';

interface Props {
  label: string;
  me: Me;
  /** All are mine. */
  mine?: boolean;
  query: UseInfiniteQueryResult<{ pages: { items: ListedAnnotation[] }[] }>;
  /** What is said when there is none. */
  empty: { title: string; hint: string };
  /** Takes what narrows the list away, where something does. */
  onWiden: (() => void) | null;
}

/** Annotations of many pages, to read, to go to and to resolve. */
export function AnnotationList({ label, me, mine = false, query, empty, onWiden }: Props): ReactNode {
  const { t } = useTranslation('annotation-lists');
  if (query.isPending) return <Loading />;
  if (query.isError) return <Failed error={query.error} onRetry={() => void query.refetch()} />;
  const items = query.data.pages.flatMap((shown) => shown.items);
  if (items.length === 0)
    return onWiden ? (
      <Empty
        title={t('empty.narrowed')}
        actions={
          <Button variant="default" onClick={onWiden}>
            {t('widen')}
          </Button>
        }
      >
        {t('emptyHint.narrowed')}
      </Empty>
    ) : (
      <Empty title={empty.title}>{empty.hint}</Empty>
    );
  return (
    <>
      <ul className={classes['rows']} aria-label={label}>
        {items.map((annotation) => (
          <Listed key={annotation.id} annotation={annotation} me={me} mine={mine} />
        ))}
      </ul>
      <LoadMore query={query} />
    </>
  );
}

function Listed({ annotation, me, mine }: { annotation: ListedAnnotation; me: Me; mine: boolean }) {
  const { t } = useTranslation('annotation-lists');
  const { id, sourceId } = annotation;
  const resolve = useResolve(me, sourceId);
  const reopen = useReopen(sourceId);
  // The row may be gone from the list by then; taking it back must not need it.
  const onResolve = () =>
    void resolve.mutateAsync({ id }).then(
      () => toast(t('resolved'), () => reopen.mutate({ id })),
      () => undefined,
    );
  const onReopen = () =>
    void reopen.mutateAsync({ id }).then(
      () => toast(t('reopened'), () => resolve.mutate({ id })),
      () => undefined,
    );
  return (
    <AnnotationRow
      annotation={annotation}
      mine={mine}
      busy={resolve.isPending || reopen.isPending}
      error={resolve.error ?? reopen.error}
      onResolve={onResolve}
      onReopen={onReopen}
    />
  );
}
