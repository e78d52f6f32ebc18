import { createRequire } from 'node:module';
import path from 'node:path';
import { root } from './console.mjs';
import { lockData, startPostgres } from './postgres.mjs';

/** The folder where an installation keeps everything. */
export const dataFolder = () => path.resolve(root, process.env.PARVIS_DATA || 'data');

/**
 * The environment that the product needs to find its database. With `DATABASE_URL` it is the one given; else the
 * embedded PostgreSQL runs. `stop` ends what was started here.
 */
export async function openDatabase() {
  if (process.env.DATABASE_URL) return { env: {}, stop: () => undefined };
  const folder = dataFolder();
  const release = await lockData(folder);
  try {
    const server = await startPostgres(folder);
    await ensureDatabase(server);
    const address = (user, password) => `postgres://${user}:${password}@127.0.0.1:${server.port}/parvis`;
    return {
      env: {
        DATABASE_URL: address('parvis_app', server.applicationPassword),
        DATABASE_OWNER_URL: address('parvis_owner', server.ownerPassword),
      },
      stop: () => (server.started ? server.stop() : undefined),
    };
  } finally {
    release();
  }
}

/** The database, its owner who migrates, and the role that the application works as. */
async function ensureDatabase({ port, password, ownerPassword, applicationPassword }) {
  const pg = createRequire(path.join(root, 'apps/api/package.json'))('pg');
  const client = new pg.Client({ host: '127.0.0.1', port, user: 'postgres', password, database: 'postgres' });
  await client.connect();
  try {
    const { rowCount } = await client.query(`SELECT FROM pg_database WHERE datname = 'parvis'`);
    if (rowCount) return;
    const quoted = (text) => client.escapeLiteral(text);
    for (const [role, secret] of [
      ['parvis_owner', ownerPassword],
      ['parvis_app', applicationPassword],
    ]) {
      const known = await client.query(`SELECT FROM pg_roles WHERE rolname = $1`, [role]);
      await client.query(`${known.rowCount ? 'ALTER' : 'CREATE'} ROLE ${role} LOGIN PASSWORD ${quoted(secret)}`);
    }
    await client.query(`CREATE DATABASE parvis OWNER parvis_owner`);
  } finally {
    await client.end();
  }
}
