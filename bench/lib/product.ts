import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const api = fileURLToPath(new URL('../../apps/api/', import.meta.url));
/** Clock ticks of the kernel in a second (Linux). */
const TICKS = 100;

/** One process of the built product, as it runs in production, and what it costs. */
export class Product {
  readonly url: string;
  private readonly child: ChildProcess;

  private constructor(url: string, child: ChildProcess) {
    this.url = url;
    this.child = child;
  }

  /** Starts it on a database; resolves when it answers. `started` are the milliseconds until then. */
  static async start(databaseUrl: string, env: Record<string, string> = {}): Promise<{ product: Product; started: number }> {
    const port = 21_000 + Math.floor(Math.random() * 9_000);
    const url = `http://127.0.0.1:${port}`;
    const data = await mkdtemp(path.join(os.tmpdir(), 'parvis-bench-'));
    const begun = performance.now();
    const child = spawn(process.execPath, ['dist/main.js'], {
      cwd: api,
      stdio: ['ignore', 'ignore', 'inherit'],
      env: {
        ...process.env,
        NODE_ENV: 'production',
        PARVIS_DEMO: 'false',
        PARVIS_DATA: data,
        PORT: String(port),
        HOST: '127.0.0.1',
        DATABASE_URL: databaseUrl,
        PUBLIC_URL: url,
        ...env,
      },
    });
    const product = new Product(url, child);
    for (let tries = 0; tries < 600 && child.exitCode === null; tries++) {
      if ((await fetch(`${url}/api/health`).catch(() => null))?.ok) return { product, started: performance.now() - begun };
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    throw new Error('The product did not start');
  }

  /** Resident memory in MB. */
  get memory(): number {
    const status = readFileSync(`/proc/${this.child.pid}/status`, 'utf8');
    return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / 1_024;
  }

  /** Milliseconds of processor that it has used. */
  get cpu(): number {
    const fields = readFileSync(`/proc/${this.child.pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
    return ((Number(fields[11]) + Number(fields[12])) * 1_000) / TICKS;
  }

  async stop(): Promise<void> {
    const ended = new Promise<void>((resolve) => this.child.once('exit', () => resolve()));
    this.child.kill('SIGTERM');
    await ended;
  }
}
