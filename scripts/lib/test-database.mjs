import path from 'node:path';
import { root } from './console.mjs';
import { connect } from './database.mjs';
import { openServer } from './postgres.mjs';

/** A server for tests alone: nothing in it has to survive a power cut. */
const SETTINGS = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off', 'max_connections=300', 'shared_buffers=256MB'];

export const testFolder = path.join(root, '.cache/test');

/** Opens it. Resolves with the superuser's address, from which tests make databases, and how to leave it. */
export async function openTestDatabase() {
  if (process.env.ADMIN_DATABASE_URL) return { url: process.env.ADMIN_DATABASE_URL, close: () => undefined };
  const server = await openServer(testFolder, SETTINGS);
  const url = `postgres://postgres:${server.password}@127.0.0.1:${server.port}/postgres`;
  // Only when it ran for nobody: others may be about to copy what looks abandoned.
  if (server.started) await dropAbandoned(url);
  return { url, close: server.close };
}

/** Databases of tests that were interrupted, and templates of migrations that are no more. */
async function dropAbandoned(url) {
  const client = await connect(url);
  try {
    const { rows } = await client.query(`SELECT datname FROM pg_database WHERE datname LIKE 'parvis\\_%'`);
    for (const { datname } of rows)
      await client.query(`DROP DATABASE IF EXISTS ${client.escapeIdentifier(datname)}`).catch(() => undefined);
  } finally {
    await client.end();
  }
}
