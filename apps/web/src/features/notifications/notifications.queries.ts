import { type NotificationView, api } from '@parvis/shared';
import { type InfiniteData, infiniteQueryOptions, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { call } from '../../lib/api.ts';
import { SAID_OFFLINE } from '../../lib/query-client.ts';
import { useWrite } from '../../lib/use-write.ts';

const KEY = 'notifications';
const FEW = 12;

interface Listed {
  items: NotificationView[];
  unread: number;
  nextCursor: string | null;
}

const nextOf = { initialPageParam: undefined as string | undefined, getNextPageParam: onward };
function onward({ nextCursor }: { nextCursor: string | null }): string | undefined {
  return nextCursor ?? undefined;
}

/** How many things are unread. Asked again when somebody comes back to the window: hints do not reach a machine that sleeps. */
export const unreadCount = queryOptions({
  queryKey: [KEY, 'unread'],
  queryFn: ({ signal }) => call(api.countNotifications, {}, signal),
  staleTime: 30_000,
  refetchOnWindowFocus: true,
});
/** The newest, for the panel. */
export const newest = queryOptions({
  queryKey: [KEY, 'newest'],
  queryFn: ({ signal }) => call(api.listNotifications, { query: { limit: FEW } }, signal),
  ...SAID_OFFLINE,
  staleTime: 0,
});
export const notifications = (show: 'all' | 'unread') =>
  infiniteQueryOptions({
    queryKey: [KEY, 'list', show],
    queryFn: ({ signal, pageParam }) =>
      call(api.listNotifications, { query: { cursor: pageParam, unread: show === 'unread' ? 'true' : undefined } }, signal),
    ...nextOf,
    ...SAID_OFFLINE,
    staleTime: 0,
  });

export const settings = queryOptions({
  queryKey: [KEY, 'settings'],
  queryFn: ({ signal }) => call(api.readNotificationSettings, {}, signal),
});
export const communityLevels = infiniteQueryOptions({
  queryKey: [KEY, 'communities'],
  queryFn: ({ signal, pageParam }) => call(api.listCommunityLevels, { query: { cursor: pageParam } }, signal),
  ...nextOf,
});
export const pageLevels = infiniteQueryOptions({
  queryKey: [KEY, 'pages'],
  queryFn: ({ signal, pageParam }) => call(api.listPageLevels, { query: { cursor: pageParam } }, signal),
  ...nextOf,
  staleTime: 0,
});

export const useUnsubscribe = () => useWrite('unsubscribe');
export const useEditSettings = () => useWrite('editNotificationSettings', [KEY, 'settings']);
const LEVELS = [[KEY], ['watch'], ['page']];
export const useCommunityLevel = () => useWrite('watchCommunity', ...LEVELS);
export const usePageLevel = () => useWrite('watchContent', ...LEVELS);
export const useDropPageLevel = () => useWrite('unwatchContent', ...LEVELS);

type What = { id: string; read: boolean } | { until: string } | { itemId: string };

/** Marks as read (or one as unread again): shown at once, asked again after the answer. */
export function useMark() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (what: What) => {
      if (!('id' in what)) return call(api.readNotifications, { body: what });
      return call(what.read ? api.readNotification : api.unreadNotification, { params: { id: what.id } });
    },
    async onMutate(what) {
      if ('itemId' in what) return;
      await client.cancelQueries({ queryKey: [KEY] });
      const mark = (item: NotificationView): NotificationView =>
        'id' in what ? (item.id === what.id ? { ...item, unread: !what.read } : item) : { ...item, unread: false };
      client.setQueryData<Listed>(newest.queryKey, (known) => known && { ...known, items: known.items.map(mark) });
      client.setQueriesData<InfiniteData<Listed>>(
        { queryKey: [KEY, 'list'] },
        (known) => known && { ...known, pages: known.pages.map((page) => ({ ...page, items: page.items.map(mark) })) },
      );
    },
    onSuccess: (count) => client.setQueryData(unreadCount.queryKey, count),
    onSettled: () => client.invalidateQueries({ queryKey: [KEY] }),
  });
}
