import { load, wait } from '../lib/load.ts';
import { Product } from '../lib/product.ts';
import type { World } from '../lib/seed.ts';
import { documentsOpen } from './co-editing.ts';
import { KINDS } from './http.ts';
import { idleSockets } from './sockets.ts';

const SETTLED_MS = 5_000;
const LOAD_SECONDS = 20;
const SOCKETS = 10_000;

/** Each figure from a process of its own: what one leaves behind is not counted to the next. In MB, but for a socket. */
export async function memory(databaseUrl: string, world: World): Promise<Record<string, number>> {
  const alone = async <T>(work: (product: Product) => Promise<T>): Promise<T> => {
    const { product } = await Product.start(databaseUrl);
    try {
      return await work(product);
    } finally {
      await product.stop();
    }
  };
  return {
    'idle, MB': await alone(async (product) => {
      await wait(SETTLED_MS);
      return product.memory;
    }),
    'most under HTTP load, MB': await alone((product) => underLoad(product, world)),
    'for 100 open documents, MB': await alone((product) => documentsOpen(product, world)),
    [`for each of ${SOCKETS} idle sockets, KB`]: await alone(async (product) => (await idleSockets(product, world, SOCKETS)).kbEach),
  };
}

/** Everything that is asked over HTTP, mixed, over 64 connections. */
async function underLoad(product: Product, world: World): Promise<number> {
  let most = 0;
  const looking = setInterval(() => (most = Math.max(most, product.memory)), 200);
  let nth = 0;
  await load(product.url, 64, LOAD_SECONDS, () => {
    const kind = KINDS[nth % KINDS.length]!;
    const { headers, ...request } = kind.request(world, (nth += 1));
    return { ...request, headers: { ...headers, origin: product.url } };
  });
  clearInterval(looking);
  return most;
}
