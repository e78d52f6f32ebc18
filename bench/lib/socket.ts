import { WebSocket } from 'ws';

/** A socket of the workplace as the browser opens it (Socket.IO 4 over WebSocket), with no more memory than needed. */
export class Socket {
  private readonly socket: WebSocket;
  /** Called with each hint. */
  onHint: () => void = () => undefined;

  private constructor(socket: WebSocket) {
    this.socket = socket;
  }

  static open(url: string, cookie: string): Promise<Socket> {
    return new Promise((resolve, reject) => {
      const socket = new WebSocket(`${url.replace('http', 'ws')}/ws/?EIO=4&transport=websocket`, {
        headers: { origin: url, cookie },
        perMessageDeflate: false,
      });
      const opened = new Socket(socket);
      socket.on('error', reject);
      socket.on('close', () => reject(new Error('The socket was closed.')));
      socket.on('message', (data: Buffer) => {
        const message = data.toString();
        if (message[0] === '0') socket.send('40');
        else if (message === '2') socket.send('3');
        else if (message.startsWith('40')) resolve(opened);
        else if (message.startsWith('44')) reject(new Error(`Not let in: ${message.slice(2)}`));
        else if (message.startsWith('42["stale"')) opened.onHint();
      });
    });
  }

  /** Hears of changes to something from now on. */
  watch(kind: 'content' | 'community', id: string): void {
    this.socket.send(`42${JSON.stringify(['watch', { kind, id }])}`);
  }

  close(): void {
    this.socket.removeAllListeners('close');
    this.socket.terminate();
  }
}

/** Opens so many, a few at a time. */
export async function openMany(count: number, url: string, cookie: string): Promise<Socket[]> {
  const sockets: Socket[] = [];
  while (sockets.length < count) {
    const batch = Math.min(100, count - sockets.length);
    sockets.push(...(await Promise.all(Array.from({ length: batch }, () => Socket.open(url, cookie)))));
  }
  return sockets;
}
