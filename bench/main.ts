// Measurements: `npm run bench -- [--size S|M|L] [--only <part of a row's name>] [--seconds 4] [--json out.json] [--compare old.json]`.
// Every row is told as a share of a floor that is measured in the same run: the machine changes, the share does not.
import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import pg from 'pg';
import { Product } from './lib/product.ts';
import { SIZES, seed } from './lib/seed.ts';
import { printRows, printTold } from './lib/table.ts';
import { coEditing } from './rows/co-editing.ts';
import { KINDS, type Row, measure } from './rows/reads.ts';

const { values } = parseArgs({
  options: {
    size: { type: 'string', default: 'S' },
    only: { type: 'string', default: '' },
    seconds: { type: 'string', default: '4' },
    connections: { type: 'string', default: '1,16,64' },
    json: { type: 'string' },
    compare: { type: 'string' },
  },
});
const size = SIZES[values.size as keyof typeof SIZES];
if (!size) throw new Error(`There is no size ${values.size}: S, M or L.`);
const wanted = (name: string) => name.includes(values.only);
const admin = process.env['ADMIN_DATABASE_URL'];
if (!admin) throw new Error('ADMIN_DATABASE_URL is not set: run `npm run bench`.');

const name = `parvis_bench_${process.pid}`;
const databaseUrl = Object.assign(new URL(admin), { pathname: `/${name}` }).href;
await asAdmin(`CREATE DATABASE ${name}`);
try {
  const { product, started } = await Product.start(databaseUrl);
  const told: Record<string, unknown> = {
    'start on an empty database, ms': Math.round(started),
    'memory then, MB': Math.round(product.memory),
  };
  console.error(`Filling with size ${values.size}…`);
  const world = await seed(databaseUrl, size);
  await product.stop();
  const again = await Product.start(databaseUrl);
  told['start, ms'] = Math.round(again.started);
  await new Promise((resolve) => setTimeout(resolve, 3_000));
  told['memory idle, MB'] = Math.round(again.product.memory);
  const rows: Row[] = [];
  for (const kind of KINDS.filter((candidate) => wanted(candidate.name)))
    for (const connections of values.connections.split(',').map(Number)) {
      console.error(`${kind.name}, ${connections} connections…`);
      rows.push(await measure(kind, again.product, databaseUrl, world, connections, Number(values.seconds)));
    }
  told['memory after HTTP load, MB'] = Math.round(again.product.memory);
  if (wanted('co-editing')) {
    console.error('co-editing…');
    told['co-editing'] = await coEditing(again.product, world);
  }
  await again.product.stop();
  const old = values.compare ? (JSON.parse(readFileSync(values.compare, 'utf8')) as { rows: Row[] }).rows : [];
  printRows(rows, old);
  printTold(told);
  if (values.json) writeFileSync(values.json, JSON.stringify({ size: values.size, rows, told }, null, 2));
} finally {
  await asAdmin(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
}
process.exit(0);

async function asAdmin(sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: admin });
  await client.connect();
  await client.query(sql);
  await client.end();
}
