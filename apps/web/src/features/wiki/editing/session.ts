import { HocuspocusProvider, HocuspocusProviderWebsocket } from '@hocuspocus/provider';
import { ACCESS_LOST, SIGNED_OUT, type FromScreen, type FromServer, type PersonChip } from '@parvis/shared';
import * as Y from 'yjs';
import type { Contact } from './contact.ts';
import { copyName } from './copies.ts';
import { LocalCopy } from './local-copy.ts';
import { Marks } from './marks.ts';
import { WHO, forgetUnsaved, rememberUnsaved, unsavedWriters } from './unsaved.ts';
import { AT_FIRST, type Facts, type WritingState, stateOf } from './writing-state.ts';

const RECONNECT_AT_MOST_MS = 8_000;
const ASK_AGAIN_MS = 400;
const ASK_AGAIN_AT_MOST_MS = 30_000;
/** How a socket is closed over which more comes at once than the server listens to (RFC 6455, 7.4.1). */
const TOO_MUCH_AT_ONCE = 1009;

export interface SessionOptions {
  pageId: string;
  title: string;
  me: Pick<PersonChip, 'id' | 'name'>;
  /** Of my cursor on the screens of others: one of the editor's colours, from 0. */
  colour: number;
  /** Where the socket is; this page's own server unless told. */
  url?: string;
  /** How to ask plainly what became of the access: `contactOf`. */
  contact: (pageId: string) => Promise<Contact>;
}

/**
 * One person writing on one page: the shared document, the socket, the copy on this device, and what can honestly be said
 * of it. "Saved" means that the server's log holds everything that was written here: after changes a mark is sent, and
 * the server answers it once all before it is committed.
 */
export class WritingSession {
  readonly document = new Y.Doc();
  readonly provider: HocuspocusProvider;
  private readonly socket: HocuspocusProviderWebsocket;
  private readonly copy: LocalCopy;
  private readonly listeners = new Set<() => void>();
  private facts: Facts = AT_FIRST;
  private shown: { facts: Facts; state: WritingState } = { facts: AT_FIRST, state: stateOf(AT_FIRST) };
  private readonly marks = new Marks((mark) => this.sendMark(mark));
  private askTimer: ReturnType<typeof setTimeout> | undefined;
  private askPause = ASK_AGAIN_MS;
  private asking = false;
  private ended = false;
  /** The windows, this one and those before it, whose unsaved text is in this document. */
  private writers: number[] = [this.document.clientID];
  private remembered = false;

  constructor(readonly options: SessionOptions) {
    this.copy = new LocalCopy(copyName(options.me.id, options.pageId), this.document);
    this.document.on('update', this.onUpdate);
    this.socket = new HocuspocusProviderWebsocket({
      url: options.url ?? `${location.origin.replace(/^http/, 'ws')}/collab`,
      autoConnect: false,
      maxDelay: RECONNECT_AT_MOST_MS,
      onDisconnect: () => this.onDisconnect(),
    });
    this.provider = new HocuspocusProvider({
      websocketProvider: this.socket,
      name: `page:${options.pageId}`,
      document: this.document,
      // Who it is stands in the cookie; a token makes the provider introduce itself.
      token: 'session',
      onAuthenticated: ({ scope }) => this.onAuthenticated(scope === 'readonly'),
      onAuthenticationFailed: ({ reason }) => this.onClosed(reason),
      onSynced: ({ state }) => state && this.onSynced(),
      onStateless: ({ payload }) => this.hear(JSON.parse(payload) as FromServer),
      onClose: ({ event }) => (event.code === TOO_MUCH_AT_ONCE ? this.onTooMuch() : this.onClosed(event.reason)),
    });
    // For the screens of others; the server puts in who it really is.
    this.provider.setAwarenessField('user', { ...options.me, colour: options.colour });
    this.provider.attach();
    window.addEventListener('online', this.connect);
    window.addEventListener('offline', this.onOffline);
    window.addEventListener(WHO, this.onWho);
    void this.open();
  }

