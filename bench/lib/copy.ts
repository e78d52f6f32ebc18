import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';

/** Rows that one statement turns into what the tables hold. */
const BATCH = 10_000;

/** A line of COPY's text format. */
const line = (row: object): string => `${JSON.stringify(row).replaceAll('\\', '\\\\')}\n`;

/**
 * Copies rows in as JSON and spreads them over tables by `sql`, which reads them as `r`, a json column of `incoming`.
 * Made as they are sent: a hundred thousand pages never lie in memory.
 */
export async function copyIn(db: pg.Client, count: number, row: (nth: number) => object, sql: string): Promise<void> {
  await db.query('CREATE TEMP TABLE IF NOT EXISTS incoming (r json)');
  for (let start = 0; start < count; start += BATCH) {
    const end = Math.min(start + BATCH, count);
    const lines = function* () {
      for (let nth = start; nth < end; nth++) yield line(row(nth));
    };
    await db.query('TRUNCATE incoming');
    await pipeline(Readable.from(lines()), db.query(copyFrom('COPY incoming FROM STDIN')));
    await db.query(sql);
  }
}
