import { type Percentiles, percentiles, wait } from '../lib/load.ts';
import type { Product } from '../lib/product.ts';
import type { World } from '../lib/seed.ts';
import { Socket, openMany } from '../lib/socket.ts';

/** KB that the product holds for each socket that is open and quiet. */
export async function idleSockets(product: Product, { cookie }: World, count: number): Promise<{ sockets: number; kbEach: number }> {
  const warm = await openMany(200, product.url, cookie);
  await wait(1_000);
  const before = product.memory;
  const sockets = await openMany(count, product.url, cookie);
  await wait(3_000);
  const kbEach = ((product.memory - before) * 1_024) / count;
  for (const socket of [...warm, ...sockets]) socket.close();
  return { sockets: count, kbEach };
}

/** From a write to the hint at each of so many sockets that watch the page. */
export async function oneHintToMany(product: Product, { cookie, pageIds }: World, count: number): Promise<Percentiles & { last: number }> {
  const pageId = pageIds[0] as string;
  const sockets = await openMany(count, product.url, cookie);
  for (const socket of sockets) socket.watch('content', pageId);
  await wait(3_000);
  const times: number[] = [];
  const begun = performance.now();
  const heard = Promise.all(
    sockets.map(
      (socket) =>
        new Promise<void>((resolve) => {
          socket.onHint = () => {
            times.push(performance.now() - begun);
            socket.onHint = () => undefined;
            resolve();
          };
        }),
    ),
  );
  await annotate(product, cookie, pageId);
  await heard;
  for (const socket of sockets) socket.close();
  return { ...percentiles(times), last: Math.max(...times) };
}

/** From an annotation that is sent to the list with it on another reader's screen. */
export async function annotationToOtherScreen(product: Product, { cookie, pageIds }: World, times: number): Promise<Percentiles> {
  const pageId = pageIds[1] as string;
  const reader = await Socket.open(product.url, cookie);
  reader.watch('content', pageId);
  await wait(500);
  const took: number[] = [];
  for (let nth = 0; nth < times; nth++) {
    const hint = new Promise<void>((resolve) => (reader.onHint = resolve));
    const begun = performance.now();
    const written = annotate(product, cookie, pageId);
    await hint;
    await (await fetch(`${product.url}/api/annotations?sourceId=${pageId}`, { headers: { cookie } })).arrayBuffer();
    took.push(performance.now() - begun);
    await written;
    // What follows from it may tell once more.
    await wait(150);
  }
  reader.close();
  return percentiles(took);
}

async function annotate({ url }: Product, cookie: string, sourceId: string): Promise<void> {
  const answer = await fetch(`${url}/api/annotations`, {
    method: 'POST',
    headers: { cookie, origin: url, 'content-type': 'application/json' },
    body: JSON.stringify({ sourceId, text: 'À revoir avec l’atelier' }),
  });
  if (!answer.ok) throw new Error(`${answer.status} ${await answer.text()}`);
}
