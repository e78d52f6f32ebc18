import { Button } from '@mantine/core';
import type { AnnotationView } from '@parvis/shared';
import { useQuery } from '@tanstack/react-query';
import { IconLink, IconPlus } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Notice } from '../../ui/notice.tsx';
import { Empty, Failed, Loading } from '../../ui/states.tsx';
import { type PageAnnotations, annotationsOf } from './annotations.queries.ts';
import { CardColumn } from './card-column.tsx';
import { Composer } from './composer.tsx';
import { NEW, useDesk } from './desk.ts';
import { Filters } from './filter-bar.tsx';
import { inReadingOrder, isNarrowed, shownOf } from './filters.ts';
import { PanelContext, type PanelTools, usePanelTools } from './panel-context.ts';
import { ThreadCard } from './thread-card.tsx';
import { useAnnotationSearch } from './use-annotation-search.ts';
import classes from './panel.module.css';

/** The annotations of a page, beside its text or over it. */
export function AnnotationPanel(tools: PanelTools) {
  return (
    <PanelContext value={tools}>
      <Content />
    </PanelContext>
  );
}

function Content() {
  const { page } = usePanelTools();
  const list = useQuery(annotationsOf(page.id));
  // A refusal leaves nothing of what was there before it; without a network what was read stays.
  if (list.isError && (list.data === undefined || isRefusal(list.error)))
    return <Failed error={list.error} onRetry={() => void list.refetch()} />;
  if (list.data === undefined) return <Loading rows={3} />;
  return <Threads list={list.data} stale={list.isError} />;
}

const isRefusal = (error: Error): boolean => 'status' in error && typeof error.status === 'number' && error.status < 500;

function Threads({ list: { items, can }, stale }: { list: PageAnnotations; stale: boolean }) {
  const { t } = useTranslation('annotations');
  const { me, desk, beside } = usePanelTools();
  const [search, change] = useAnnotationSearch();
  const { composing, attaching, places } = useDesk(desk);
  const shown = inReadingOrder(shownOf(items, search, me.id));
  // Until the text has been looked at, those that may have a place in it are waited for.
  const isPlaced = (item: AnnotationView) => beside && isAnchored(item) && (places?.has(item.id) ?? true);
  const composesBeside = beside && composing?.target != null && (places?.has(NEW) ?? true);
  const nth = new Map(shown.map(({ id }, index) => [id, index + 1]));
  const close = () => change({ annotation: undefined });
  const card = (thread: AnnotationView, placed: boolean) => (
    <ThreadCard
      key={thread.id}
      thread={thread}
      place={{ nth: nth.get(thread.id) ?? 1, of: shown.length }}
      opened={thread.id === search.annotation}
      placed={placed}
      onOpen={() => change({ annotation: thread.id })}
      onClose={close}
    />
  );
  const composer = composing && <Composer key={composing.id} composing={composing} />;
  const above = (
    <>
      {!composesBeside && composer}
      {shown.length === 0 && !composing && (
        <Nothing filtered={isNarrowed(search) || search.status !== undefined} any={items.length > 0} may={can.annotate} />
      )}
      <Some items={shown.filter((item) => !isPlaced(item))} opened={search.annotation} draw={(thread) => card(thread, false)} />
    </>
  );
  return (
    <div className={classes['panel']}>
      <div className={classes['head']}>
        <Filters items={items} />
        {can.annotate && !composing && (
          <Button
            variant="default"
            size="xs"
            className={classes['whole'] ?? ''}
            leftSection={<IconPlus size={16} aria-hidden="true" />}
            onClick={() => desk.begin(null, 'commenting')}
          >
            {t('annotateWhole')}
          </Button>
        )}
        {stale && <Notice tone="warn">{t('stale')}</Notice>}
        {attaching !== null && <Attaching onCancel={() => desk.change({ attaching: null })} />}
      </div>
      {beside ? (
        <CardColumn
          above={above}
          wanted={places}
          opened={composesBeside ? NEW : search.annotation}
          cards={[
            ...shown.filter(isPlaced).map((thread) => ({ id: thread.id, start: thread.target.start ?? 0, draw: () => card(thread, true) })),
            ...(composesBeside ? [{ id: NEW, start: composing.target?.start ?? 0, draw: () => composer }] : []),
          ].toSorted((a, b) => a.start - b.start)}
          onLost={close}
        />
      ) : (
        <div className={`${classes['top']} ${classes['list']}`}>{above}</div>
      )}
    </div>
  );
}

interface SomeProps {
  items: readonly AnnotationView[];
  opened: string | undefined;
  draw: (thread: AnnotationView) => ReactNode;
}

/** Cards one after the other: of hundreds the first, and those up to the open one. */
function Some({ items, opened, draw }: SomeProps) {
  const { t } = useTranslation();
  const [most, show] = useState(AT_ONCE);
  const end = Math.max(most, items.findIndex(({ id }) => id === opened) + 1);
  return (
    <>
      {items.slice(0, end).map(draw)}
      {items.length > end && (
        <Button variant="default" size="xs" onClick={() => show(end + AT_ONCE)}>
          {t('action.loadMore')}
        </Button>
      )}
    </>
  );
}
const AT_ONCE = 40;

const isAnchored = ({ target }: AnnotationView): boolean => target.state !== 'ORPHAN' && target.start !== null;

/** Nothing to show, and what can be done. */
function Nothing({ filtered, any, may }: { filtered: boolean; any: boolean; may: boolean }) {
  const { t } = useTranslation('annotations');
  const [, change] = useAnnotationSearch();
  if (any)
    return (
      <Empty
        title={t(filtered ? 'empty.filtered' : 'empty.allResolved')}
        actions={
          <Button
            variant="default"
            size="xs"
            onClick={() => change({ status: 'all', motivation: undefined, anchor: undefined, by: undefined })}
          >
            {t('empty.showAll')}
          </Button>
        }
      />
    );
  return <Empty title={t('empty.title')}>{t(may ? 'empty.hint' : 'empty.readOnly')}</Empty>;
}

function Attaching({ onCancel }: { onCancel: () => void }) {
  const { t } = useTranslation('annotations');
  return (
    <div className={classes['attaching']} role="status">
      <IconLink size={18} stroke={1.6} aria-hidden="true" />
      <p>{t('attaching')}</p>
      <Button variant="subtle" size="xs" onClick={onCancel}>
        {t('form.cancel')}
      </Button>
    </div>
  );
}
