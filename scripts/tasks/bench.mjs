import { spawn } from 'node:child_process';
import path from 'node:path';
import { build } from '../lib/build.mjs';
import { root } from '../lib/console.mjs';
import { openServer } from '../lib/postgres.mjs';

/** As a customer runs it: what is committed is on the disk. */
const SETTINGS = ['max_connections=300', 'shared_buffers=512MB'];

/** Measures the built product on a database of its own. */
export default async function bench(args) {
  await build();
  const server = process.env.ADMIN_DATABASE_URL ? null : await openServer(path.join(root, '.cache/bench'), SETTINGS);
  const url = process.env.ADMIN_DATABASE_URL ?? `postgres://postgres:${server.password}@127.0.0.1:${server.port}/postgres`;
  try {
    const child = spawn(process.execPath, ['bench/main.ts', ...args], {
      cwd: root,
      stdio: 'inherit',
      env: { ...process.env, ADMIN_DATABASE_URL: url },
    });
    process.exitCode = await new Promise((resolve) => child.once('exit', (code) => resolve(code ?? 1)));
  } finally {
    await server?.close();
  }
}
