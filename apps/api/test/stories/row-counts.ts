import type { Database } from '../../src/platform/database/database.ts';

/** How many rows each table of the product has. Equal before and after: nothing was written. Events of before may be delivered meanwhile: what waits is left out, what happened is counted. */
export async function rowCounts(db: Database): Promise<Record<string, number>> {
  const rows = await db.many<{ name: string; count: number }>(
    `SELECT table_name AS name, (xpath('/row/count/text()', query_to_xml(format('SELECT count(*) FROM %I', table_name), false, true, '')))[1]::text::int AS count
     FROM information_schema.tables WHERE table_schema = 'public' AND table_type = 'BASE TABLE' AND table_name <> 'undelivered_event' ORDER BY table_name`,
  );
  return Object.fromEntries(rows.map(({ name, count }) => [name, count]));
}
