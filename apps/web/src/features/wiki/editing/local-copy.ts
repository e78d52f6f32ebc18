import { IndexeddbPersistence } from 'y-indexeddb';
import type * as Y from 'yjs';
import { dropCopy, removeUnlessHeld } from './copies.ts';

/** A browser that answers nothing is not waited for. */
const OPENS_WITHIN_MS = 2_000;

/**
 * The text of one page on this device, so that what was written while the network was away outlives a reload, a closed tab
 * or a crash. `kept()` tells when all that was written so far really lies there; where the browser keeps nothing (private
 * windows, a full disk), the screen warns before it is closed.
 */
export class LocalCopy {
  private persistence: IndexeddbPersistence | null = null;
  private failed = false;
  private closed = false;
  private readonly held: { release: () => void; released: Promise<unknown> };
  /** Resolves once what was kept is in the document: true when there was any. Never rejects. */
  readonly loaded: Promise<boolean>;

  constructor(
    readonly name: string,
    private readonly document: Y.Doc,
  ) {
    this.held = holdLock(name);
    this.loaded = this.load();
  }

  /** True for the origin of what the document receives from here. */
  isOrigin(origin: unknown): boolean {
    return this.persistence !== null && origin === this.persistence;
  }

  private async load(): Promise<boolean> {
    // The library lets a failed opening go by unheard: whether anything opens is seen beforehand.
    const opens = await keepsAnything();
    if (this.closed) return false;
    if (opens) this.persistence = new IndexeddbPersistence(this.name, this.document);
    const synced = await Promise.race([
      this.persistence?.whenSynced,
      new Promise<null>((resolve) => setTimeout(resolve, OPENS_WITHIN_MS, null)),
    ]);
    if (!synced?.db) {
      this.failed = true;
      return false;
    }
    // A write that the disk refuses aborts its transaction, and the database hears of it.
    synced.db.addEventListener('abort', () => (this.failed = true));
    synced.db.addEventListener('close', () => (this.failed = true));
    return this.document.store.clients.size > 0;
  }

  /** Resolves when all that the document holds by now is written; false when it could not be. */
  async kept(): Promise<boolean> {
    await this.loaded;
    const database = this.persistence?.db;
    if (!database || this.failed) return false;
    // Transactions on one store run in their order: when this one is done, those before it are.
    await new Promise<void>((resolve) => {
      try {
        const transaction = database.transaction('updates', 'readonly');
        transaction.addEventListener('complete', () => resolve());
        transaction.addEventListener('abort', () => resolve());
        transaction.objectStore('updates').count();
      } catch {
        this.failed = true;
        resolve();
      }
    });
    return !this.failed;
  }

  /** Stops writing; what lies there stays. */
  async close(): Promise<void> {
    this.closed = true;
    await this.persistence?.destroy().catch(() => undefined);
    this.held.release();
    await this.held.released;
  }

  /** Stops writing; it goes from this device, unless another window writes on the same page. */
  async leave(): Promise<void> {
    await this.close();
    await removeUnlessHeld(this.name);
  }

  /** Stops writing and removes it from this device at once, whoever has it open. */
  async remove(): Promise<void> {
    await this.close();
    await dropCopy(this.name);
  }
}

/** False in browsers that keep nothing, e.g. some private windows. */
const keepsAnything = (): Promise<boolean> =>
  new Promise((resolve) => {
    try {
      const request = indexedDB.open('parvis.check');
      request.addEventListener('error', () => resolve(false));
      request.addEventListener('success', () => {
        request.result.close();
        resolve(true);
      });
    } catch {
      resolve(false);
    }
  });

/** Says to other windows that the copy is in use until it is released. Browsers offer locks under https and on localhost. */
function holdLock(name: string): { release: () => void; released: Promise<unknown> } {
  if (!('locks' in navigator)) return { release: () => undefined, released: Promise.resolve() };
  let release = () => undefined as void;
  const until = new Promise<void>((resolve) => (release = resolve));
  return { release, released: navigator.locks.request(name, { mode: 'shared' }, () => until) };
}
