import { type Socket, io } from 'socket.io-client';

/** A screen that shows the pages of a community as browsers do: it asks whenever it is told, and whenever it has connected. */
export interface Screen {
  socket: Socket;
  /** Ids of the pages that it shows. */
  shown: Set<string>;
  /** How often it was told that something went stale. */
  told: number;
  /** The times at which it connected, in milliseconds. */
  connected: number[];
  /** The times at which its connection was lost. */
  lost: number[];
  close(): void;
}

interface Watched {
  address: string;
  cookie: string;
  communityId: string;
}

/** Resolves when it listens and has asked once. */
export async function openScreen({ address, cookie, communityId }: Watched): Promise<Screen> {
  const socket = io(address, {
    path: '/ws',
    transports: ['websocket', 'polling'],
    extraHeaders: { origin: address, cookie },
    forceNew: true,
  });
  const screen: Screen = { socket, shown: new Set(), told: 0, connected: [], lost: [], close: () => socket.disconnect() };
  const isClosed = () => socket.disconnected && !socket.active;
  let asking: Promise<void> | null = null;
  let again = false;
  const ask = async () => {
    const answer = await fetch(`${address}/api/communities/${communityId}/pages`, { headers: { cookie } }).catch(() => null);
    // Of an answer that was on its way from whoever is killed, only a part may come.
    const tree = answer?.ok
      ? await answer.json().then(
          (json) => json as { items: { id: string }[] },
          () => null,
        )
      : null;
    for (const { id } of tree?.items ?? []) screen.shown.add(id);
    // As the query cache does: what failed is tried again.
    if (tree === null && !isClosed() && (answer === null || answer.ok || answer.status >= 500)) setTimeout(refetch, 300);
  };
  function refetch(): void {
    if (asking) {
      again = true;
      return;
    }
    asking = ask().finally(() => {
      asking = null;
      if (again) refetch();
      again = false;
    });
  }
  socket.on('stale', () => {
    screen.told += 1;
    refetch();
  });
  socket.on('disconnect', () => screen.lost.push(Date.now()));
  socket.on('connect', () => {
    screen.connected.push(Date.now());
    void socket.emitWithAck('watch', { kind: 'community', id: communityId }).then(refetch, () => undefined);
  });
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', () => resolve());
    socket.once('connect_error', reject);
  });
  await socket.emitWithAck('watch', { kind: 'community', id: communityId });
  return screen;
}
