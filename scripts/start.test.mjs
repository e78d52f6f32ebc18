import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { root } from './lib/console.mjs';
import { connect } from './lib/database.mjs';
import { freePort, isFree } from './lib/ports.mjs';
import { openServer } from './lib/postgres.mjs';
import { isRunning } from './lib/postmaster.mjs';

// What `npm start` runs, on the built product, as somebody would who has just installed it.

const LONGEST_MS = 90_000;
/** For one customer on a small machine, beside its database. */
const MOST_KILOBYTES = 250 * 1024;
/** Just after a whole company was written and indexed. */
const MOST_KILOBYTES_FILLING = 320 * 1024;
/** With a space and an accent, as folders have them. */
const folder = path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'parvis-start-')), 'un été');
const data = path.join(folder, 'data');
const running = new Set();

before(() => {
  fs.mkdirSync(folder);
  fs.chmodSync(path.dirname(folder), 0o755);
});
after(async () => {
  for (const product of running) await product.end('SIGTERM');
  fs.rmSync(path.dirname(folder), { recursive: true, force: true });
});

async function until(what, isSo) {
  for (const deadline = Date.now() + LONGEST_MS; !(await isSo()); await new Promise((resolve) => setTimeout(resolve, 50)))
    assert.ok(Date.now() < deadline, `waited in vain until ${what()}`);
}

/** Starts it; resolves when it listens, or has ended. */
async function start(env) {
  const clean = Object.entries(process.env).filter(([name]) => !/^(PARVIS_|DATABASE_|NODE_ENV|npm_|PG)/.test(name));
  const port = env.PORT ?? String(await freePort());
  const child = spawn(process.execPath, [path.join(root, 'scripts/run.mjs'), 'start'], {
    cwd: root,
    env: { ...Object.fromEntries(clean), LOG_LEVEL: 'warn', HOST: '127.0.0.1', PORT: port, PARVIS_DATA: data, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const product = { child, port: Number(port), said: '', health: () => healthOf(port), end };
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (chunk) => (product.said += chunk));
  const gone = once(child, 'exit');
  running.add(product);
  void gone.then(() => running.delete(product));
  await until(
    () => `it listens; it said: ${product.said}`,
    () => /Parvis listens on/.test(product.said) || child.exitCode !== null,
  );
  return product;

  async function end(signal) {
    child.kill(signal);
    return (await gone)[0];
  }
}

async function healthOf(port) {
  const answer = await fetch(`http://127.0.0.1:${port}/api/health`).catch(() => null);
  return answer?.status ?? null;
}

const clusterOf = (dataFolder) =>
  JSON.parse(fs.readFileSync(path.join(dataFolder, 'database.json'), 'utf8')).cluster ?? path.join(dataFolder, 'postgres');
const postmaster = () => Number.parseInt(fs.readFileSync(path.join(clusterOf(data), 'postmaster.pid'), 'utf8'), 10);

/** The one process that the starter runs. */
function apiOf({ child }) {
  const pids = fs.readFileSync(`/proc/${child.pid}/task/${child.pid}/children`, 'utf8').trim().split(' ').map(Number);
  return pids.find((pid) => fs.readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('apps/api/dist/main.js'));
}

/** What a process holds in memory. */
const kilobytesOf = (pid) => Number(/^VmRSS:\s+(\d+) kB/m.exec(fs.readFileSync(`/proc/${pid}/status`, 'utf8'))[1]);

const production = { NODE_ENV: 'production' };

test('in production: no demonstration, secrets for their owner alone, a code that opens the set-up screen', async () => {
  const product = await start(production);
  assert.equal(await product.health(), 200);
  assert.match(product.said, /\/set-up with this one-time code: \S+/);
  assert.doesNotMatch(product.said, /Demonstration/);
  assert.equal(fs.statSync(path.join(data, 'database.json')).mode & 0o777, 0o600);
  assert.equal(await product.end('SIGTERM'), 0);
  assert.equal(isRunning(clusterOf(data)), false);
});

test('a port that is taken is named before anything long begins', async () => {
  const first = await start(production);
  const second = await start({ ...production, PORT: String(first.port) });
  assert.equal(second.child.exitCode, 1);
  assert.equal(
    second.said.trim(),
    `Port ${first.port} is taken. Stop what uses it, or choose another one: PORT=${first.port + 1} npm start`,
  );
  await first.end('SIGTERM');
});

test('after kill -9 of the database it serves again by itself', { skip: process.platform !== 'linux' }, async () => {
  const product = await start(production);
  const [api, first] = [apiOf(product), postmaster()];
  process.kill(first, 'SIGKILL');
  await until(
    () => 'another server runs',
    () => isRunning(clusterOf(data)) && postmaster() !== first,
  );
  await until(
    () => 'it serves',
    async () => (await product.health()) === 200,
  );
  assert.equal(apiOf(product), api);

  process.kill(api, 'SIGKILL');
  await once(product.child, 'exit');
  assert.equal(product.child.exitCode, 128 + os.constants.signals.SIGKILL);
  assert.equal(isRunning(clusterOf(data)), false);
});

test('after kill -9 of its starter it gives its port back, and the next start finds everything', async () => {
  const first = await start(production);
  first.child.kill('SIGKILL');
  await until(
    () => 'the port is free',
    () => isFree(first.port),
  );
  const second = await start({ ...production, PORT: String(first.port) });
  assert.equal(await second.health(), 200);
  assert.equal(await second.end('SIGINT'), 0);
  assert.equal(isRunning(clusterOf(data)), false);
});

/** Once it idles: what starting took is given back some moments later. */
async function holdsAtMost(product, kilobytes) {
  if (process.platform !== 'linux') return;
  const held = () => kilobytesOf(apiOf(product));
  await until(
    () => `it holds ${held()} kB, at most ${kilobytes} kB are allowed`,
    () => held() < kilobytes,
  );
}

test('with DATABASE_URL no other database starts; an empty one is filled unless that is not wanted', async () => {
  const server = await openServer(path.join(folder, 'own'), ['fsync=off']);
  const address = (name) => `postgres://postgres:${server.password}@127.0.0.1:${server.port}/${name}`;
  const client = await connect(address('postgres'));
  for (const name of ['filled', 'empty']) await client.query(`CREATE DATABASE ${name}`);
  await client.end();
  const elsewhere = path.join(folder, 'without');

  const filled = await start({ DATABASE_URL: address('filled'), PARVIS_DATA: elsewhere });
  assert.match(filled.said, /Demonstration accounts:\n[^]*password of all: \S+/);
  await holdsAtMost(filled, MOST_KILOBYTES_FILLING);
  await filled.end('SIGTERM');
  const again = await start({ DATABASE_URL: address('filled'), PARVIS_DATA: elsewhere });
  assert.match(again.said, /Demonstration accounts: see README/);
  await holdsAtMost(again, MOST_KILOBYTES);
  await again.end('SIGTERM');
  const empty = await start({ DATABASE_URL: address('empty'), PARVIS_DATA: elsewhere, PARVIS_DEMO: 'false' });
  assert.match(empty.said, /\/set-up with this one-time code/);
  await empty.end('SIGTERM');

  assert.deepEqual(
    fs.readdirSync(elsewhere).filter((name) => /postgres|database/.test(name)),
    [],
  );
  await server.close();
});
