import type { Hint, Watch } from '@parvis/shared';
import { useEffect } from 'react';
import type { Socket } from 'socket.io-client';
import { queryClient } from '../lib/query-client.ts';

let socket: Socket | null = null;
const watched = new Map<string, Watch>();

/** Opens the socket once the page is readable: the library is not loaded before. */
export function listenWhenIdle(): void {
  const start = () => void open();
  if ('requestIdleCallback' in window) window.requestIdleCallback(start, { timeout: 2_000 });
  else setTimeout(start, 500);
}

/** The server says what went stale; the ordinary query, with its ordinary authorization, fetches it. That is all of it. */
async function open(): Promise<void> {
  if (socket) return;
  const { io } = await import('socket.io-client');
  socket = io({ path: '/ws', transports: ['websocket', 'polling'] });
  let before = false;
  socket.on('connect', () => {
    for (const watch of watched.values()) socket?.emit('watch', watch);
    // Hints may have been missed while the connection was away.
    if (before) void queryClient.invalidateQueries();
    // Or before it was there: the page on the screen came with the first answers, and may have been stored since.
    else
      for (const { kind, id } of watched.values())
        if (kind === 'content') void queryClient.invalidateQueries({ queryKey: ['page', id], exact: true });
    before = true;
  });
  // What this screen shows is not open to this person any more: she is told as soon as it is asked for again.
  socket.on('gone', ({ id }: Watch) => void queryClient.invalidateQueries({ predicate: ({ queryKey }) => queryKey.includes(id) }));
  socket.on('stale', ({ type, id }: Hint) => {
    void queryClient.invalidateQueries({ queryKey: [type, id] });
    if (type === 'tree') treeChanged(id);
    if (type === 'notifications') void queryClient.invalidateQueries({ queryKey: ['notifications'] });
    if (type === 'communities' || type === 'community') void queryClient.invalidateQueries({ queryKey: ['communities'] });
  });
}

/** Pages went elsewhere: whatever of this community is shown may be gone, or lie below something else. */
function treeChanged(communityId: string): void {
  void queryClient.invalidateQueries({ queryKey: ['pages', communityId] });
  void queryClient.invalidateQueries({
    predicate: ({ queryKey, state }) =>
      queryKey[0] === 'page' && (state.data as { communityId?: string } | undefined)?.communityId === communityId,
  });
}

/** Opens the connection again that ended with a session, once somebody has signed in again. */
export function listenAgain(): void {
  socket?.connect();
}

/** Ends the connection, at sign-out. */
export function stopListening(): void {
  socket?.disconnect();
  socket = null;
  watched.clear();
}

/** Hears of changes to something while the screen shows it. */
export function useWatch(kind: Watch['kind'], id: string | undefined): void {
  useEffect(() => {
    if (!id) return;
    const key = `${kind} ${id}`;
    watched.set(key, { kind, id });
    if (socket?.connected) socket.emit('watch', { kind, id });
    return () => {
      watched.delete(key);
      if (socket?.connected) socket.emit('unwatch', { kind, id });
    };
  }, [kind, id]);
}
