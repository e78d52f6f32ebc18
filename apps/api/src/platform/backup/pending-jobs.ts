import { PgBoss } from 'pg-boss';
import type { Config } from '../config/config.ts';
import type { Queries } from '../database/queries.ts';
import { knownJobs } from '../jobs/job-type.ts';
import { JOBS_SCHEMA } from '../jobs/queue-options.ts';

const BATCH = 500;

/** Jobs that wait, or run now and would not be finished: by their meaning, since the queue's own tables are its own matter. */
export const COPY_PENDING_JOBS = `COPY (
  SELECT name, data, start_after, singleton_key FROM ${JOBS_SCHEMA}.job
  WHERE state IN ('created', 'retry', 'active') AND NOT starts_with(name, '__pgboss') ORDER BY created_on
) TO STDOUT`;

export const JOBS_TABLE = `CREATE TEMPORARY TABLE restored_job (
  place bigint GENERATED ALWAYS AS IDENTITY, name text, data jsonb, start_after timestamptz, singleton_key text
) ON COMMIT DROP`;
export const COPY_JOBS_IN = `COPY restored_job (name, data, start_after, singleton_key) FROM STDIN`;

/** Adds the jobs of `restored_job` to the queues, in the transaction of `db`. Returns how many kinds are known no more. */
export async function addRestoredJobs(config: Config, db: Queries): Promise<number> {
  const known = knownJobs().map(({ name }) => name);
  const boss = new PgBoss({
    connectionString: config.databaseOwnerUrl,
    schema: JOBS_SCHEMA,
    migrate: false,
    supervise: false,
    schedule: false,
    max: 2,
  });
  boss.on('error', () => undefined);
  await boss.start();
  try {
    const within = { executeSql: async (text: string, values?: unknown[]) => ({ rows: await db.many(text, values) }) };
    for (const name of known) {
      for (let after = '0'; ;) {
        const jobs = await db.many<{ place: string; data: object; startAfter: Date; singletonKey: string | null }>(
          `SELECT place, data, start_after AS "startAfter", singleton_key AS "singletonKey" FROM restored_job
           WHERE name = $1 AND place > $2 ORDER BY place LIMIT ${BATCH}`,
          [name, after],
        );
        if (jobs.length === 0) break;
        after = jobs.at(-1)?.place ?? after;
        await boss.insert(
          name,
          jobs.map(({ data, startAfter, singletonKey }) => ({ data, startAfter, ...(singletonKey !== null && { singletonKey }) })),
          { db: within },
        );
      }
    }
  } finally {
    await boss.stop({ graceful: false });
  }
  const lost = await db.one<{ count: string }>(`SELECT count(DISTINCT name) FROM restored_job WHERE name <> ALL ($1)`, [known]);
  return Number(lost?.count);
}
