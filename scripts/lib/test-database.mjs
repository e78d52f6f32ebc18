import path from 'node:path';
import { root } from './console.mjs';
import { startPostgres, lockData } from './postgres.mjs';

/** A server for tests alone: nothing in it has to survive a power cut. */
const FLAGS = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off', 'max_connections=300', 'shared_buffers=256MB'];

/** Starts it or finds it running. Returns the superuser's address and how to stop what was started here. */
export async function openTestDatabase() {
  if (process.env.ADMIN_DATABASE_URL) return { url: process.env.ADMIN_DATABASE_URL, stop: () => undefined };
  const folder = path.join(root, '.cache/test');
  const release = await lockData(folder);
  try {
    const server = await startPostgres(folder, FLAGS);
    return {
      url: `postgres://postgres:${server.password}@127.0.0.1:${server.port}/postgres`,
      stop: () => (server.started ? server.stop() : undefined),
    };
  } finally {
    release();
  }
}
