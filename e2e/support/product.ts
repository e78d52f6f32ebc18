import { type ChildProcess, spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const root = path.resolve(import.meta.dirname, '../..');
const pg = createRequire(path.join(root, 'apps/api/package.json'))('pg') as {
  Client: new (options: { connectionString: string }) => {
    connect(): Promise<void>;
    query(text: string): Promise<unknown>;
    end(): Promise<void>;
  };
};
const START_MS = 40_000;

export interface Product {
  url: string;
  /** What it said on its console. */
  output: () => string;
  stop(): Promise<void>;
}

/** Starts the built product on a database and data folder of its own, as somebody would who has just installed it. */
export async function startProduct(name: string, env: Record<string, string>): Promise<Product> {
  const admin = process.env['ADMIN_DATABASE_URL'];
  if (!admin) throw new Error('ADMIN_DATABASE_URL is not set: run the journeys with `npm test`');
  const database = `parvis_journeys_${name}_${process.pid}`;
  await ask(admin, `DROP DATABASE IF EXISTS ${database} WITH (FORCE)`);
  await ask(admin, `CREATE DATABASE ${database}`);
  const data = await mkdtemp(path.join(os.tmpdir(), `parvis-${name}-`));
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  let output = '';
  // With a channel to us, so that it ends when the journeys are killed.
  const followParent = pathToFileURL(path.join(root, 'scripts/lib/follow-parent.mjs')).href;
  const child = spawn(process.execPath, ['--import', followParent, path.join(root, 'apps/api/dist/main.js')], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    env: {
      ...process.env,
      PORT: String(port),
      HOST: '127.0.0.1',
      LOG_LEVEL: 'warn',
      PARVIS_DATA: data,
      PARVIS_WEB: path.join(root, 'apps/web/dist'),
      DATABASE_URL: Object.assign(new URL(admin), { pathname: `/${database}` }).toString(),
      ...env,
    },
  });
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk: Buffer) => (output += chunk.toString()));
  await until(
    () => output.includes('Parvis listens on'),
    child,
    () => output,
  );
  return {
    url,
    output: () => output,
    async stop() {
      const gone = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGTERM');
      await gone;
      await ask(admin, `DROP DATABASE IF EXISTS ${database} WITH (FORCE)`);
      await rm(data, { recursive: true, force: true });
    },
  };
}

async function until(ready: () => boolean, child: ChildProcess, output: () => string): Promise<void> {
  for (const deadline = Date.now() + START_MS; !ready(); await new Promise((resolve) => setTimeout(resolve, 100))) {
    if (child.exitCode !== null || Date.now() > deadline) throw new Error(`The product did not start:\n${output()}`);
  }
}

async function ask(connectionString: string, text: string): Promise<void> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  await client.query(text).finally(() => client.end());
}

/** Below the range that systems use for outgoing connections. */
async function freePort(): Promise<number> {
  for (;;) {
    const port = 20_000 + Math.floor(Math.random() * 10_000);
    const free = await new Promise<boolean>((resolve) => {
      const server = createServer();
      server.once('error', () => resolve(false));
      server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
    });
    if (free) return port;
  }
}
