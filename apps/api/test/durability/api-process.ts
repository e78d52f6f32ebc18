import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { TestDatabase } from '../test-database.ts';

const api = fileURLToPath(new URL('../../', import.meta.url));
/** With a channel to us, so that it ends when the tests are killed. */
const FOLLOW = ['--import', new URL('../../../../scripts/lib/follow-parent.mjs', import.meta.url).href];

export interface ApiProcess {
  url: string;
  port: number;
  /** Ends it as a power cut does. */
  kill(): Promise<void>;
  /** Asks it to end, as an operator does who puts a new version in its place. */
  stop(): Promise<void>;
  isRunning(): boolean;
}

/** A process of its own on the database of `reference`: killed, it takes everything with it that was not committed. */
export async function startApi(
  reference: { database: TestDatabase },
  dataFolder: string,
  port = 20_000 + Math.floor(Math.random() * 9_000),
  env: Record<string, string> = {},
): Promise<ApiProcess> {
  const url = `http://127.0.0.1:${port}`;
  const child = spawn(process.execPath, [...FOLLOW, '--import', '@oxc-node/core/register', 'src/main.ts'], {
    cwd: api,
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    env: {
      ...process.env,
      NODE_OPTIONS: '',
      NODE_ENV: 'test',
      LOG_LEVEL: 'silent',
      PARVIS_DEMO: 'false',
      PARVIS_DATA: dataFolder,
      PORT: String(port),
      HOST: '127.0.0.1',
      DATABASE_URL: reference.database.url,
      ...env,
    },
  });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const end = (signal: NodeJS.Signals) => async () => {
    child.kill(signal);
    await ended;
  };
  const [kill, stop] = [end('SIGKILL'), end('SIGTERM')];
  for (let tries = 0; tries < 300 && child.exitCode === null; tries++) {
    if ((await fetch(`${url}/api/health`).catch(() => null))?.ok)
      return { url, port, kill, stop, isRunning: () => child.exitCode === null };
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  await kill();
  throw new Error('The API did not start');
}
