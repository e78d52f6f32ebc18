import { Button } from '@mantine/core';
import type { AnchorChange, AnnotationView } from '@parvis/shared';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { When } from '../../ui/dates.tsx';
import { LoadMore } from '../../ui/load-more.tsx';
import { ProblemNotice } from '../../ui/notice.tsx';
import { Failed, Loading } from '../../ui/states.tsx';
import { toast } from '../../ui/toast.tsx';
import { anchorChanges, useUndoPlace } from './annotations.queries.ts';
import { usePanelTools } from './panel-context.ts';
import { shortQuote } from './text-places.ts';
import classes from './card.module.css';

/** What happened to the place of an annotation, newest first; the last change can be undone. */
export function AnchorLog({ thread: { id, can }, onClose }: { thread: AnnotationView; onClose: () => void }) {
  const { t } = useTranslation('annotations');
  const { page } = usePanelTools();
  const log = useInfiniteQuery(anchorChanges(page.id, id));
  const undo = useUndoPlace(page.id);
  const changes = log.data?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <section className={classes['log']} aria-label={t('log.title')}>
      <h4>{t('log.title')}</h4>
      {log.isPending && <Loading rows={2} />}
      {log.isError && <Failed error={log.error} onRetry={() => void log.refetch()} />}
      <ol>
        {changes.map((change) => (
          <Change key={change.id} change={change} />
        ))}
      </ol>
      <LoadMore query={log} />
      <ProblemNotice error={undo.error} />
      <div className={classes['logEnd']}>
        {can.place && changes.length > 1 && (
          <Button
            variant="default"
            size="xs"
            loading={undo.isPending}
            onClick={() =>
              undo.mutate({ id }, { onSuccess: (view) => toast(t(view?.target.state === 'ORPHAN' ? 'log.undoneLost' : 'log.undone')) })
            }
          >
            {t('log.undo')}
          </Button>
        )}
        <Button variant="subtle" size="xs" onClick={onClose}>
          {t('log.close')}
        </Button>
      </div>
    </section>
  );
}

function Change({ change }: { change: AnchorChange }) {
  const { t } = useTranslation('annotations');
  const { at, exact } = change;
  return (
    <li>
      <b>{useWhat(change)}</b> <When at={at} />
      {exact && <span className={classes['quote']}>{shortQuote(exact, t('atom'), 120)}</span>}
    </li>
  );
}

/** What happened, in words: carried along by nobody, or chosen or taken back by somebody. */
function useWhat({ state, method, by, undoes }: AnchorChange): string {
  const { t } = useTranslation('annotations');
  if (by && undoes !== null) return t('log.undoneBy', { name: by.name });
  if (by && method === 'hand') return t('log.byHand', { name: by.name });
  return t(`log.${state}`);
}