  /** What was kept here is shown first, so that the network is not waited for. */
  private async open(): Promise<void> {
    const found = await this.copy.loaded;
    if (this.ended) return;
    this.writers.push(...unsavedWriters(this.options.me.id, this.options.pageId));
    if (found) {
      // Whether it was saved is not known before the server has been asked.
      this.marks.changed();
      this.learn({ ready: true, unsaved: true });
    }
    this.connect();
  }

  /** Tries the connection now, e.g. when the network is back or somebody has signed in again. */
  readonly connect = (): void => {
    if (this.ended || this.facts.accessLost || this.facts.refused) return;
    this.learn({ signedOut: false });
    void this.socket.connect();
  };

  private readonly onUpdate = (_update: Uint8Array, origin: unknown): void => {
    if (origin === this.provider || this.copy.isOrigin(origin)) return;
    const count = this.marks.changed();
    this.remember();
    this.learn({ unsaved: true, kept: false, ready: true });
    void this.noteKept(count);
  };

  private remember(): void {
    if (this.remembered) return;
    this.remembered = true;
    rememberUnsaved(this.options.me.id, this.options, this.document.clientID);
  }

  private forgetMine(): void {
    this.remembered = false;
    forgetUnsaved(this.options.me.id, this.options.pageId, this.writers);
  }

  private async noteKept(changes: number): Promise<void> {
    const kept = await this.copy.kept();
    if (changes === this.marks.count) this.learn({ kept });
  }

  private onAuthenticated(readOnly: boolean): void {
    // Whoever may only read is asked nothing and told nothing: what is unsaved is what this device remembers as such.
    if (readOnly) this.trustMemory();
    this.learn({ readOnly, signedOut: false });
  }

  /** Where the server will not say it: a copy that a crash left behind is unsaved only if it was when that happened. */
  private trustMemory(): void {
    if (unsavedWriters(this.options.me.id, this.options.pageId).length > 0) return;
    this.marks.settle();
    this.learn({ unsaved: false });
  }

  private onSynced(): void {
    this.askPause = ASK_AGAIN_MS;
    this.learn({ ready: true, connected: true });
    // What this screen had and the server had not went out just before: it is asked about as well.
    this.marks.ask();
  }

  private sendMark(mark: number): boolean {
    if (!this.facts.connected) return false;
    this.provider.sendStateless(JSON.stringify({ kind: 'mark', mark } satisfies FromScreen));
    return true;
  }

  private hear(message: FromServer): void {
    if (message.kind === 'saved') this.onSaved(message.mark);
    else if (message.kind === 'saving-fails') this.learn({ savingFails: true });
    else if (message.kind === 'refused') this.onRefused(message);
    else if (message.kind === 'access') this.learn({ readOnly: !message.edit });
    else this.learn({ size: message.share });
  }

  private onSaved(mark: number): void {
    if (!this.marks.answered(mark)) return;
    const { unsaved } = this.marks;
    if (!unsaved) this.forgetMine();
    this.learn({ unsaved, savingFails: false, ...(!unsaved && { kept: true }) });
  }

  private onRefused({ code, detail }: Extract<FromServer, { kind: 'refused' }>): void {
    this.socket.disconnect();
    this.learn({ refused: { code, detail }, connected: false });
  }

  /** Sent again it would be hung up on again. */
  private onTooMuch(): void {
    this.marks.forgetAsked();
    this.onRefused({ kind: 'refused', code: 'too-large', detail: 'It is more than can be sent at once.' });
  }

  /** A socket without network closes only after a while: here it is closed at once, so that the next one opens at once too. */
  private readonly onOffline = (): void => {
    this.socket.disconnect();
    this.provider.onClose();
    this.socket.onClose({ event: { code: 4408, reason: 'offline' } });
  };

  private onDisconnect(): void {
    this.marks.forgetAsked();
    this.learn({ connected: false });
    void this.askWhy();
  }

