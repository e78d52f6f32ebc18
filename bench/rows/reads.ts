import { floor } from '../lib/floor.ts';
import { type Measured, type Request, load } from '../lib/load.ts';
import type { Product } from '../lib/product.ts';
import type { World } from '../lib/seed.ts';

export interface Row {
  name: string;
  connections: number;
  measured: Measured;
  /** Requests a second as a share of what bare Node and PostgreSQL give for the same bytes, in the same run. */
  ofFloor?: number;
}

interface Kind {
  name: string;
  request(world: World, nth: number): Request;
  /** Writes have no floor that returns the same bytes. */
  reads: boolean;
}

const page = (world: World, nth: number): string => world.pageIds[(nth * 7_919) % Math.min(world.pageIds.length, 50 * 8)] as string;

/** What is asked over HTTP, one row each. */
export const KINDS: Kind[] = [
  { name: 'page read', reads: true, request: (world, nth) => get(world, `/api/pages/${page(world, nth)}`) },
  { name: 'tree', reads: true, request: (world) => get(world, `/api/communities/${world.communityIds[0]}/pages`) },
  { name: 'recent', reads: true, request: (world) => get(world, `/api/communities/${world.communityIds[0]}/recent?limit=50`) },
  { name: 'home recent', reads: true, request: (world) => get(world, '/api/recent?limit=20') },
  { name: 'me', reads: true, request: (world) => get(world, '/api/me') },
  { name: 'annotation list', reads: true, request: (world, nth) => get(world, `/api/annotations?sourceId=${page(world, nth)}`) },
  {
    name: 'annotation create',
    reads: false,
    request: (world, nth) => send(world, 'POST', '/api/annotations', { sourceId: page(world, nth), text: `Remarque ${nth}` }),
  },
  {
    name: 'page create, Markdown',
    reads: false,
    request: (world, nth) =>
      send(world, 'POST', '/api/pages', { communityId: world.communityIds[0], title: `Note ${nth}`, markdown: MARKDOWN }),
  },
  {
    name: 'page write',
    reads: false,
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

const get = (world: World, path: string): Request => ({ method: 'GET', path, headers: { cookie: world.cookie } });
const send = (world: World, method: 'POST' | 'PUT', path: string, body: unknown): Request => ({
  method,
  path,
  body,
  headers: { cookie: world.cookie },
});

/** One kind over so many connections, with its floor. */
export async function measure(
  kind: Kind,
  product: Product,
  databaseUrl: string,
  world: World,
  connections: number,
  seconds: number,
): Promise<Row> {
  let nth = 0;
  const next = () => {
    const { headers, ...request } = kind.request(world, (nth += 1));
    return { ...request, headers: { ...headers, origin: product.url } };
  };
  const measured = await load(product.url, connections, seconds, next, () => product.cpu);
  if (!kind.reads) return { name: kind.name, connections, measured };
  const bodies = await Promise.all(
    Array.from({ length: 20 }, async () => (await fetch(product.url + next().path, { headers: { cookie: world.cookie } })).text()),
  );
  const atMost = await floor(databaseUrl, bodies, connections, Math.max(1, seconds / 2));
  return { name: kind.name, connections, measured, ofFloor: measured.perSecond / atMost.perSecond };
}
