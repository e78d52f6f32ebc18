import { type Socket, io } from 'socket.io-client';

/** Opens the socket that hints come by, as a screen of ours does, but once: it does not come again by itself. Null: it was refused. */
export function openHints(address: string, headers: Record<string, string>): Promise<Socket | null> {
  const socket = io(address, {
    path: '/ws',
    transports: ['websocket'],
    extraHeaders: { origin: address, ...headers },
    forceNew: true,
    reconnection: false,
  });
  return new Promise((resolve) => {
    socket.once('connect', () => resolve(socket));
    socket.once('connect_error', () => resolve(null));
  });
}

/** The hints that come from now on, as `annotations <id of the page>`. */
export function hintsTo(socket: Socket): string[] {
  const heard: string[] = [];
  socket.on('stale', ({ type, id }: { type: string; id: string }) => heard.push(`${type} ${id}`));
  return heard;
}
