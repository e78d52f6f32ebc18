import { type Connection, type Document, Hocuspocus, type TransactionOrigin } from '@hocuspocus/server';
import { Injectable, type BeforeApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { ACCESS_LOST, SIGNED_OUT, type FromScreen, type FromServer, type RefusalCode } from '@parvis/shared';
import { v7 as uuidv7 } from 'uuid';
import * as Y from 'yjs';
import { type Person, system } from '../../../platform/database/actor.ts';
import { Database } from '../../../platform/database/database.ts';
import { Log } from '../../../platform/log/log.ts';
import { Bus } from '../../../platform/realtime/bus.ts';
import { Authenticator } from '../../../platform/security/authenticator.ts';
import type { Revocation } from '../../../platform/security/revocation.ts';
import { Revocations } from '../../../platform/security/revocations.ts';
import { LiveAccess } from './live-access.ts';
import { FROM_LOG, LivePage, type Tell } from './live-page.ts';
import { PAGE_UPDATES, PageLog, type PageUpdates } from './page-log.ts';
import { Presence } from './presence.ts';
import type { Writer } from './writer.ts';
import { WritingSessions } from './writing-sessions.ts';

type Screen = Connection<Writer>;

const DOCUMENT = /^page:([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})$/;
const SYNC_STEP_1 = 0;
const UPDATE = 2;

const idOf = (documentName: string): string => documentName.slice('page:'.length);

/** Pages that are open for writing in this process, by Hocuspocus. What it relays is judged first and logged at once. */
@Injectable()
export class LivePages implements OnModuleInit, BeforeApplicationShutdown {
  /** Tells this process from the others. */
  private readonly name = uuidv7();
  private readonly open = new Map<string, LivePage>();
  readonly server: Hocuspocus<Writer>;
  private idle: NodeJS.Timeout | null = null;

  constructor(
    private readonly db: Database,
    private readonly log: Log,
    private readonly pageLog: PageLog,
    private readonly sessions: WritingSessions,
    private readonly access: LiveAccess,
    private readonly authenticator: Authenticator,
    private readonly revocations: Revocations,
    private readonly presence: Presence,
    private readonly bus: Bus,
  ) {
    this.server = new Hocuspocus<Writer>({
      quiet: true,
      maxPendingDocuments: 4,
      maxUnauthenticatedQueueMessages: 50,
      onAuthenticate: async ({ documentName, context, connectionConfig }) => {
        const found = await this.find(documentName, context);
        connectionConfig.readOnly = !found.edit;
        return found;
      },
      onLoadDocument: ({ documentName, document }) => this.load(documentName, document),
      afterUnloadDocument: async ({ documentName }) => this.forget(documentName),
      beforeUnloadDocument: ({ document }) => this.finish(document),
      beforeSync: ({ type, payload, connection, document }) => this.receive(type, payload, connection as Screen, document),
      beforeHandleAwareness: async ({ states, connection, document }) =>
        this.presence.check(states, connection as Screen | undefined, document),
      onAwarenessUpdate: async ({ document, transactionOrigin, added, updated, removed }) =>
        this.presence.tell(this.name, document, transactionOrigin, [...added, ...updated, ...removed]),
      onStateless: async ({ payload, connection, document }) => this.answer(payload, connection as Screen, document),
      onDisconnect: ({ documentName, document, context }) => this.leave(documentName, document, context),
    });
    bus.subscribe(PAGE_UPDATES, (payload) => this.hear(JSON.parse(payload) as PageUpdates));
    this.presence.listen(this.name, (documentName) => this.server.documents.get(documentName));
    bus.onInterruption(() => {
      for (const page of this.open.values())
        void page.follow().catch((error: unknown) => this.log.warn({ error }, 'a live page lags behind'));
    });
  }

  onModuleInit(): void {
    this.idle = setInterval(() => void this.sessions.endIdle(this.open.values()), 60_000).unref();
    this.revocations.on((revocation) => void this.enforce(revocation));
  }

  /** How many pages are open here. */
  get count(): number {
    return this.open.size;
  }

  private async find(documentName: string, writer: Writer): Promise<Writer> {
    const pageId = DOCUMENT.exec(documentName)?.[1];
    const found = this.revocations.generation;
    const access = pageId ? await this.access.of(writer.person, pageId) : null;
    if (!access) throw turnedAway();
    return { ...writer, edit: access.edit, found };
  }

  private async load(documentName: string, document: Document): Promise<void> {
    const pageId = idOf(documentName);
    const opened = await this.pageLog.open(pageId);
    if (!opened) throw turnedAway();
    Y.applyUpdate(document, Y.encodeStateAsUpdate(opened.live), FROM_LOG);
    opened.live.destroy();
    const page = new LivePage(
      pageId,
      document,
      {
        append: (updates) =>
          this.db.write({ ...system, id: updates.at(-1)?.actorId ?? null }, (tx) => this.pageLog.append(tx, pageId, updates, this.name)),
        since: (seq) => this.pageLog.since(pageId, seq),
      },
      opened.seq,
    );
    this.open.set(documentName, page);
    // Between reading the log and listening to it something may have been added.
    await page.follow().catch((error: unknown) => {
      this.forget(documentName);
      throw error;
    });
  }

  /** Everything that changes a page comes through here, before anybody else sees it. */
  private async receive(type: number, payload: Uint8Array, screen: Screen, document: Document): Promise<void> {
    const page = this.pageOf(screen, document);
    if (!page || type === SYNC_STEP_1) return;
    if (!(await this.authorize(screen))) return putOut(screen, ACCESS_LOST);
    if (screen.readOnly) {
      if (!Y.snapshotContainsUpdate(Y.snapshot(document), payload))
        this.refuse(screen, 'read-only', 'You may read this page, not write in it.');
      return;
    }
    if (type === UPDATE || !Y.snapshotContainsUpdate(Y.snapshot(document), payload)) await this.sessions.note(page, screen.context.person);
    // Access may have gone while her session was noted.
    if (screen.readOnly || !(await this.authorize(screen))) return;
    const judgement = page.judge.judge(payload);
    if (!judgement.ok) return this.refuse(screen, judgement.code, judgement.detail);
    // Applied here and now, so that nothing comes between judging and applying; Hocuspocus then finds nothing new.
    Y.applyUpdate(document, judgement.update, { source: 'connection', connection: screen } satisfies TransactionOrigin);
  }

  private refuse(screen: Screen, code: RefusalCode, detail: string): void {
    tellOf(screen)({ kind: 'refused', code, detail });
    putOut(screen, `refused-${code}`);
  }

  /** Asked again for the first update after anybody lost access to anything, and for each while nothing can be heard. */
  private async authorize(screen: Screen): Promise<boolean> {
    if (screen.context.found !== this.revocations.generation || !this.revocations.listening) await this.recheck(screen);
    return screen.document.hasConnection(screen);
  }

  private async recheck(screen: Screen): Promise<void> {
    const { context, document } = screen;
    let person: Person | null = null;
    let found: Writer | null = null;
    try {
      person = await this.authenticator.authenticate(context.credentials);
      found = person && (await this.find(document.name, { ...context, person }));
    } catch (error) {
      // Nobody knows, as when the database is away: she comes again with all that she has, and is asked like anybody who comes.
      if (!isTurnedAway(error)) return sendAgain(screen);
    }
    if (!found) return putOut(screen, person ? ACCESS_LOST : SIGNED_OUT);
    const changed = found.edit !== context.edit;
    Object.assign(context, found);
    screen.readOnly = !found.edit;
    if (changed) tellOf(screen)({ kind: 'access', edit: found.edit });
  }

  private async enforce(revocation: Revocation | 'unknown'): Promise<void> {
    for (const document of this.server.documents.values()) {
      for (const screen of document.getConnections() as Screen[]) {
        if (revocation === 'unknown') sendAgain(screen);
        else if (concerns(revocation, screen.context.person)) await this.recheck(screen);
      }
    }
  }

  private answer(payload: string, screen: Screen, document: Document): void {
    const message = parse(payload);
    const page = this.pageOf(screen, document);
    if (message && page && !screen.readOnly) page.mark(tellOf(screen), message.mark);
  }

  /** The page behind a screen. One that came while its page was let go would write to nowhere: it is sent to come again. */
  private pageOf(screen: Screen, document: Document): LivePage | null {
    const page = this.open.get(document.name);
    if (page?.document === document) return page;
    sendAgain(screen);
    return null;
  }

  private hear({ pageId, from }: PageUpdates): void {
    if (from === this.name) return;
    const page = this.open.get(`page:${pageId}`);
    void page?.follow().catch((error: unknown) => this.log.warn({ error, pageId }, 'a live page lags behind'));
  }

  private async leave(documentName: string, document: Document, writer: Writer): Promise<void> {
    const page = this.open.get(documentName);
    const writesOn = (document.getConnections() as Screen[]).some(({ context }) => context.person.id === writer.person.id);
    if (page && !writesOn) await this.sessions.end(page, writer.person.id);
  }

  /**
   * A page is not let go before all of it is in the log. Hocuspocus lets go by name, once the last who left is dealt
   * with: when that took long, the name stands for what was opened anew, and its screens would hear nothing any more.
   */
  private async finish(document: Document): Promise<void> {
    if (this.server.documents.get(document.name) !== document) throw letGoAlready();
    const page = this.open.get(document.name);
    await page?.flush();
    if (page && !page.saves) throw new Error('not saved yet');
  }

  private forget(documentName: string): void {
    this.open.get(documentName)?.close();
    this.open.delete(documentName);
  }

  async beforeApplicationShutdown(): Promise<void> {
    if (this.idle) clearInterval(this.idle);
    await Promise.all([...this.open.values()].map((page) => page.flush()));
    this.server.closeConnections();
    for (const page of this.open.values()) page.close();
  }
}

/** Hocuspocus tells the reason to the screen, and writes the message, which is empty, to no log. */
const turnedAway = () => Object.assign(new Error(''), { reason: ACCESS_LOST });
const isTurnedAway = (error: unknown): boolean => (error as { reason?: unknown }).reason === ACCESS_LOST;

/** Without words, so that Hocuspocus writes nothing to the console. */
const letGoAlready = () => new Error('');

/** The screen comes again by itself, with all that it has; what it still sends until then is not applied. */
function sendAgain(screen: Screen): void {
  screen.readOnly = true;
  screen.close({ code: 1_012, reason: 'reconnect' });
}

/** What it still sends is not applied. */
function putOut(screen: Screen, reason: string): void {
  screen.readOnly = true;
  screen.close({ code: 4_403, reason });
}

const tells = new WeakMap<Screen, Tell>();
function tellOf(screen: Screen): Tell {
  const known = tells.get(screen);
  if (known) return known;
  const tell: Tell = (message: FromServer) => screen.sendStateless(JSON.stringify(message));
  tells.set(screen, tell);
  return tell;
}

function parse(payload: string): FromScreen | null {
  try {
    const message = JSON.parse(payload) as Partial<FromScreen>;
    return message.kind === 'mark' && Number.isSafeInteger(message.mark) ? { kind: 'mark', mark: message.mark as number } : null;
  } catch {
    return null;
  }
}

/** A restriction goes down the tree and a community holds many pages: those are asked again, whoever writes. */
function concerns(revocation: Revocation, person: Person): boolean {
  switch (revocation.kind) {
    case 'session':
      return person.sessionId === revocation.sessionId;
    case 'token':
      return person.tokenId === revocation.tokenId;
    case 'person':
      return person.id === revocation.personId;
    default:
      return true;
  }
}
