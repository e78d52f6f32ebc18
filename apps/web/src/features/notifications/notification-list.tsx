import { Button } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { IconChecks } from '@tabler/icons-react';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { speakAlso } from '../../lib/i18n.ts';
import { LoadMore } from '../../ui/load-more.tsx';
import { Empty, Failed, Loading } from '../../ui/states.tsx';
import { useFocusKept } from '../../ui/use-focus-kept.ts';
import { NotificationRows } from './notification-rows.tsx';
import { notifications, useMark } from './notifications.queries.ts';
import classes from './notification-list.module.css';

await speakAlso('notifications');

/** All that somebody is told of, as far back as it is kept. */
export function NotificationList({ show }: { show: 'all' | 'unread' }) {
  const { t } = useTranslation('notifications');
  const list = useInfiniteQuery(notifications(show));
  const rows = useRef<HTMLDivElement>(null);
  const kept = useFocusKept(rows);
  const items = list.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <>
      {list.isPending && <Loading rows={6} />}
      {list.isError && items.length === 0 && <Failed error={list.error} onRetry={() => void list.refetch()} />}
      {list.isSuccess && items.length === 0 && (
        <Empty title={t(show === 'unread' ? 'noneUnread' : 'empty')}>{t(show === 'unread' ? 'noneUnreadHint' : 'emptyHint')}</Empty>
      )}
      {items.length > 0 && (
        <div ref={rows} tabIndex={-1} className={classes['list']} {...kept}>
          <NotificationRows label={t('title')} items={items} />
        </div>
      )}
      {list.isFetchNextPageError ? <Failed error={list.error} onRetry={() => void list.fetchNextPage()} /> : <LoadMore query={list} />}
    </>
  );
}

/** Marks all as read that was told before now. */
export function ReadAllButton() {
  const { t } = useTranslation('notifications');
  const list = useInfiniteQuery(notifications('all'));
  const mark = useMark();
  const [first] = list.data?.pages ?? [];
  const until = first?.items[0]?.at;
  if (!until || first.unread === 0) return null;
  // The button goes away by being pressed.
  const readAll = () => {
    mark.mutate({ until });
    document.getElementById('main')?.focus({ preventScroll: true });
  };
  return (
    <Button variant="default" leftSection={<IconChecks size={16} aria-hidden="true" />} onClick={readAll}>
      {t('readAll')}
    </Button>
  );
}
