import { fork } from 'node:child_process';
import pg from 'pg';
import { type Measured, load } from './load.ts';
import { freePort } from './product.ts';

/**
 * What bare Node and PostgreSQL give on this machine now, for answers with these bytes (for writes: for a row of these
 * bytes, committed): the measure of what the product could reach at most.
 */
export async function floor(
  databaseUrl: string,
  method: 'GET' | 'POST',
  bodies: readonly string[],
  connections: number,
  seconds: number,
): Promise<Measured> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  await client.query('DROP TABLE IF EXISTS bench_floor, bench_written');
  await client.query('CREATE TABLE bench_floor (id int PRIMARY KEY, body text NOT NULL)');
  await client.query('CREATE TABLE bench_written (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, body text NOT NULL)');
  await client.query('INSERT INTO bench_floor SELECT n - 1, body FROM unnest($1::text[]) WITH ORDINALITY AS b (body, n)', [bodies]);
  const port = freePort();
  const server = fork(new URL('./floor-server.ts', import.meta.url), {
    env: { ...process.env, DATABASE_URL: databaseUrl, PORT: String(port) },
  });
  try {
    await new Promise((resolve) => server.once('message', resolve));
    let nth = 0;
    return await load(`http://127.0.0.1:${port}`, connections, seconds, () => ({
      method,
      path: `/${nth++ % bodies.length}`,
      ...(method === 'POST' && { body: bodies[nth % bodies.length] }),
    }));
  } finally {
    server.kill();
    await client.query('DROP TABLE bench_floor, bench_written');
    await client.end();
  }
}
