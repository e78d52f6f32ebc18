import { createHash } from 'node:crypto';
import pg from 'pg';
import copyStreams from 'pg-copy-streams';
import type { Config } from '../config/config.ts';
import { MIGRATION_LOCK } from '../database/migrate.ts';
import { system } from '../database/actor.ts';
import { Queries } from '../database/queries.ts';
import { type Head, keptHead, lastSeal, verifyChain } from '../events/audit-chain.ts';
import { insertEvents } from '../events/event-log.ts';
import { SEALING_LOCK } from '../events/sealing.ts';
import { FileMissing, type Storage, type StorageKey } from '../storage/storage.ts';
import { VERSION } from '../version.ts';
import { FORMAT, type Header, JOBS_STREAM, type Manifest, type TableEntry, tableStream } from './archive.ts';
import { ArchiveWriter } from './archive-writer.ts';
import { BackupTaken } from './backup.events.ts';
import type { Installation, Say } from './installation.ts';
import { COPY_PENDING_JOBS } from './pending-jobs.ts';
import { SPELLING, type Table, copyOut, listSequences, listTables, sumOf } from './tables.ts';

export interface Taken {
  manifest: Manifest;
  /** Of the whole archive, to be noted elsewhere. */
  sha256: string;
}

/**
 * Writes all that a running installation holds into one archive: the database as of one moment, and every file that it
 * knows at that moment. Nobody is kept waiting meanwhile; only migrations wait until it is done.
 */
export async function takeBackup(config: Config, storage: Storage, installation: Installation, target: string, say: Say): Promise<Taken> {
  const client = await connect(config);
  try {
    // What is being changed in its shape cannot be read as of an earlier moment.
    await client.query('SELECT pg_advisory_lock_shared($1)', [MIGRATION_LOCK]);
    const header = await headerOf(client);
    const writer = new ArchiveWriter(target, header);
    try {
      await writer.header(header);
      const backup = new Backup(config, storage, installation, client, writer, say);
      const manifest = await backup.write();
      await writer.manifest(manifest);
      const sha256 = await writer.finish();
      await client.query('COMMIT');
      const rows = manifest.tables.reduce((sum, table) => sum + table.rows, 0);
      const taken = { type: BackupTaken, payload: { sha256, rows, files: manifest.files.count }, personal: null };
      await Promise.all(insertEvents(new Queries(client), system, [taken]));
      return { manifest, sha256 };
    } catch (error) {
      await writer.abandon();
      throw error;
    }
  } finally {
    await client.end();
  }
}

class Backup {
  private readonly db: Queries;
  private readonly copied = new KeySet();
  private readonly files = { count: 0, bytes: 0, gone: 0 };

  constructor(
    private readonly config: Config,
    private readonly storage: Storage,
    private readonly installation: Installation,
    private readonly client: pg.Client,
    private readonly writer: ArchiveWriter,
    private readonly say: Say,
  ) {
    this.db = new Queries(client);
  }

  /**
   * Files come first: whatever the database knows at the moment of the snapshot was there before it, so that deleting
   * it later takes nothing away from the archive. Those that came in between are taken right after the snapshot.
   */
  async write(): Promise<Manifest> {
    await this.copyFiles();
    const kept = await this.takeSnapshot();
    this.files.gone = 0;
    await this.copyFiles();
    this.say(`${this.files.count} files`);
    const tables: TableEntry[] = [];
    for (const table of await listTables(this.db, this.installation.notKept)) tables.push(await this.copyTable(table));
    const jobs = await this.copyStream(JOBS_STREAM, COPY_PENDING_JOBS);
    return { tables, jobs, files: this.files, sequences: await listSequences(this.db), audit: await this.audit(kept) };
  }

  private async copyFiles(): Promise<void> {
    for await (const key of this.storage.list('')) if (!this.copied.has(key)) await this.copyFile(key);
  }

  private async copyFile(key: StorageKey): Promise<void> {
    const size = await this.storage.size(key);
    const content = size === null ? null : await this.storage.get(key).catch(nullWhenMissing);
    if (size === null || content === null) {
      this.files.gone += 1;
      return;
    }
    await this.writer.file(key, size, content);
    this.copied.add(key);
    this.files.count += 1;
    this.files.bytes += size;
  }

  /** From here on the database is read as it is now. Returns the newest seal as the data folder remembers it. */
  private async takeSnapshot(): Promise<Head | null> {
    const sealing = await connect(this.config);
    try {
      // A seal is noted in the folder before it is committed: nobody seals while both are looked at.
      await sealing.query('BEGIN');
      await sealing.query('SELECT pg_advisory_xact_lock($1)', [SEALING_LOCK]);
      await this.client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
      await this.client.query(SPELLING);
      // The first thing that is read is what makes the snapshot.
      await this.client.query('SELECT FROM event_seal LIMIT 1');
      return await keptHead(this.config.dataFolder);
    } finally {
      await sealing.end();
    }
  }

  private async copyTable(table: Table): Promise<TableEntry> {
    const stream = await this.copyStream(tableStream(table.name), copyOut(table));
    const { rows, sum } = await sumOf(this.db, table.name);
    if (rows !== stream.rows) throw new Error(`${table.name}: ${stream.rows} rows were copied, ${rows} are there`);
    this.say(`${table.name}: ${rows} rows`);
    return { name: table.name, columns: table.columns, sum, ...stream };
  }

  private async copyStream(name: string, sql: string): Promise<{ rows: number; bytes: number; sha256: string }> {
    const copy = this.client.query(copyStreams.to(sql));
    const stream = await this.writer.stream(name, copy as AsyncIterable<Buffer>);
    return { rows: copy.rowCount, ...stream };
  }

  private async audit(kept: Head | null): Promise<Manifest['audit']> {
    const { sealed, problem } = await verifyChain(this.db, kept);
    const last = await lastSeal(this.db);
    const head = last && { position: last.position, hash: last.hash.toString('hex') };
    if (!problem) return { sealed, head, problem: null };
    // What was found here must be found again elsewhere: the seal that was remembered goes along.
    return { sealed, head: kept ?? head, problem: `${problem.kind} at ${problem.position}` };
  }
}

/** A connection that may take as long as it takes. */
async function connect(config: Config): Promise<pg.Client> {
  const client = new pg.Client({
    connectionString: config.databaseOwnerUrl,
    application_name: 'parvis-backup',
    options: '-c statement_timeout=0 -c idle_in_transaction_session_timeout=0 -c synchronize_seqscans=off',
    keepAlive: true,
  });
  await client.connect();
  return client;
}

async function headerOf(client: pg.Client): Promise<Header> {
  const { rows } = await client.query<{ known: boolean }>(`SELECT to_regclass('public.migration') IS NOT NULL AS known`);
  if (!rows[0]?.known) throw new Error('There is nothing to keep: the database has no tables yet.');
  const migrations = await client.query<{ name: string }>('SELECT name FROM public.migration ORDER BY id');
  return { format: FORMAT, version: VERSION, madeAt: new Date().toISOString(), migrations: migrations.rows.map(({ name }) => name) };
}

/** Which keys were seen, by 48 bits of a hash: some forty bytes for each. Among a million files a new one looks like an old one once in 280 million times. */
class KeySet {
  private readonly seen = new Set<number>();
  add = (key: string): void => void this.seen.add(KeySet.short(key));
  has = (key: string): boolean => this.seen.has(KeySet.short(key));
  private static short = (key: string): number => createHash('sha256').update(key).digest().readUIntBE(0, 6);
}

function nullWhenMissing(error: unknown): null {
  if (error instanceof FileMissing) return null;
  throw error;
}
