import pg from 'pg';
import { floor } from '../lib/floor.ts';
import { type Measured, type Request, load, wait } from '../lib/load.ts';
import type { Product } from '../lib/product.ts';
import type { World } from '../lib/seed.ts';
import { FREQUENT, PREFIXES, TYPOS, WORDS } from '../lib/words.ts';

/** What is asked over HTTP: one row for each number of connections. */
export interface Row {
  size: string;
  name: string;
  connections: number;
  measured: Measured;
  /** Requests a second as a share of what bare Node and PostgreSQL give for the same bytes, in the same run. */
  ofFloor: number;
  /** Of a write: seconds until all that follows from it was done. */
  drained?: number;
}

interface Kind {
  name: string;
  request: (world: World, nth: number) => Request;
  /** Measured at the largest size too. */
  atL: boolean;
}

const get = (world: World, path: string): Request => ({ method: 'GET', path, headers: { cookie: world.cookie } });
const send = (world: World, method: 'POST' | 'PUT', path: string, body: unknown): Request => ({
  method,
  path,
  body,
  headers: { cookie: world.cookie },
});
const page = (world: World, nth: number): string => world.pageIds[(nth * 7_919) % world.pageIds.length] as string;
const community = (world: World, nth: number): string => world.communityIds[nth % 10] as string;
const search = (words: readonly string[]) => (world: World, nth: number) =>
  get(world, `/api/search?q=${encodeURIComponent(words[nth % words.length] as string)}`);

export const KINDS: readonly Kind[] = [
  { name: 'page read', atL: true, request: (world, nth) => get(world, `/api/pages/${page(world, nth)}`) },
  { name: 'tree', atL: true, request: (world, nth) => get(world, `/api/communities/${community(world, nth)}/pages`) },
  { name: 'recent', atL: true, request: (world, nth) => get(world, `/api/communities/${community(world, nth)}/recent?limit=20`) },
  { name: 'me', atL: true, request: (world) => get(world, '/api/me') },
  { name: 'search, words', atL: true, request: search(WORDS) },
  { name: 'search, frequent word', atL: true, request: search(FREQUENT) },
  { name: 'search, typo', atL: true, request: search(TYPOS) },
  {
    name: 'search, prefix',
    atL: true,
    request: (world, nth) => get(world, `/api/search/suggestions?q=${encodeURIComponent(PREFIXES[nth % PREFIXES.length] as string)}`),
  },
  { name: 'annotation list', atL: true, request: (world, nth) => get(world, `/api/annotations?sourceId=${page(world, nth)}`) },
  {
    name: 'annotation create',
    atL: true,
    request: (world, nth) => send(world, 'POST', '/api/annotations', { sourceId: page(world, nth), text: `Remarque ${nth}` }),
  },
  {
    name: 'page create, Markdown',
    atL: false,
    request: (world, nth) =>
      send(world, 'POST', '/api/pages', { communityId: community(world, nth), title: `Note ${nth}`, markdown: MARKDOWN }),
  },
  {
    name: 'page write',
    atL: false,
    request: (world, nth) => send(world, 'PUT', `/api/pages/${page(world, nth)}/document`, { markdown: `${MARKDOWN}\n\nVersion ${nth}.` }),
  },
];

const MARKDOWN = `## Avant la pose

Vérifiez l’étiquette de chaque appareil contre le plan de calepinage.

- Bossage plan à 1 mm
- Béton à 30 MPa au moins

| Mesure | Valeur |
|---|---|
| Température | 12 °C |
`;

/** The longest that is waited for what follows from writes, in seconds. */
const LONGEST_DRAIN = 60;
const WAITING = `SELECT ((SELECT count(*) FROM undelivered_event) + (SELECT count(*) FROM jobs.job
  WHERE state IN ('created', 'retry', 'active') AND start_after <= now() AND NOT starts_with(name, '__pgboss')))::int AS count`;

/** Asks everything that only reads for a while: a process that has just started spends a quarter of its time on compiling what it runs. */
export async function warm(product: Product, world: World): Promise<void> {
  for (const { request } of KINDS.filter((kind) => kind.request(world, 0).method === 'GET')) {
    let nth = 0;
    await load(product.url, 16, 1, () => request(world, (nth += 1)));
  }
}

/** One kind over so many connections, with its floor. */
export async function measure(
  { name, request }: Kind,
  { product, databaseUrl, world, size }: { product: Product; databaseUrl: string; world: World; size: string },
  connections: number,
  seconds: number,
): Promise<Row> {
  let nth = 0;
  const next = (): Request => {
    const { headers, ...rest } = request(world, (nth += 1));
    return { ...rest, headers: { ...headers, origin: product.url } };
  };
  const { method } = next();
  const writes = method !== 'GET';
  const bodies: string[] = [];
  for (let sample = 0; sample < 20; sample++) bodies.push(await bodyOf(product.url, next()));
  const measured = await load(product.url, connections, seconds, next, () => product.cpu);
  const drained = writes ? await drain(databaseUrl) : undefined;
  const atMost = await floor(databaseUrl, writes ? 'POST' : 'GET', bodies, connections, Math.max(1, seconds / 2));
  return { size, name, connections, measured, ofFloor: measured.perSecond / atMost.perSecond, ...(drained !== undefined && { drained }) };
}

async function bodyOf(url: string, { method, path, body, headers }: Request): Promise<string> {
  const answer = await fetch(url + path, {
    method,
    headers: { ...headers, ...(body !== undefined && { 'content-type': 'application/json' }) },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text.slice(0, 300)}`);
  return text;
}

/** Seconds until no event waits for its delivery, and no job. */
async function drain(databaseUrl: string): Promise<number> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  const begun = performance.now();
  const took = () => (performance.now() - begun) / 1_000;
  try {
    while (took() < LONGEST_DRAIN) {
      const { rows } = await client.query<{ count: number }>(WAITING);
      if (rows[0]?.count === 0) break;
      await wait(50);
    }
    return took();
  } finally {
    await client.end();
  }
}
