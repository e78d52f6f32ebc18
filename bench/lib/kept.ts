import pg from 'pg';
import type { World } from './seed.ts';

/** One statement over a connection of its own. Returns its rows. */
export async function ask<T>(url: string, sql: string, given: unknown[] = []): Promise<T[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql, given)).rows as T[];
  } finally {
    await client.end();
  }
}

/** Notes in a filled database what requests ask about. */
export async function keepWorld(databaseUrl: string, world: World): Promise<void> {
  await ask(databaseUrl, 'CREATE TABLE bench_world (world json NOT NULL)');
  await ask(databaseUrl, 'INSERT INTO bench_world VALUES ($1)', [JSON.stringify(world)]);
}

/** What `keepWorld` noted; null in a database that is not filled. Its session is lengthened. */
export async function keptWorld(databaseUrl: string): Promise<World | null> {
  const [{ there } = { there: false }] = await ask<{ there: boolean }>(
    databaseUrl,
    `SELECT to_regclass('public.bench_world') IS NOT NULL AS there`,
  );
  if (!there) return null;
  await ask(
    databaseUrl,
    `UPDATE session SET idle_until = now() + interval '12 hours', expires_at = now() + interval '7 days' WHERE device = 'bench'`,
  );
  const [kept] = await ask<{ world: World }>(databaseUrl, 'SELECT world FROM bench_world');
  return kept?.world ?? null;
}
