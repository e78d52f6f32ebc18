import { createHash } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import pg from 'pg';
import { MIGRATIONS } from '../src/migrations/index.ts';
import { readConfig } from '../src/platform/config/config.ts';
import { migrate } from '../src/platform/database/migrate.ts';
import { knownJobs } from '../src/platform/jobs/job-type.ts';

const ADMIN = process.env['ADMIN_DATABASE_URL'] ?? '';
const TEMPLATE_LOCK = 727848;

const addressOf = (database: string) => Object.assign(new URL(ADMIN), { pathname: `/${database}` }).toString();

async function asAdmin<T>(work: (client: pg.Client) => Promise<T>): Promise<T> {
  if (!ADMIN) throw new Error('ADMIN_DATABASE_URL is not set: run the tests with `npm test`');
  const client = new pg.Client({ connectionString: ADMIN });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** One migrated database for each state of the migrations; every suite copies it. */
function templateName(): string {
  const folder = new URL('../src/migrations/', import.meta.url);
  const hash = createHash('sha256');
  for (const file of readdirSync(folder).toSorted()) hash.update(readFileSync(new URL(file, folder)));
  hash.update(
    knownJobs()
      .map((job) => job.name)
      .toSorted()
      .join(),
  );
  hash.update(readFileSync(new URL('../src/platform/database/migrate.ts', import.meta.url)));
  return `parvis_template_${hash.digest('hex').slice(0, 12)}`;
}

async function ensureTemplate(name: string): Promise<void> {
  await asAdmin(async (client) => {
    await client.query('SELECT pg_advisory_lock($1)', [TEMPLATE_LOCK]);
    const { rowCount } = await client.query('SELECT FROM pg_database WHERE datname = $1', [name]);
    if (rowCount) return;
    const draft = `${name}_draft`;
    await client.query(`DROP DATABASE IF EXISTS ${draft} WITH (FORCE)`);
    await client.query(`CREATE DATABASE ${draft}`);
    await migrate(readConfig({ NODE_ENV: 'test', DATABASE_URL: addressOf(draft) }), MIGRATIONS);
    await client.query(`ALTER DATABASE ${draft} RENAME TO ${name}`);
  });
}

export interface TestDatabase {
  url: string;
  name: string;
  drop(): Promise<void>;
}

/** A migrated, empty database of its own. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const template = templateName();
  await ensureTemplate(template);
  const name = `parvis_test_${process.pid}_${Date.now()}_${Math.floor(Math.random() * 1e6)}`;
  await asAdmin((client) => client.query(`CREATE DATABASE ${name} TEMPLATE ${template} STRATEGY file_copy`));
  return {
    name,
    url: addressOf(name),
    drop: () => asAdmin(async (client) => void (await client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`))),
  };
}
