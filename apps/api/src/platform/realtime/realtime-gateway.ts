import { Injectable, type BeforeApplicationShutdown } from '@nestjs/common';
import { Watch } from '@parvis/shared';
import type { Server as HttpServer } from 'node:http';
import { Server, type Socket } from 'socket.io';
import { v7 as uuidv7 } from 'uuid';
import type { Person } from '../database/actor.ts';
import { Config } from '../config/config.ts';
import type { Room } from '../events/effects.ts';
import { notFound, problemOf } from '../http/refusal.ts';
import { originIsOurs } from '../http/origin.ts';
import { Log } from '../log/log.ts';
import { Authenticator, type Credentials } from '../security/authenticator.ts';
import type { Revocation } from '../security/revocation.ts';
import { Revocations } from '../security/revocations.ts';
import { RoomAccess } from '../security/room-access.ts';
import { Hints } from './hints.ts';

interface SocketData {
  person: Person;
  credentials: Credentials;
  /** Watched rooms, and the community that each belongs to. */
  watched: Map<Room, { watch: Watch; communityId: string | null }>;
}
/** `gone`: what the screen watched is not open to this person any more; whatever it still shows of it must go. */
interface Told {
  gone: (watch: Watch) => void;
}
type ParvisSocket = Socket<Record<string, never>, Told, Record<string, never>, SocketData>;
type Answer = (answer: unknown) => void;

const MAX_WATCHED = 50;

/** Screens that listen: who they are, what they may hear of, and when they may no longer. */
@Injectable()
export class RealtimeGateway implements BeforeApplicationShutdown {
  private io: Server | null = null;

  constructor(
    private readonly config: Config,
    private readonly log: Log,
    private readonly authenticator: Authenticator,
    private readonly access: RoomAccess,
    private readonly hints: Hints,
    private readonly revocations: Revocations,
  ) {}

  /** Opens `/ws` on the server that also answers HTTP. */
  attach(http: HttpServer): void {
    this.io = new Server(http, {
      path: '/ws',
      serveClient: false,
      destroyUpgrade: false,
      maxHttpBufferSize: 16_384,
      allowRequest: (request, decide) => decide(null, originIsOurs(request.headers, this.config)),
    });
    this.io.use(
      (socket, next) => void this.welcome(socket as ParvisSocket).then((ok) => next(ok ? undefined : new Error('unauthenticated'))),
    );
    this.io.on('connection', (socket) => this.serve(socket as ParvisSocket));
    this.hints.deliverBy((room, hint) => this.io?.local.to(room).emit('stale', hint));
    this.hints.onMissed(() => this.letGo());
    this.revocations.on((revocation) => void this.enforce(revocation).catch((error: unknown) => this.log.error({ error }, 'revocation')));
  }

  private async welcome(socket: ParvisSocket): Promise<boolean> {
    const { cookie, authorization } = socket.handshake.headers;
    const credentials = { cookieHeader: cookie, authorizationHeader: authorization, requestId: uuidv7() };
    try {
      const person = await this.authenticator.authenticate(credentials);
      if (!person) return false;
      socket.data = { person, credentials, watched: new Map() };
      return true;
    } catch (error) {
      this.log.error({ error }, 'a socket could not be welcomed');
      return false;
    }
  }

  private serve(socket: ParvisSocket): void {
    void socket.join(`user:${socket.data.person.id}`);
    socket.on('watch', (input: unknown, answer: unknown) => void this.watch(socket, input, answerer(answer)));
    socket.on('unwatch', (input: unknown, answer: unknown) => this.unwatch(socket, input, answerer(answer)));
  }

  private async watch(socket: ParvisSocket, input: unknown, answer: Answer): Promise<void> {
    try {
      const watch = Watch.parse(input);
      const { person, watched } = socket.data;
      const before = this.revocations.generation;
      const allowed = watched.size < MAX_WATCHED ? await this.access.check(person, watch) : null;
      if (!allowed) throw notFound();
      const room: Room = `${watch.kind}:${watch.id}`;
      watched.set(room, { watch, communityId: allowed.communityId });
      await socket.join(room);
      // Access may have gone while it was being checked.
      if (this.revocations.generation !== before && !(await this.recheck(socket, room))) throw notFound();
      answer({ ok: true });
    } catch (error) {
      answer(problemOf(error, socket.data.credentials.requestId));
    }
  }

