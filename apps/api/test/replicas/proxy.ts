import { createHash } from 'node:crypto';
import { type IncomingMessage, type ServerResponse, createServer, request as httpRequest } from 'node:http';
import { type AddressInfo, type Socket, connect } from 'node:net';
import { buffer } from 'node:stream/consumers';

/** As `docker/Caddyfile` says: one that does not answer is left alone for a while, another one is asked for so long. */
const LEFT_ALONE_MS = 10_000;
const TRIED_FOR_MS = 5_000;
const BETWEEN_TRIES_MS = 250;

/** A proxy in front of several processes, as operators have one: who comes again goes to the same process while it answers. */
export interface Proxy {
  url: string;
  /** Open sockets by the port of the process that they lead to. */
  sockets(): Map<number, number>;
  close(): Promise<void>;
}

export async function openProxy(ports: readonly number[]): Promise<Proxy> {
  const failed = new Map<number, number>();
  const open = new Map<Socket, number>();

  /** The processes in the order in which this client asks them. */
  function orderOf({ headers }: IncomingMessage): number[] {
    const weight = (port: number) => createHash('sha256').update(`${headers.cookie} ${port}`).digest('hex');
    const inOrder = ports.toSorted((a, b) => weight(a).localeCompare(weight(b)));
    const answering = inOrder.filter((port) => (failed.get(port) ?? 0) < Date.now() - LEFT_ALONE_MS);
    return answering.length > 0 ? answering : inOrder;
  }

  /** A connection to the first process that takes one; what was sent to it is its own, and not asked of another. */
  async function reach(request: IncomingMessage): Promise<Socket | null> {
    for (const end = Date.now() + TRIED_FOR_MS; Date.now() < end; await new Promise((resolve) => setTimeout(resolve, BETWEEN_TRIES_MS))) {
      for (const port of orderOf(request)) {
        const socket = await dial(port);
        if (socket) return socket;
        failed.set(port, Date.now());
      }
    }
    return null;
  }

  /** What only asks is asked again elsewhere when no answer came; what changes something is not: its sender decides. */
  async function forward(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await buffer(request);
    for (let turn = 0; turn < ports.length; turn++) {
      const socket = await reach(request);
      const answer = socket && (await ask(socket, request, body).catch(() => null));
      if (answer) {
        response.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.on('error', () => response.destroy());
        answer.pipe(response);
        return;
      }
      if (!socket || request.method !== 'GET') break;
    }
    response.writeHead(502).end();
  }

  function ask(socket: Socket, { method, url, headers }: IncomingMessage, body: Buffer): Promise<IncomingMessage> {
    return new Promise((resolve, reject) => {
      const asked = httpRequest({ createConnection: () => socket, method, path: url, headers: { ...headers, connection: 'close' } });
      asked.once('response', resolve);
      asked.once('error', reject);
      asked.end(body);
    });
  }

  async function upgrade(request: IncomingMessage, near: Socket, head: Buffer): Promise<void> {
    near.on('error', () => undefined);
    const far = await reach(request);
    if (!far) return void near.destroy();
    const lines = [`${request.method} ${request.url} HTTP/1.1`];
    for (let at = 0; at < request.rawHeaders.length; at += 2) lines.push(`${request.rawHeaders[at]}: ${request.rawHeaders[at + 1]}`);
    far.write(`${lines.join('\r\n')}\r\n\r\n`);
    far.write(head);
    open.set(near, far.remotePort ?? 0);
    for (const end of [near, far]) {
      end.on('error', () => undefined);
      end.on('close', () => (open.delete(near), near.destroy(), far.destroy()));
    }
    near.pipe(far).pipe(near);
  }

  const server = createServer((request, response) => void forward(request, response));
  server.on('upgrade', (request, socket, head) => void upgrade(request, socket as Socket, head));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    sockets() {
      const counts = new Map(ports.map((port) => [port, 0]));
      for (const port of open.values()) counts.set(port, (counts.get(port) ?? 0) + 1);
      return counts;
    },
    async close() {
      for (const socket of open.keys()) socket.destroy();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function dial(port: number): Promise<Socket | null> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => resolve(socket));
    socket.once('error', () => resolve(null));
  });
}
