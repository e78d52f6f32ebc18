import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { type AddressInfo, type Socket, connect, createServer } from 'node:net';
import os from 'node:os';
import path from 'node:path';

const PLACES = (process.env['PATH'] ?? '').split(path.delimiter).map((folder) => path.join(folder, 'redis-server'));
const find = () => PLACES.find((file) => existsSync(file));

/** A real Redis of one test. */
export interface RedisServer {
  url: string;
  port: number;
  /** Ends it as a power cut does. */
  kill(): Promise<void>;
  /** Starts it again at the same place, with nothing in it. */
  start(): Promise<void>;
  close(): Promise<void>;
}

/** The program, installed from Debian's packages when we may; null, said aloud, when this machine has none. */
export function findRedis(): string | null {
  const found = find();
  if (found) return found;
  if (process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    try {
      execFileSync('apt-get', ['install', '-y', 'redis-server'], { stdio: 'ignore', timeout: 120_000 });
    } catch {
      // Said below.
    }
  }
  const installed = find();
  if (!installed) console.warn('No redis-server on this machine: what goes through Redis is not tested.');
  return installed ?? null;
}

export async function openRedis(program: string): Promise<RedisServer> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'parvis-redis-'));
  const port = 20_000 + Math.floor(Math.random() * 9_000);
  let child: ChildProcess | null = null;
  const server: RedisServer = {
    url: `redis://127.0.0.1:${port}`,
    port,
    async kill() {
      const running = child;
      child = null;
      if (!running) return;
      const ended = new Promise((resolve) => running.once('exit', resolve));
      running.kill('SIGKILL');
      await ended;
    },
    async start() {
      const settings = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no', '--dir', folder];
      child = spawn(program, settings, { stdio: 'ignore' });
      for (const end = Date.now() + 10_000; !(await answers(port));) if (Date.now() > end) throw new Error('Redis did not start');
    },
    async close() {
      await server.kill();
      rmSync(folder, { recursive: true, force: true });
    },
  };
  await server.start();
  return server;
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => (socket.destroy(), resolve(true)));
    socket.once('error', () => setTimeout(() => resolve(false), 50));
  });
}

/** A way to a port of this machine that can be cut and opened again, e.g. a cable between one process and Redis. */
export interface Cable {
  port: number;
  cut(): void;
  mend(): void;
  close(): void;
}

export async function openCable(to: number): Promise<Cable> {
  const ends = new Set<Socket>();
  let whole = true;
  const server = createServer((near) => {
    if (!whole) return near.destroy();
    const far = connect(to, '127.0.0.1');
    for (const end of [near, far]) {
      ends.add(end);
      end.on('error', () => undefined);
      end.on('close', () => (ends.delete(end), near.destroy(), far.destroy()));
    }
    near.pipe(far).pipe(near);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const cut = () => {
    whole = false;
    for (const end of ends) end.destroy();
  };
  return {
    port: (server.address() as AddressInfo).port,
    cut,
    mend: () => void (whole = true),
    close() {
      cut();
      server.close();
    },
  };
}