  private unwatch(socket: ParvisSocket, input: unknown, answer: Answer): void {
    const watch = Watch.safeParse(input);
    if (watch.success) this.leave(socket, `${watch.data.kind}:${watch.data.id}`);
    answer(watch.success ? { ok: true } : problemOf(watch.error, socket.data.credentials.requestId));
  }

  private async enforce(revocation: Revocation | 'unknown'): Promise<void> {
    if (revocation === 'unknown') return this.letGo();
    const sockets = [...(this.io?.sockets.sockets.values() ?? [])] as ParvisSocket[];
    await Promise.all(sockets.map((socket) => this.enforceOn(socket, revocation)));
  }

  private async enforceOn(socket: ParvisSocket, revocation: Revocation): Promise<void> {
    const { person, watched } = socket.data;
    switch (revocation.kind) {
      case 'session':
        if (person.sessionId === revocation.sessionId) socket.disconnect(true);
        return;
      case 'token':
        if (person.tokenId === revocation.tokenId) socket.disconnect(true);
        return;
      case 'person':
        if (person.id === revocation.personId) await this.recheckPerson(socket);
        return;
      case 'community':
        await this.recheckRooms(
          socket,
          [...watched].filter(([, { communityId }]) => communityId === revocation.communityId).map(([room]) => room),
        );
        return;
      case 'content':
        // A restriction goes down the tree, so that any room of content may be concerned.
        await this.recheckRooms(
          socket,
          [...watched.keys()].filter((room) => room.startsWith('content:')),
        );
    }
  }

  private async recheckPerson(socket: ParvisSocket): Promise<void> {
    const rooms = [...socket.data.watched.keys()];
    for (const room of rooms) void socket.leave(room);
    const person = await this.authenticator.authenticate(socket.data.credentials).catch(() => 'unknown' as const);
    if (person === 'unknown') return comeAgain(socket);
    if (!person) return void socket.disconnect(true);
    socket.data.person = person;
    await this.recheckRooms(socket, rooms);
  }

  private async recheckRooms(socket: ParvisSocket, rooms: Room[]): Promise<void> {
    // Out first, in again when the check says so: nothing is heard in between.
    for (const room of rooms) void socket.leave(room);
    for (const room of rooms) if (await this.recheck(socket, room)) await socket.join(room);
  }

  private async recheck(socket: ParvisSocket, room: Room): Promise<boolean> {
    const entry = socket.data.watched.get(room);
    const allowed = entry && (await this.access.check(socket.data.person, entry.watch).catch(() => 'unknown' as const));
    if (allowed === 'unknown') comeAgain(socket);
    if (allowed && allowed !== 'unknown') return true;
    this.leave(socket, room);
    if (allowed === null && entry) socket.emit('gone', entry.watch);
    return false;
  }

  private leave(socket: ParvisSocket, room: Room): void {
    socket.data.watched.delete(room);
    void socket.leave(room);
  }

  private letGo(): void {
    for (const socket of this.io?.sockets.sockets.values() ?? []) comeAgain(socket);
  }

  /** How many sockets are open here. */
  get open(): number {
    return this.io?.sockets.sockets.size ?? 0;
  }

  async beforeApplicationShutdown(): Promise<void> {
    // Told to leave, screens would stay away; a lost line they take up again, with another process.
    this.io?.engine.close();
  }
}

/**
 * Ends a connection as a lost line does, as when nobody can know any more what it may hear: the screen connects again, is
 * asked who it is, and fetches what it shows.
 */
const comeAgain = (socket: Socket): void => socket.conn.close(true);

const answerer = (answer: unknown): Answer => (typeof answer === 'function' ? (answer as Answer) : () => undefined);
