// Measurements: `npm run bench -- [--size S,M,L] [--only <parts of names>] [--seconds 4] [--json out.json] [--compare old.json] [--keep]`.
// Every row is told as a share of a floor that is measured in the same run: the machine changes, the share does not.
import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { ask, keepWorld, keptWorld } from './lib/kept.ts';
import { Product } from './lib/product.ts';
import { SIZES, type Size, type World, seed } from './lib/seed.ts';
import { type Result, tableOf } from './lib/table.ts';
import { coEditing } from './rows/co-editing.ts';
import { KINDS, measure, warm } from './rows/http.ts';
import { importing } from './rows/importing.ts';
import { memory } from './rows/memory.ts';
import { reanchoring } from './rows/reanchoring.ts';
import { signingIn } from './rows/signing-in.ts';
import { annotationToOtherScreen, oneHintToMany } from './rows/sockets.ts';

const { values } = parseArgs({
  options: {
    size: { type: 'string', default: 'S' },
    only: { type: 'string', default: '' },
    seconds: { type: 'string', default: '4' },
    connections: { type: 'string' },
    json: { type: 'string' },
    compare: { type: 'string' },
    keep: { type: 'boolean', default: false },
  },
});
const wanted = (name: string): boolean => values.only.split(',').some((part) => name.includes(part));
const seconds = Number(values.seconds);
const admin = process.env['ADMIN_DATABASE_URL'];
if (!admin) throw new Error('ADMIN_DATABASE_URL is not set: run `npm run bench`.');
const result: Result = { rows: [], figures: {} };

for (const name of values.size.split(',')) {
  if (!(name in SIZES)) throw new Error(`There is no size ${name}: S, M or L.`);
  await withDatabase(name, (url) => measureSize(name, SIZES[name as keyof typeof SIZES], url));
}
const old = values.compare ? (JSON.parse(readFileSync(values.compare, 'utf8')) as Result).rows : [];
console.log(tableOf(result, old));
if (values.json) writeFileSync(values.json, JSON.stringify(result, null, 2));
process.exit(0);

async function measureSize(size: string, amounts: Size, databaseUrl: string): Promise<void> {
  const tell = (name: string, value: unknown) => (result.figures[`${size}: ${name}`] = value);
  const world = (await keptWorld(databaseUrl)) ?? (await filled(size, amounts, databaseUrl, tell));
  const { product, started } = await Product.start(databaseUrl);
  tell('start, ms', started);
  await doing(`${size}: warming`, () => warm(product, world));
  const large = size === 'L';
  const connections = (values.connections ?? (large ? '1,4,16' : '1,16,64')).split(',').map(Number);
  for (const kind of KINDS.filter(({ name, atL }) => wanted(name) && (atL || !large)))
    for (const count of connections)
      await doing(`${size}: ${kind.name}, ${count} connections`, async () => {
        result.rows.push(await measure(kind, { product, databaseUrl, world, size }, count, seconds));
      });
  const figures: [name: string, work: () => unknown][] = [
    ['annotation → other screen, ms', () => annotationToOtherScreen(product, world, 60)],
    ['sign-in, ms', () => signingIn(product, databaseUrl, world)],
    ['import of Markdown', () => importing(product, world)],
    ['co-editing', () => coEditing(product, world)],
    ['one hint to 5,000 sockets, ms', () => oneHintToMany(product, world, 5_000)],
  ];
  for (const [name, work] of large ? figures.slice(0, 1) : figures)
    if (wanted(name)) await doing(`${size}: ${name}`, async () => tell(name, await work()));
  await product.stop();
  if (wanted('memory') && !large) await doing(`${size}: memory`, async () => tell('memory', await memory(databaseUrl, world)));
  if (wanted('re-anchoring') && size === 'S') tell('re-anchoring, ms', reanchoring());
}

async function filled(size: string, amounts: Size, databaseUrl: string, tell: (name: string, value: unknown) => void): Promise<World> {
  const { product, started } = await Product.start(databaseUrl);
  tell('start on an empty database, ms', started);
  await product.stop();
  const world = await doing(`${size}: filling`, () => seed(databaseUrl, amounts));
  tell('search rebuild, s', await doing(`${size}: search index`, async () => Product.command(databaseUrl, ['search', 'rebuild'])));
  await keepWorld(databaseUrl, world);
  return world;
}

/** A database of its own; with `--keep` one that stays, filled, for the next time. */
async function withDatabase(size: string, work: (url: string) => Promise<void>): Promise<void> {
  const name = `parvis_bench_${size.toLowerCase()}${values.keep ? '' : `_${process.pid}`}`;
  const found = await ask(admin as string, 'SELECT FROM pg_database WHERE datname = $1', [name]);
  if (found.length === 0) await ask(admin as string, `CREATE DATABASE ${name}`);
  try {
    await work(Object.assign(new URL(admin as string), { pathname: `/${name}` }).href);
  } finally {
    if (!values.keep) await ask(admin as string, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
  }
}

/** Says what is done, on standard error. */
async function doing<T>(what: string, work: () => Promise<T>): Promise<T> {
  const begun = performance.now();
  const done = await work();
  console.error(`${what} (${((performance.now() - begun) / 1_000).toFixed(1)} s)`);
  return done;
}
