import { HocuspocusProvider, HocuspocusProviderWebsocket, WebSocketStatus } from '@hocuspocus/provider';
import { type FromServer, LIVE_FRAGMENT } from '@parvis/shared';
import { WebSocket } from 'ws';
import * as Y from 'yjs';

/** One screen that writes on a page, over a real socket. */
export interface LiveScreen {
  doc: Y.Doc;
  fragment: Y.XmlFragment;
  /** The first block, and the first run of text in it: to write what `type` does not. */
  firstBlock(): Y.XmlElement;
  firstText(): Y.XmlText;
  provider: HocuspocusProvider;
  /** What the server told, in order. */
  told: FromServer[];
  /** Why it was turned away or put out, e.g. `access-lost`. */
  reasons: string[];
  /** With what its socket was closed, e.g. 1009. */
  codes: number[];
  /** Types into a paragraph: the first one unless told. */
  type(text: string, block?: number): void;
  addParagraph(text: string, id?: string): void;
  /** All text, a line for each block. */
  text(): string;
  /** Resolves when the server says that all that was written here is committed. */
  saved(): Promise<void>;
  cut(): void;
  reconnect(): Promise<void>;
  close(): void;
}

/** Opens a page as a screen does. Resolves when it is in step with the server, or was turned away. */
export async function openLive(
  address: string,
  pageId: string,
  headers: Record<string, string>,
  options: { doc?: Y.Doc; wait?: boolean } = {},
): Promise<LiveScreen> {
  class Socket extends WebSocket {
    constructor(url: string) {
      super(url, { headers: { origin: address, ...headers } });
      // Closed before it was open: nobody is left to be told.
      this.on('error', () => undefined);
    }
  }
  const socket = new HocuspocusProviderWebsocket({
    url: `${address.replace('http', 'ws')}/collab`,
    WebSocketPolyfill: Socket,
    delay: 100,
    minDelay: 50,
    maxDelay: 300,
    jitter: false,
  });
  const doc = options.doc ?? new Y.Doc();
  const told: FromServer[] = [];
  const reasons: string[] = [];
  const codes: number[] = [];
  const provider = new HocuspocusProvider({ name: `page:${pageId}`, document: doc, websocketProvider: socket, token: 'cookie' });
  const marks = new Map<number, () => void>();
  provider.on('stateless', ({ payload }: { payload: string }) => {
    const message = JSON.parse(payload) as FromServer;
    told.push(message);
    if (message.kind !== 'saved') return;
    for (const [mark, done] of marks) {
      if (mark > message.mark) continue;
      marks.delete(mark);
      done();
    }
  });
  provider.on('authenticationFailed', ({ reason }: { reason: string }) => reasons.push(reason));
  const comeAgain = async () => {
    await until(() => socket.status !== WebSocketStatus.Connected);
    void socket.connect();
  };
  provider.on('close', ({ event }: { event: { reason?: string; code: number } }) => {
    codes.push(event.code);
    reasons.push(event.reason ?? '');
    // As the workplace does when it is asked to: the whole connection is made anew.
    if (event.reason !== 'reconnect') return;
    socket.disconnect();
    void comeAgain();
  });
  let mark = 0;
  const sendMark = () => provider.sendStateless(JSON.stringify({ kind: 'mark', mark }));
  provider.on('synced', () => marks.size > 0 && sendMark());
  provider.attach();
  if (options.wait !== false) await until(() => provider.synced || reasons.length > 0);
  const fragment = doc.getXmlFragment(LIVE_FRAGMENT);
  const lines = () => fragment.toArray().map((block) => textOf(block));
  return {
    doc,
    fragment,
    firstBlock: () => fragment.get(0) as Y.XmlElement,
    firstText: () => (fragment.get(0) as Y.XmlElement).get(0) as Y.XmlText,
    provider,
    told,
    reasons,
    codes,
    type(text, block = 0) {
      const element = fragment.get(block) as Y.XmlElement;
      const [first] = element.toArray();
      if (first instanceof Y.XmlText) first.insert(first.length, text);
      else element.insert(0, [new Y.XmlText(text)]);
    },
    addParagraph(text, id = `n${Math.random().toString(36).slice(2, 11)}`) {
      doc.transact(() => {
        const element = new Y.XmlElement('paragraph');
        fragment.push([element]);
        element.setAttribute('id', id);
        element.insert(0, [new Y.XmlText(text)]);
      });
    },
    text: () => lines().join('\n'),
    saved() {
      mark += 1;
      return new Promise((resolve, reject) => {
        const late = setTimeout(
          () => reject(new Error(`Not saved: ${socket.status}, synced ${provider.synced}, told ${JSON.stringify(told.at(-1))}`)),
          20_000,
        );
        marks.set(mark, () => (clearTimeout(late), resolve()));
        if (provider.synced) sendMark();
      });
    },
    cut: () => socket.disconnect(),
    // Asked while it still closes, it would stay away.
    reconnect: comeAgain,
    close() {
      provider.destroy();
      socket.destroy();
    },
  };
}

function textOf(node: unknown): string {
  if (node instanceof Y.XmlText)
    return node
      .toDelta()
      .map(({ insert }: { insert: string }) => insert)
      .join('');
  return node instanceof Y.XmlElement ? node.toArray().map(textOf).join('') : '';
}

/** Waits for something to hold; fails after `ms`. */
export async function until(holds: () => boolean | Promise<boolean>, ms = 8_000): Promise<void> {
  for (const end = Date.now() + ms; !(await holds());) {
    if (Date.now() > end) throw new Error(`It did not come to hold: ${holds}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
