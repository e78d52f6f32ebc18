import { Button } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { IconChecks } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { speakAlso } from '../../lib/i18n.ts';
import { LoadMore } from '../../ui/load-more.tsx';
import { Empty, Failed, Loading } from '../../ui/states.tsx';
import { NotificationRows } from './notification-rows.tsx';
import { notifications, useMark } from './notifications.queries.ts';
import classes from './notification-list.module.css';

await speakAlso('notifications');

/** All that somebody is told of, as far back as it is kept. */
export function NotificationList({ show }: { show: 'all' | 'unread' }) {
  const { t } = useTranslation('notifications');
  const list = useInfiniteQuery(notifications(show));
  const items = list.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <>
      {list.isPending && <Loading rows={6} />}
      {list.isError && items.length === 0 && <Failed error={list.error} onRetry={() => void list.refetch()} />}
      {list.isSuccess && items.length === 0 && (
        <Empty title={t(show === 'unread' ? 'noneUnread' : 'empty')}>{t(show === 'unread' ? 'noneUnreadHint' : 'emptyHint')}</Empty>
      )}
      {items.length > 0 && (
        <div className={classes['list']}>
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
  return (
    <Button variant="default" leftSection={<IconChecks size={16} aria-hidden="true" />} onClick={() => mark.mutate({ until })}>
      {t('readAll')}
    </Button>
  );
}
