import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const api = fileURLToPath(new URL('../../apps/api/', import.meta.url));
const { flags } = (await import(new URL('../../scripts/lib/product.mjs', import.meta.url).href)) as { flags: (file: string) => string[] };
const COMPILED = fileURLToPath(new URL('../../.cache/compiled', import.meta.url));
/** Clock ticks of the kernel in a second (Linux). */
const TICKS = 100;

/** A port below those that the kernel gives to clients. */
export const freePort = (): number => 21_000 + Math.floor(Math.random() * 9_000);

const environment = (databaseUrl: string, data: string): NodeJS.ProcessEnv => ({
  ...process.env,
  NODE_ENV: 'production',
  NODE_COMPILE_CACHE: COMPILED,
  PARVIS_DEMO: 'false',
  PARVIS_DATA: data,
  HOST: '127.0.0.1',
  DATABASE_URL: databaseUrl,
});

/** One process of the built product, started as `npm start` does, and what it costs. Its logs are written, to nowhere. */
export class Product {
  readonly url: string;
  private readonly child: ChildProcess;
  private readonly data: string;

  private constructor(url: string, child: ChildProcess, data: string) {
    this.url = url;
    this.child = child;
    this.data = data;
  }

  /** Starts it on a database; resolves when it answers. `started` are the milliseconds until then. */
  static async start(databaseUrl: string, env: Record<string, string> = {}): Promise<{ product: Product; started: number }> {
    const port = freePort();
    const url = `http://127.0.0.1:${port}`;
    const data = await mkdtemp(path.join(os.tmpdir(), 'parvis-bench-'));
    const begun = performance.now();
    const child = spawn(process.execPath, flags('main.js'), {
      cwd: api,
      stdio: ['ignore', 'ignore', 'inherit'],
      env: { ...environment(databaseUrl, data), PORT: String(port), PUBLIC_URL: url, ...env },
    });
    const product = new Product(url, child, data);
    for (let tries = 0; tries < 12_000 && child.exitCode === null; tries++) {
      if ((await fetch(`${url}/api/health`).catch(() => null))?.ok) return { product, started: performance.now() - begun };
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
    throw new Error('The product did not start');
  }

  /** A command of the product, run to its end. Returns the seconds that it took. */
  static command(databaseUrl: string, args: readonly string[], input = ''): number {
    const begun = performance.now();
    const { status, stderr } = spawnSync(process.execPath, [...flags('cli.js'), ...args], {
      cwd: api,
      input,
      encoding: 'utf8',
      env: environment(databaseUrl, os.tmpdir()),
    });
    if (status !== 0) throw new Error(`${args.join(' ')}: ${stderr}`);
    return (performance.now() - begun) / 1_000;
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
    await rm(this.data, { recursive: true, force: true });
  }
}
