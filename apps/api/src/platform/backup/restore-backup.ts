import pg from 'pg';
import type { Config } from '../config/config.ts';
import { system } from '../database/actor.ts';
import { APPLICATION_ROLE } from '../database/data-source.ts';
import { MIGRATION_LOCK, migrate } from '../database/migrate.ts';
import { Queries } from '../database/queries.ts';
import { keepHead, verifyChain } from '../events/audit-chain.ts';
import { type PendingEvent, insertEvents } from '../events/event-log.ts';
import type { Storage } from '../storage/storage.ts';
import { BadArchive, type Header, JOBS_STREAM, type Manifest, tableStream } from './archive.ts';
import { archiveEntries, inspectArchive } from './archive-reader.ts';
import { BackupRestored } from './backup.events.ts';
import type { Account, Installation, Say } from './installation.ts';
import { COPY_JOBS_IN, JOBS_TABLE, addRestoredJobs } from './pending-jobs.ts';
import { RestoredFiles } from './restored-files.ts';
import { TableLoader } from './table-loader.ts';
import { SPELLING, type Table, copyIn, hasRows, inSql, listObstacles, listTables, sumOf } from './tables.ts';

export interface Restored {
  header: Header;
  manifest: Manifest;
  /** People who can sign in. */
  accounts: number;
}

/** Why nothing was restored, in words for whoever asked. */
class RestoreRefused extends Error {}

/**
 * Puts an archive into an empty installation, all of it or nothing: the archive is proved whole before anything is
 * touched, the database changes in one transaction, and files that were put are taken back when that fails.
 * @throws BadArchive, or an error that says what stands in the way.
 */
export async function restoreBackup(
  config: Config,
  storage: Storage,
  installation: Installation,
  file: string,
  account: Account | null,
  say: Say,
): Promise<Restored> {
  const { header, manifest, sha256 } = await inspectArchive(file);
  say(`The archive is whole: made ${header.madeAt} by Parvis ${header.version}.`);
  const migrations = migrationsOf(header, installation);
  const client = new pg.Client({ connectionString: config.databaseOwnerUrl, application_name: 'parvis-restore', keepAlive: true });
  await client.connect();
  try {
    await refuseOthers(client);
    await bringToVersion(client, config, migrations, header);
    const restore = new Restore(config, storage, installation, client, file, manifest, say);
    const restored = { type: BackupRestored, payload: { sha256, madeAt: header.madeAt }, personal: null };
    const accounts = await restore.run(account, restored);
    // What the archive did not know yet.
    if (migrations.length < installation.migrations.length) await migrate(config, installation.migrations);
    await client.query('ANALYZE');
    return { header, manifest, accounts };
  } finally {
    await client.end();
  }
}

class Restore {
  private readonly db: Queries;
  private readonly files: RestoredFiles;

  constructor(
    private readonly config: Config,
    storage: Storage,
    private readonly installation: Installation,
    private readonly client: pg.Client,
    private readonly file: string,
    private readonly manifest: Manifest,
    private readonly say: Say,
  ) {
    this.db = new Queries(client);
    this.files = new RestoredFiles(storage, file);
  }

  async run(account: Account | null, restored: PendingEvent): Promise<number> {
    await this.client.query('BEGIN');
    try {
      await this.client.query(`${SPELLING} SET LOCAL lock_timeout = '10s'; SET LOCAL maintenance_work_mem = '256MB';`);
      await this.client.query('SELECT pg_advisory_xact_lock($1)', [MIGRATION_LOCK]);
      const tables = await listTables(this.db, this.installation.notKept);
      await this.refuseFilled(tables);
      this.compareTables(tables);
      await this.load(tables);
      const accounts = await this.verify(account);
      await Promise.all(insertEvents(this.db, system, [restored]));
      await this.client.query('COMMIT');
      const { head } = this.manifest.audit;
      if (head) await keepHead(this.config.dataFolder, head);
      return accounts;
    } catch (error) {
      await this.client.query('ROLLBACK').catch(() => undefined);
      await this.files.takeBack();
      throw error;
    }
  }

  private async refuseFilled(tables: Table[]): Promise<void> {
    for (const { name } of tables) {
      if (this.installation.seeded.includes(name) || !(await hasRows(this.db, name))) continue;
      throw new RestoreRefused(`This installation is not empty (there are rows in "${name}"): nothing was restored. Choose an empty one.`);
    }
  }

  private compareTables(tables: Table[]): void {
    const shape = (of: Table[]) => JSON.stringify(of.map(({ name, columns }) => [name, columns]));
    if (shape(tables) !== shape(this.manifest.tables)) throw new BadArchive('The archive has other tables than its version has.');
  }

