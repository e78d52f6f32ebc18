import { Injectable, type BeforeApplicationShutdown } from '@nestjs/common';
import type { IncomingMessage, Server as HttpServer } from 'node:http';
import type { Duplex } from 'node:stream';
import { v7 as uuidv7 } from 'uuid';
import { type WebSocket, WebSocketServer } from 'ws';
import { Config } from '../../../platform/config/config.ts';
import { originIsOurs } from '../../../platform/http/origin.ts';
import { Log } from '../../../platform/log/log.ts';
import { Authenticator } from '../../../platform/security/authenticator.ts';
import { LivePages } from './live-pages.ts';
import type { Writer } from './writer.ts';

/** Where co-editing is spoken. */
export const LIVE_PATH = '/collab';
/** The largest message: what somebody wrote offline comes in one. */
const MAX_MESSAGE_BYTES = 4 * 1024 * 1024;
const SAYS_WHY_MS = 2_000;

/** Opens `/collab` on the server that also answers HTTP, for whoever is signed in and comes from our own pages. */
@Injectable()
export class LiveGateway implements BeforeApplicationShutdown {
  private readonly sockets = new WebSocketServer({ noServer: true, maxPayload: MAX_MESSAGE_BYTES });

  constructor(
    private readonly config: Config,
    private readonly log: Log,
    private readonly authenticator: Authenticator,
    private readonly pages: LivePages,
  ) {}

  attach(http: HttpServer): void {
    http.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
      const path = (request.url ?? '').split('?')[0] ?? '';
      if (path === LIVE_PATH) void this.welcome(request, socket, head);
      else if (!path.startsWith('/ws')) refuse(socket, '404 Not Found');
    });
  }

  private async welcome(request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> {
    const lost = () => socket.destroy();
    socket.on('error', lost);
    if (!originIsOurs(request.headers, this.config)) return refuse(socket, '403 Forbidden');
    const { cookie, authorization } = request.headers;
    const credentials = { cookieHeader: cookie, authorizationHeader: authorization, requestId: uuidv7() };
    try {
      const person = await this.authenticator.authenticate(credentials);
      if (!person) return refuse(socket, '401 Unauthorized');
      socket.off('error', lost);
      this.sockets.handleUpgrade(request, socket, head, (client) =>
        this.serve(client, request, { person, credentials, edit: false, found: -1 }),
      );
    } catch (error) {
      this.log.warn({ error }, 'a screen could not be welcomed to write');
      refuse(socket, '503 Service Unavailable');
    }
  }

  private serve(client: WebSocket, request: IncomingMessage, writer: Writer): void {
    const connection = this.pages.server.handleConnection(client as never, new Request(`http://parvis${request.url ?? ''}`), writer);
    client.on('message', (data: Buffer, binary) => (binary ? connection.handleMessage(new Uint8Array(data)) : client.close(1_003)));
    client.on('close', (code, reason) => connection.handleClose({ code, reason: reason.toString() }));
    // Time to hear with which code it is closed: a screen that sent too much would otherwise send it again for ever.
    client.on('error', () => setTimeout(() => client.terminate(), SAYS_WHY_MS).unref());
  }

  beforeApplicationShutdown(): void {
    for (const client of this.sockets.clients) client.close(1_012, 'restart');
    this.sockets.close();
  }
}

function refuse(socket: Duplex, status: string): void {
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\n\r\n`);
}
