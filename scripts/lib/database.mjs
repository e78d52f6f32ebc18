import { createRequire } from 'node:module';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { root } from './console.mjs';
import { openServer, withoutPostgres } from './postgres.mjs';

/** Any number that nobody else locks on this server. */
const CREATION_LOCK = 727849;
const RECOVERY_TRIES = 120;
const BETWEEN_TRIES_MS = 250;

/** The folder where an installation keeps everything. */
export const dataFolder = () => path.resolve(root, process.env.PARVIS_DATA || 'data');

/**
 * The environment that the product needs: its folders, and its database. That is the one of `DATABASE_URL`, or else
 * the embedded PostgreSQL, which runs until `close`; `watch` starts it again when it dies.
 */
export async function openDatabase() {
  const folders = { PARVIS_DATA: dataFolder(), PARVIS_WEB: path.resolve(root, process.env.PARVIS_WEB || 'apps/web/dist') };
  if (process.env.DATABASE_URL) return { env: { ...process.env, ...folders }, close: () => undefined, watch: () => undefined };
  const server = await openServer(dataFolder(), ['max_connections=200']);
  await ensureDatabase(server);
  const address = (user, password) => `postgres://${user}:${password}@127.0.0.1:${server.port}/parvis`;
  return {
    env: {
      ...withoutPostgres(process.env),
      ...folders,
      DATABASE_URL: address('parvis_app', server.applicationPassword),
      DATABASE_OWNER_URL: address('parvis_owner', server.ownerPassword),
    },
    close: server.close,
    watch: server.watch,
  };
}

/** The database, its owner who migrates, and the role that the application works as. */
async function ensureDatabase({ port, password, ownerPassword, applicationPassword }) {
  const client = await connect(`postgres://postgres:${password}@127.0.0.1:${port}/postgres`);
  try {
    // Two may start at once on a new database. The lock ends with the connection.
    await client.query('SELECT pg_advisory_lock($1)', [CREATION_LOCK]);
    const { rowCount } = await client.query(`SELECT FROM pg_database WHERE datname = 'parvis'`);
    if (rowCount) return;
    for (const [role, secret] of Object.entries({ parvis_owner: ownerPassword, parvis_app: applicationPassword })) {
      const known = await client.query(`SELECT FROM pg_roles WHERE rolname = $1`, [role]);
      await client.query(`${known.rowCount ? 'ALTER' : 'CREATE'} ROLE ${role} LOGIN PASSWORD ${client.escapeLiteral(secret)}`);
    }
    await client.query(`CREATE DATABASE parvis OWNER parvis_owner`);
  } finally {
    await client.end();
  }
}

/** A connection to a server of ours, with the API's own library. One that recovers from a crash is waited for. */
export async function connect(connectionString) {
  const pg = createRequire(path.join(root, 'apps/api/package.json'))('pg');
  for (let attempt = 1; ; attempt++) {
    const client = new pg.Client({ connectionString, ssl: false });
    try {
      await client.connect();
      return client;
    } catch (error) {
      // 57P03: cannot_connect_now.
      if (error.code !== '57P03' || attempt === RECOVERY_TRIES) throw error;
      await sleep(BETWEEN_TRIES_MS);
    }
  }
}
