import { HocuspocusProvider, HocuspocusProviderWebsocket } from '@hocuspocus/provider';
import { WebSocket } from 'ws';
import * as Y from 'yjs';
import { percentiles, wait } from '../lib/load.ts';
import type { Product } from '../lib/product.ts';
import type { World } from '../lib/seed.ts';

const KEYS = Number(process.env['KEYS'] ?? 200);
const OPEN_DOCUMENTS = 100;
const CROWDS = [100, 200, 400, 800, 1_600];
const SLOW_MS = 300;

interface Editor {
  text(): Y.XmlText;
  doc: Y.Doc;
  provider: HocuspocusProvider;
  saved(): Promise<void>;
  close(): void;
}

async function open(product: Product, world: World, pageId: string): Promise<Editor> {
  class Socket extends WebSocket {
    constructor(url: string) {
      super(url, { headers: { origin: product.url, cookie: world.cookie } });
      this.on('error', () => undefined);
    }
  }
  const socket = new HocuspocusProviderWebsocket({ url: `${product.url.replace('http', 'ws')}/collab`, WebSocketPolyfill: Socket });
  const doc = new Y.Doc();
  const provider = new HocuspocusProvider({ name: `page:${pageId}`, document: doc, websocketProvider: socket, token: 'cookie' });
  let mark = 0;
  const waiting = new Map<number, () => void>();
  provider.on('stateless', ({ payload }: { payload: string }) => {
    const told = JSON.parse(payload) as { kind: string; mark: number };
    if (told.kind === 'saved') waiting.get(told.mark)?.();
  });
  const synced = new Promise<void>((resolve) => provider.on('synced', () => resolve()));
  provider.attach();
  await synced;
  return {
    doc,
    provider,
    text: () => (doc.getXmlFragment('default').get(0) as Y.XmlElement).get(0) as Y.XmlText,
    saved() {
      mark += 1;
      const done = new Promise<void>((resolve) => waiting.set(mark, resolve));
      provider.sendStateless(JSON.stringify({ kind: 'mark', mark }));
      return done;
    },
    close() {
      provider.destroy();
      socket.destroy();
    },
  };
}

/** From a key to the other screen, from a key to "saved", and how many editors are held. */
export async function coEditing(product: Product, world: World) {
  const pageId = world.pageIds[0] as string;
  const [writer, reader] = [await open(product, world, pageId), await open(product, world, pageId)];
  const seen: number[] = [];
  const kept: number[] = [];
  for (let key = 0; key < KEYS; key++) {
    const arrived = new Promise<void>((resolve) => reader.doc.once('update', () => resolve()));
    const begun = performance.now();
    writer.text().insert(0, 'a');
    const saved = writer.saved().then(() => kept.push(performance.now() - begun));
    await arrived;
    seen.push(performance.now() - begun);
    await saved;
    await wait(10);
  }
  writer.close();
  reader.close();
  return { 'key → other screen': percentiles(seen), 'key → saved': percentiles(kept), ...(await crowd(product, world)) };
}

/** MB that a hundred documents take which are open and were written in. */
export async function documentsOpen(product: Product, world: World): Promise<number> {
  const first = await open(product, world, world.pageIds[0] as string);
  await wait(3_000);
  const before = product.memory;
  const editors = await opened(product, world, OPEN_DOCUMENTS, 1);
  for (const editor of editors) editor.text().insert(0, 'x');
  await Promise.all(editors.map((editor) => editor.saved()));
  await wait(3_000);
  const taken = product.memory - before;
  for (const editor of [first, ...editors]) editor.close();
  return taken;
}

/** So many editors, spread over a hundred pages. */
async function opened(product: Product, world: World, count: number, from: number): Promise<Editor[]> {
  const editors: Editor[] = [];
  while (editors.length < count) {
    const batch = Array.from({ length: Math.min(50, count - editors.length) }, (_, nth) =>
      open(product, world, world.pageIds[1 + ((from + editors.length + nth) % OPEN_DOCUMENTS)] as string),
    );
    editors.push(...(await Promise.all(batch)));
  }
  return editors;
}

/** More and more open editors, each writing a key every two seconds, as long as 95 of 100 keys are saved within 300 ms. */
async function crowd(product: Product, world: World) {
  const editors: Editor[] = [];
  let held = { editors: 0, p50: 0, p95: 0, p99: 0 };
  for (const wanted of CROWDS) {
    editors.push(...(await opened(product, world, wanted - editors.length, editors.length)));
    const times: number[] = [];
    const end = performance.now() + 6_000;
    await Promise.all(
      editors.map(async (editor, nth) => {
        await wait((nth % 100) * 20);
        while (performance.now() < end) {
          const begun = performance.now();
          editor.text().insert(0, 'y');
          await editor.saved();
          times.push(performance.now() - begun);
          await wait(2_000);
        }
      }),
    );
    const latency = percentiles(times);
    if (latency.p95 > SLOW_MS) break;
    held = { editors: wanted, ...latency };
  }
  for (const editor of editors) editor.close();
  return { 'editors held': held };
}
