import type { Connection, Document, TransactionOrigin } from '@hocuspocus/server';
import type { FromServer } from '@parvis/shared';
import * as Y from 'yjs';
import type { LoggedUpdate } from './page-log.ts';
import { UpdateJudge } from './update-judge.ts';
import type { Writer } from './writer.ts';

/** Updates that arrive within this time are written together. */
const BATCH_MS = 20;
const RETRY_FIRST_MS = 200;
const RETRY_LAST_MS = 4_000;
/** From here on screens are told how full the page is. */
const NEARLY_FULL = 0.8;

export interface LogAccess {
  append(updates: readonly LoggedUpdate[]): Promise<number>;
  since(seq: number): Promise<{ seq: number; update: Uint8Array }[]>;
}
/** Told to one screen. */
export type Tell = (message: FromServer) => void;

/** Where an update came from when it lies in the log already. */
export const FROM_LOG = { source: 'local', skipStoreHooks: true, context: { logged: true } } as const;

/** One page that is open for writing in this process: its updates go to the log, and those of other processes come from it. */
export class LivePage {
  readonly judge: UpdateJudge;
  /** An update waits in the document for one that it builds on; whatever brings that one lets it in, too. */
  private incomplete = false;
  /** When each person who writes here did so last. */
  readonly sessions = new Map<string, number>();
  private waiting: LoggedUpdate[] = [];
  private marks = new Map<Tell, number>();
  private writing: Promise<void> | null = null;
  private timer: NodeJS.Timeout | null = null;
  private failing = false;
  private closed = false;

  constructor(
    readonly pageId: string,
    readonly document: Document,
    private readonly log: LogAccess,
    /** All updates up to here are in the document. */
    private seq: number,
  ) {
    this.judge = new UpdateJudge(document);
    document.on('update', (update: Uint8Array, origin: TransactionOrigin | null) => this.take(update, origin));
  }

  /**
   * Whatever changes the document goes to the log. Not only people do: after each change that came from elsewhere Yjs
   * clears away the marks that it made needless, and others, who got the same in another order, would keep them.
   */
  private take(update: Uint8Array, origin: TransactionOrigin | null): void {
    if (origin === FROM_LOG && !this.incomplete) return;
    const writer = origin?.source === 'connection' ? (origin.connection as Connection<Writer>).context.person : null;
    this.waiting.push({ update, actorId: writer?.id ?? null });
    this.schedule(BATCH_MS);
  }

  /** Answers `saved` as soon as all that was taken before is committed. */
  mark(tell: Tell, mark: number): void {
    if (this.waiting.length === 0 && !this.writing) return tell(this.saved(mark, Y.encodeStateVector(this.document)));
    this.marks.set(tell, mark);
    if (this.waiting.length === 0) this.schedule(0);
  }

  forget(tell: Tell): void {
    this.marks.delete(tell);
  }

  /** True when all that was taken is committed. */
  get saves(): boolean {
    return this.waiting.length === 0 && !this.writing;
  }

  private schedule(after: number): void {
    if (this.timer || this.closed) return;
    this.timer = setTimeout(() => {
      this.timer = null;
      void this.flush();
    }, after);
  }

  /** Writes what waits. Resolves when it is committed, or when a first try has failed (it is tried again later). */
  async flush(): Promise<void> {
    // Two that waited for the same write must not both start one.
    while (this.writing) await this.writing;
    if (this.waiting.length === 0 && this.marks.size === 0) return;
    this.writing = this.write().finally(() => (this.writing = null));
    await this.writing;
  }

  private retryAfter = RETRY_FIRST_MS;

  private async write(): Promise<void> {
    const batch = this.waiting;
    const marks = this.marks;
    this.waiting = [];
    this.marks = new Map();
    const vector = Y.encodeStateVector(this.document);
    try {
      if (batch.length > 0) {
        const merged = mergeByAuthor(batch);
        const seq = await this.log.append(merged);
        // What other processes added in between comes by `follow`.
        if (seq === this.seq + merged.length) this.seq = seq;
      }
    } catch {
      this.waiting = [...batch, ...this.waiting];
      for (const [tell, mark] of marks) if (!this.marks.has(tell)) this.marks.set(tell, mark);
      if (!this.failing) this.document.broadcastStateless(JSON.stringify({ kind: 'saving-fails' } satisfies FromServer));
      this.failing = true;
      this.schedule(this.retryAfter);
      this.retryAfter = Math.min(this.retryAfter * 2, RETRY_LAST_MS);
      return;
    }
    this.failing = false;
    this.retryAfter = RETRY_FIRST_MS;
    for (const [tell, mark] of marks) tell(this.saved(mark, vector));
    if (this.judge.share >= NEARLY_FULL)
      this.document.broadcastStateless(JSON.stringify({ kind: 'size', share: this.judge.share } satisfies FromServer));
  }

  private saved(mark: number, vector: Uint8Array): FromServer {
    return { kind: 'saved', mark, vector: Buffer.from(vector).toString('base64') };
  }

  /** Takes over what other processes, or writes by request, added to the log. */
  async follow(): Promise<void> {
    for (const { seq, update } of await this.log.since(this.seq)) {
      if (this.closed) return;
      this.judge.follow(update);
      this.incomplete = this.document.store.pendingStructs !== null || this.document.store.pendingDs !== null;
      Y.applyUpdate(this.document, update, FROM_LOG);
      this.seq = Math.max(this.seq, seq);
    }
  }

  close(): void {
    this.closed = true;
    if (this.timer) clearTimeout(this.timer);
  }
}

/** Neighbouring updates of one person become one row. */
function mergeByAuthor(updates: readonly LoggedUpdate[]): LoggedUpdate[] {
  const runs: { actorId: string | null; updates: Uint8Array[] }[] = [];
  for (const { update, actorId } of updates) {
    const last = runs.at(-1);
    if (last?.actorId === actorId) last.updates.push(update);
    else runs.push({ actorId, updates: [update] });
  }
  return runs.map((run) => ({
    actorId: run.actorId,
    update: run.updates.length === 1 ? (run.updates[0] as Uint8Array) : Y.mergeUpdates(run.updates),
  }));
}
