import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import pg from 'pg';
import type { TestDatabase } from '../test-database.ts';

/** What `scripts/lib/postgres.mjs` gives of the server that `npm start` runs. */
interface Server {
  port: number;
  password: string;
  close(): Promise<void>;
  watch(): void;
}
type OpenServer = (folder: string, settings?: string[]) => Promise<Server>;

export interface OwnPostgres {
  /** An empty database on it. */
  createDatabase(name: string): Promise<TestDatabase>;
  /** Ends the server as a power cut does. */
  kill(): void;
  /** Starts it again. */
  start(): Promise<void>;
  /** From now on it is started again whenever it dies, as under `npm start`. */
  watch(): void;
  close(): Promise<void>;
}

/** A PostgreSQL of one test, which may be killed: with the settings of the product, so that a commit is a commit. */
export async function openOwnPostgres(): Promise<OwnPostgres> {
  const script = new URL('../../../../scripts/lib/postgres.mjs', import.meta.url).href;
  const { openServer } = (await import(script)) as { openServer: OpenServer };
  const folder = mkdtempSync(path.join(os.tmpdir(), 'parvis-postgres-'));
  // Its user, which is another one when we are root, must be able to enter.
  chmodSync(folder, 0o755);
  let server = await openServer(folder);
  const address = (database: string) => `postgres://postgres:${server.password}@127.0.0.1:${server.port}/${database}`;
  return {
    async createDatabase(name) {
      const client = new pg.Client({ connectionString: address('postgres') });
      await client.connect();
      await client.query(`CREATE DATABASE ${name}`);
      await client.end();
      return { name, url: address(name), drop: () => Promise.resolve() };
    },
    kill: () => process.kill(Number.parseInt(readFileSync(path.join(folder, 'postgres/postmaster.pid'), 'utf8'), 10), 'SIGKILL'),
    start: async () => void (server = await openServer(folder)),
    watch: () => server.watch(),
    async close() {
      await server.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
