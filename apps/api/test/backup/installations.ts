import { createReadStream } from 'node:fs';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { Readable } from 'node:stream';
import pg from 'pg';
import { INSTALLATION } from '../../src/installation.ts';
import type { Account } from '../../src/platform/backup/installation.ts';
import { restoreBackup } from '../../src/platform/backup/restore-backup.ts';
import { takeBackup } from '../../src/platform/backup/take-backup.ts';
import { type Config, readConfig } from '../../src/platform/config/config.ts';
import { openStorage } from '../../src/platform/storage/open-storage.ts';
import { type StorageKey, Storage } from '../../src/platform/storage/storage.ts';
import type { TestDatabase } from '../test-database.ts';

/** A database and a data folder that hold nothing at all: not even tables. */
export interface EmptyInstallation {
  config: Config;
  database: TestDatabase;
  dataFolder: string;
  /** Tables, and files below the data folder. */
  inventory(): Promise<{ tables: number; files: string[] }>;
  query(text: string): Promise<Record<string, unknown>[]>;
  drop(): Promise<void>;
}

export async function openEmptyInstallation(): Promise<EmptyInstallation> {
  const admin = process.env['ADMIN_DATABASE_URL'] ?? '';
  const name = `parvis_test_${process.pid}_${Date.now()}_${Math.floor(Math.random() * 1e6)}`;
  const url = Object.assign(new URL(admin), { pathname: `/${name}` }).toString();
  const dataFolder = await mkdtemp(path.join(os.tmpdir(), 'parvis-restored-'));
  const ask = async (connectionString: string, text: string) => {
    const client = new pg.Client({ connectionString });
    await client.connect();
    return client.query<Record<string, unknown>>(text).finally(() => client.end());
  };
  await ask(admin, `CREATE DATABASE ${name}`);
  const drop = async () => void (await ask(admin, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`));
  return {
    config: readConfig({ NODE_ENV: 'test', DATABASE_URL: url, PARVIS_DATA: dataFolder }),
    database: { name, url, drop },
    dataFolder,
    query: async (text) => (await ask(url, text)).rows,
    async inventory() {
      const { rows } = await ask(
        url,
        `SELECT count(*)::int AS tables FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace`,
      );
      const entries = await readdir(dataFolder, { recursive: true, withFileTypes: true });
      return { tables: Number(rows[0]?.['tables']), files: entries.filter((entry) => entry.isFile()).map((entry) => entry.name) };
    },
    async drop() {
      await drop();
      await rm(dataFolder, { recursive: true, force: true });
    },
  };
}

const silent = () => undefined;
export const backUp = (config: Config, file: string, storage = openStorage(config)) =>
  takeBackup(config, storage, INSTALLATION, file, silent);
export const restore = ({ config }: { config: Config }, file: string, account: Account | null = null) =>
  restoreBackup(config, openStorage(config), INSTALLATION, file, account, silent);

/** A store in which something happens whenever a file is about to be read. */
export class EventfulStorage extends Storage {
  constructor(
    private readonly inner: Storage,
    private readonly before: (key: StorageKey) => Promise<void>,
  ) {
    super();
  }
  put = (key: StorageKey, content: Readable | Buffer) => this.inner.put(key, content);
  async get(key: StorageKey) {
    await this.before(key);
    return this.inner.get(key);
  }
  size = (key: StorageKey) => this.inner.size(key);
  delete = (key: StorageKey) => this.inner.delete(key);
  list = (prefix: string) => this.inner.list(prefix);
}

export const bytesOf = async (file: string): Promise<Buffer> => {
  const chunks: Buffer[] = [];
  for await (const chunk of createReadStream(file)) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
};
