import { fork } from 'node:child_process';
import pg from 'pg';
import { type Measured, load } from './load.ts';

/**
 * Requests a second that bare Node and PostgreSQL give on this machine now, for answers with these bytes: the measure
 * of what the product could reach at most.
 */
export async function floor(databaseUrl: string, bodies: readonly string[], connections: number, seconds: number): Promise<Measured> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  await client.query('DROP TABLE IF EXISTS bench_floor; CREATE TABLE bench_floor (id int PRIMARY KEY, body text NOT NULL)');
  await client.query('INSERT INTO bench_floor SELECT n - 1, body FROM unnest($1::text[]) WITH ORDINALITY AS b (body, n)', [bodies]);
  const port = 21_000 + Math.floor(Math.random() * 9_000);
  const server = fork(new URL('./floor-server.ts', import.meta.url), {
    env: { ...process.env, DATABASE_URL: databaseUrl, PORT: String(port) },
  });
  await new Promise((resolve) => server.once('message', resolve));
  let nth = 0;
  const measured = await load(`http://127.0.0.1:${port}`, connections, seconds, () => ({
    method: 'GET',
    path: `/${nth++ % bodies.length}`,
  }));
  server.kill();
  await client.query('DROP TABLE bench_floor');
  await client.end();
  return measured;
}