  private onClosed(reason: string): void {
    this.marks.forgetAsked();
    this.learn({ connected: false });
    if (reason === ACCESS_LOST) this.loseAccess();
    else if (reason === SIGNED_OUT) this.askToSignIn();
    else void this.askWhy();
  }

  /** A closed socket says little: the ordinary question, with its ordinary authorization, tells what it means. */
  private async askWhy(): Promise<void> {
    if (this.asking || this.askTimer !== undefined || this.ended || this.facts.refused || this.facts.accessLost) return;
    if (!navigator.onLine) return;
    this.asking = true;
    const contact = await this.options.contact(this.options.pageId);
    this.asking = false;
    if (this.ended || this.facts.connected) return;
    if (contact === 'access-lost') return this.loseAccess();
    if (contact === 'signed-out') return this.askToSignIn();
    if (contact === 'read-only') this.learn({ readOnly: true });
    this.askTimer = setTimeout(() => this.goOn(contact), this.askPause);
    this.askPause = Math.min(this.askPause * 2, ASK_AGAIN_AT_MOST_MS);
  }

  /** Where the server answers, the page was closed alone and is opened again; where it does not, the socket tries by itself. */
  private goOn(contact: Contact): void {
    this.askTimer = undefined;
    if (this.ended || this.facts.connected) return;
    if (contact === 'unreachable') return void this.askWhy();
    this.socket.disconnect();
    this.connect();
  }

  private askToSignIn(): void {
    this.socket.disconnect();
    this.learn({ signedOut: true, connected: false });
  }

  private loseAccess(): void {
    this.socket.disconnect();
    this.trustMemory();
    this.learn({ accessLost: true, connected: false });
    if (!this.facts.unsaved) void this.forget();
  }

  /** After a refusal: sends the same text again, e.g. when something was taken out of it. */
  retry(): void {
    this.learn({ refused: null });
    this.connect();
  }

  /** Gives up what is here and not saved, and removes it from this device. */
  async forget(): Promise<void> {
    this.forgetMine();
    this.stop();
    await this.copy.remove();
  }

  /** Leaves the page. What is not saved yet goes on being saved, however long the network is away; what is saved need not stay here. */
  async leave(): Promise<void> {
    if (this.ended) return;
    this.provider.awareness?.setLocalState(null);
    await this.settled();
    if (this.ended) return;
    const { unsaved } = this.facts;
    this.stop();
    await (unsaved ? this.copy.close() : this.copy.leave());
  }

  /** Ends at once. What is not saved stays on this device, and is sent when the workplace is opened next. */
  async end(): Promise<void> {
    this.stop();
    await this.copy.close();
  }

  /** Resolves when nothing is left to save, or the server will not have it. */
  private settled(): Promise<void> {
    return new Promise((resolve) => {
      const look = () => {
        if (!this.ended && this.facts.unsaved && (this.shown.state.kind === 'saving' || this.shown.state.kind === 'not-saved')) return;
        unsubscribe();
        resolve();
      };
      const unsubscribe = this.subscribe(look);
      look();
    });
  }

  /** Whoever is here now may be somebody else: nothing is sent in another name. */
  private readonly onWho = (event: Event): void => {
    if ((event as CustomEvent<string | null>).detail !== this.options.me.id) void this.end();
  };

  private stop(): void {
    if (this.ended) return;
    this.ended = true;
    this.marks.stop();
    clearTimeout(this.askTimer);
    window.removeEventListener('online', this.connect);
    window.removeEventListener('offline', this.onOffline);
    window.removeEventListener(WHO, this.onWho);
    this.document.off('update', this.onUpdate);
    this.provider.destroy();
    this.socket.destroy();
    for (const listener of this.listeners) listener();
  }

  private learn(news: Partial<Facts>): void {
    this.facts = { ...this.facts, ...news };
    this.shown = { facts: this.facts, state: stateOf(this.facts) };
    for (const listener of this.listeners) listener();
  }

  /** For `useSyncExternalStore`. */
  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  };
  readonly snapshot = (): { facts: Facts; state: WritingState } => this.shown;
}
