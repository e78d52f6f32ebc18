import { createHash } from 'node:crypto';
import type pg from 'pg';
import { PgBoss } from 'pg-boss';
import type { MixedList } from 'typeorm';
import type { Config } from '../config/config.ts';
import { JOBS_SCHEMA, queueOptions } from '../jobs/queue-options.ts';
import { type JobType, knownJobs } from '../jobs/job-type.ts';
import { APPLICATION_ROLE, ownerSource, poolOf } from './data-source.ts';

/** Held while tables change their shape. Any number that nobody else uses: "parvis" on a telephone's keys. */
export const MIGRATION_LOCK = 727847;

/**
 * Brings the schema up to date. Several processes may start at once: one migrates under an advisory lock, the others
 * wait and find nothing to do. Expand first, contract later: the code of the version before may still run.
 */
export async function migrate(config: Config, migrations: MixedList<Function>): Promise<void> {
  const source = await ownerSource(config, migrations).initialize();
  const lock = await poolOf(source).connect();
  try {
    await lock.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK]);
    await ensureApplicationRole(lock);
    await source.runMigrations();
    await prepareQueues(config, lock);
    await grantToApplication(lock);
  } finally {
    lock.release(true);
    await source.destroy();
  }
}

async function ensureApplicationRole(owner: pg.PoolClient): Promise<void> {
  const { rows } = await owner.query<{ known: boolean; member: boolean }>(
    `SELECT EXISTS (SELECT FROM pg_roles WHERE rolname = $1) AS known`,
    [APPLICATION_ROLE],
  );
  if (rows[0]?.known) return;
  try {
    await owner.query(`CREATE ROLE ${APPLICATION_ROLE} NOLOGIN`);
    await owner.query(`GRANT ${APPLICATION_ROLE} TO CURRENT_USER`);
  } catch (error) {
    if ((error as { code?: string }).code === '42710' || (error as { code?: string }).code === '23505') return;
    throw new Error(
      `The database role "${APPLICATION_ROLE}" is missing and cannot be created. As a superuser: ` +
        `CREATE ROLE ${APPLICATION_ROLE} NOLOGIN; GRANT ${APPLICATION_ROLE} TO <the user of DATABASE_URL>;`,
      { cause: error },
    );
  }
}

/** pg-boss keeps its own schema; the owner makes it, so that the application never needs the right to change tables. */
async function prepareQueues(config: Config, owner: pg.PoolClient): Promise<void> {
  const queues = knownJobs();
  if (await queuesAreReady(owner, queues)) return;
  const boss = new PgBoss({ connectionString: config.databaseOwnerUrl, schema: JOBS_SCHEMA, supervise: false, schedule: false, max: 2 });
  boss.on('error', () => undefined);
  await boss.start();
  try {
    for (const job of queues) {
      if (await boss.getQueue(job.name)) await boss.updateQueue(job.name, withoutPolicy(queueOptions(job)));
      else await boss.createQueue(job.name, queueOptions(job));
    }
  } finally {
    await boss.stop({ graceful: false });
  }
  await owner.query(`COMMENT ON SCHEMA ${JOBS_SCHEMA} IS '${fingerprint(queues)}'`);
}

/** Names the queues and how they are made: either may change from one version to the next. */
function fingerprint(queues: JobType[]): string {
  const made = queues.map((job) => `${job.name} ${JSON.stringify(queueOptions(job))}`).toSorted();
  return `parvis queues: ${createHash('sha256').update(made.join('\n')).digest('hex')}`;
}

async function queuesAreReady(owner: pg.PoolClient, queues: JobType[]): Promise<boolean> {
  const { rows } = await owner.query<{ note: string | null }>(
    `SELECT obj_description(oid, 'pg_namespace') AS note FROM pg_namespace WHERE nspname = $1`,
    [JOBS_SCHEMA],
  );
  return rows[0]?.note === fingerprint(queues);
}

/** The application reads and writes everything but the audit, which it may only append to. */
async function grantToApplication(owner: pg.PoolClient): Promise<void> {
  for (const schema of ['public', JOBS_SCHEMA]) {
    await owner.query(`GRANT USAGE ON SCHEMA ${schema} TO ${APPLICATION_ROLE}`);
    await owner.query(`GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA ${schema} TO ${APPLICATION_ROLE}`);
    await owner.query(`GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA ${schema} TO ${APPLICATION_ROLE}`);
    await owner.query(`GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA ${schema} TO ${APPLICATION_ROLE}`);
  }
  await owner.query(`REVOKE UPDATE, DELETE, TRUNCATE ON domain_event, event_seal FROM ${APPLICATION_ROLE}`);
  await owner.query(`REVOKE INSERT, UPDATE, DELETE, TRUNCATE ON migration FROM ${APPLICATION_ROLE}`);
}

/** How a queue chooses among its jobs is settled when it is made. */
const withoutPolicy = ({ policy: _, ...options }: ReturnType<typeof queueOptions>) => options;