  private async load(tables: Table[]): Promise<void> {
    const obstacles = await listObstacles(this.db);
    for (const { drop } of obstacles) await this.client.query(drop);
    const emptied = [...this.installation.notKept, ...this.installation.seeded];
    const there = await this.db.many<{ name: string }>(
      `SELECT name FROM unnest($1::text[]) AS name WHERE to_regclass('public.' || name) IS NOT NULL`,
      [emptied],
    );
    if (there.length > 0) await this.client.query(`TRUNCATE ${there.map(({ name }) => inSql(name)).join(', ')}`);
    await this.client.query(JOBS_TABLE);
    await this.loadEntries(tables);
    // What follows from rows by deferred triggers follows now: no index is made while any waits.
    await this.client.query('SET CONSTRAINTS ALL IMMEDIATE');
    this.say('Making indexes, and checking what refers to what');
    for (const { restore } of obstacles) await this.client.query(restore);
    for (const { name, value } of this.manifest.sequences)
      await this.db.many(`SELECT setval(format('public.%I', $1::text)::regclass, $2::bigint)`, [name, value]);
    const unknown = await addRestoredJobs(this.config, this.db);
    if (unknown > 0) this.say(`${unknown} kinds of jobs that waited are known no more, and were left out.`);
  }

  private async loadEntries(tables: Table[]): Promise<void> {
    const statements = new Map(tables.map((table) => [tableStream(table.name), copyIn(table)]));
    statements.set(JOBS_STREAM, COPY_JOBS_IN);
    const loader = new TableLoader(this.client, statements, [
      ...this.manifest.tables.map((table) => ({ ...table, name: tableStream(table.name) })),
      { ...this.manifest.jobs, name: JOBS_STREAM },
    ]);
    for await (const entry of archiveEntries(this.file)) {
      if (entry.kind === 'file') await this.files.put(entry.key, entry.size, entry.content);
      else await loader.load(entry.stream, entry.content);
    }
    await loader.finish();
    this.files.compare(this.manifest.files);
    this.say(`${this.manifest.files.count} files, ${this.manifest.tables.reduce((sum, { rows }) => sum + rows, 0)} rows`);
  }

  /** What is there now is what was there then: row by row, by the chain of the audit, and by signing in. */
  private async verify(account: Account | null): Promise<number> {
    for (const table of this.manifest.tables) {
      const { rows, sum } = await sumOf(this.db, table.name);
      if (rows !== table.rows || sum !== table.sum) throw new Error(`What was restored of "${table.name}" is not what was kept.`);
    }
    const { head, problem, sealed } = this.manifest.audit;
    const found = await verifyChain(this.db, head);
    const said = found.problem && `${found.problem.kind} at ${found.problem.position}`;
    if (said !== problem || found.sealed !== sealed)
      throw new Error(`The chain of the audit does not hold: ${said ?? `${found.sealed} sealed`}.`);
    if (problem) this.say(`The chain of the audit was broken already when the archive was made: ${problem}.`);
    return this.installation.checkSignIn(this.db, account);
  }
}

/** The migrations that the archive's tables had seen. */
function migrationsOf(header: Header, { migrations }: Installation): Installation['migrations'] {
  const known = migrations.slice(0, header.migrations.length);
  if (JSON.stringify(known.map(({ name }) => name)) === JSON.stringify(header.migrations)) return known;
  throw new BadArchive(
    `The archive was made by a newer version of Parvis (${header.version}): restore it with that version or a later one.`,
  );
}

/** Processes that run hold caches and connections of the installation that was. */
async function refuseOthers(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ count: string }>(
    `SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND application_name IN ('parvis', 'parvis-bus', 'parvis-jobs')`,
  );
  if (Number(rows[0]?.count) > 0) throw new RestoreRefused('Parvis is running on this database: stop it first. Nothing was restored.');
}

/** Gives a database without tables those of the archive's version. */
async function bringToVersion(client: pg.Client, config: Config, migrations: Installation['migrations'], header: Header): Promise<void> {
  const { rows } = await client.query<{ known: boolean }>(`SELECT to_regclass('public.migration') IS NOT NULL AS known`);
  if (!rows[0]?.known) return migrate(config, migrations);
  const found = await client.query<{ name: string }>('SELECT name FROM public.migration ORDER BY id');
  if (JSON.stringify(found.rows.map(({ name }) => name)) === JSON.stringify(header.migrations)) {
    const granted = await client.query(`SELECT FROM pg_roles WHERE rolname = $1`, [APPLICATION_ROLE]);
    if (granted.rowCount) return;
  }
  throw new RestoreRefused(
    `This database has the tables of another version than the archive (Parvis ${header.version}): restore into a database that has none. Nothing was restored.`,
  );
}
