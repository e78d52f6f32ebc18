import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { unreadCount, useMark } from './notifications.queries.ts';

/** Whoever has a thread or a community on her screen has read what she was told about it; also what comes while she looks. */
export function ReadAlong({ itemId }: { itemId: string }) {
  const unread = useQuery(unreadCount).data?.unread ?? 0;
  const { mutate } = useMark();
  useEffect(() => {
    if (unread > 0 && window.document.visibilityState === 'visible') mutate({ itemId });
  }, [itemId, unread, mutate]);
  return null;
}
