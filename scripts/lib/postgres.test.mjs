import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { connect } from './database.mjs';
import { openServer } from './postgres.mjs';
import { isRunning } from './postmaster.mjs';

/** With a space, as folders have them. */
const folder = path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'parvis-server-')), 'the data');
const TEST_SETTINGS = ['fsync=off'];
const state = () => JSON.parse(fs.readFileSync(path.join(folder, 'database.json'), 'utf8'));
const cluster = () => state().cluster ?? path.join(folder, 'postgres');
const pidFile = () => path.join(cluster(), 'postmaster.pid');
const pid = () => Number.parseInt(fs.readFileSync(pidFile(), 'utf8'), 10);
const hasHeard = () => !/ready/.test(spawnSync('cat', [pidFile()], { encoding: 'utf8' }).stdout);
const open = () => openServer(folder, TEST_SETTINGS);

before(() => fs.chmodSync(path.dirname(folder), 0o755));
after(() => fs.rmSync(path.dirname(folder), { recursive: true, force: true }));

async function ask(server, sql) {
  const client = await connect(`postgres://postgres:${server.password}@127.0.0.1:${server.port}/postgres`);
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

test('is made once, and is the same the next time', async () => {
  const first = await open();
  assert.equal(first.started, true);
  assert.ok(first.port < 32_768);
  await ask(first, 'CREATE TABLE kept (word text)');
  await first.close();
  assert.equal(isRunning(cluster()), false);

  const second = await open();
  assert.equal(second.port, first.port);
  assert.deepEqual(await ask(second, 'SELECT * FROM kept'), []);
  await second.close();
});

test('keeps its passwords from other users, and refuses wrong ones', async () => {
  const server = await open();
  assert.equal(fs.statSync(path.join(folder, 'database.json')).mode & 0o777, 0o600);
  await assert.rejects(ask({ ...server, password: 'guessed' }, 'SELECT 1'), /password authentication failed/);
  await server.close();
});

test('serves whoever joins, until the last one leaves', async () => {
  const server = await open();
  const code = `import { openServer } from '${new URL('./postgres.mjs', import.meta.url).href}';
    const server = await openServer(process.argv[1]); console.log(server.started); process.stdin.once('data', async () => { await server.close(); process.exit(); });`;
  const other = spawn(process.execPath, ['--input-type=module', '-e', code, folder], { stdio: ['pipe', 'pipe', 'inherit'] });
  assert.equal(String((await once(other.stdout, 'data'))[0]).trim(), 'false');
  await server.close();
  assert.equal(isRunning(cluster()), true);
  other.stdin.write('leave');
  await once(other, 'exit');
  assert.equal(isRunning(cluster()), false);
});

test('starts again after it was killed', async () => {
  const server = await open();
  await ask(server, 'INSERT INTO kept VALUES (1)');
  process.kill(pid(), 'SIGKILL');
  const again = await open();
  assert.equal(again.started, true);
  assert.equal((await ask(again, 'SELECT * FROM kept')).length, 1);
  await again.close();
});

test('waits for one that is stopping, and starts it again', async () => {
  const server = await open();
  await ask(server, 'CREATE TABLE big AS SELECT generate_series(1, 100000)');
  process.kill(pid(), 'SIGINT');
  // Until it has heard.
  while (fs.existsSync(pidFile()) && !hasHeard()) await new Promise((resolve) => setImmediate(resolve));
  const again = await open();
  assert.equal(again.started, true);
  assert.equal((await ask(again, 'SELECT count(*)::int AS rows FROM big'))[0].rows, 100_000);
  await again.close();
});

test('starts although the number in its pid file belongs to somebody else by now', { skip: process.platform !== 'linux' }, async () => {
  const server = await open();
  const lines = fs.readFileSync(pidFile(), 'utf8').split('\n');
  await server.close();
  // As the server's own user, for PostgreSQL believes only its own kind to be itself.
  const { uid, gid } = fs.statSync(path.join(cluster(), 'PG_VERSION'));
  const stranger = spawn('sleep', ['60'], { stdio: 'ignore', cwd: '/', ...(process.getuid() === 0 && { uid, gid }) });
  fs.writeFileSync(pidFile(), [stranger.pid, ...lines.slice(1)].join('\n'));
  if (process.getuid() === 0) fs.chownSync(pidFile(), uid, gid);
  const again = await open();
  assert.equal(again.started, true);
  await again.close();
  stranger.kill();
});

test('moves to another port when its own was taken', async () => {
  const { port } = state();
  const squatter = net.createServer().listen(port, '127.0.0.1');
  await once(squatter, 'listening');
  const server = await open();
  assert.notEqual(server.port, port);
  assert.equal((await ask(server, 'SELECT 1 AS one'))[0].one, 1);
  squatter.close();
  await server.close();
});

test('is watched: it comes back when it dies', async () => {
  const server = await open();
  server.watch();
  const first = pid();
  process.kill(first, 'SIGKILL');
  const deadline = Date.now() + 20_000;
  while (!(isRunning(cluster()) && pid() !== first)) {
    assert.ok(Date.now() < deadline, 'it did not come back');
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  await server.close();
  assert.equal(isRunning(cluster()), false);
});

test('leaves nothing half-made when its making was interrupted', async () => {
  const other = path.join(path.dirname(folder), 'interrupted');
  fs.mkdirSync(path.join(other, 'postgres.draft-0123'), { recursive: true });
  const server = await openServer(other, TEST_SETTINGS);
  assert.equal(server.started, true);
  await server.close();
  assert.deepEqual(
    fs.readdirSync(other).filter((name) => name.includes('draft')),
    [],
  );
});

test(
  'lies outside a folder that its user cannot enter, and stays there when the folder moves',
  { skip: process.getuid?.() !== 0 },
  async () => {
    const closed = fs.mkdtempSync(path.join(os.tmpdir(), 'parvis-closed-'));
    const [here, there, copy] = ['here', 'there', 'copy'].map((name) => path.join(closed, name));
    const first = await openServer(here, TEST_SETTINGS);
    await ask(first, 'CREATE TABLE kept (word text)');
    await first.close();
    const { cluster: outside } = JSON.parse(fs.readFileSync(path.join(here, 'database.json'), 'utf8'));
    assert.match(outside, /^\/var\/lib\/parvis\/[0-9a-f]{16}\/postgres$/);

    fs.cpSync(here, copy, { recursive: true });
    await assert.rejects(openServer(copy, TEST_SETTINGS), /is a copy of/);

    fs.renameSync(here, there);
    const moved = await openServer(there, TEST_SETTINGS);
    assert.deepEqual(await ask(moved, 'SELECT * FROM kept'), []);
    await moved.close();
    fs.rmSync(path.dirname(outside), { recursive: true });
    fs.rmSync(closed, { recursive: true });
  },
);

test('is not disturbed by the variables of another PostgreSQL', async () => {
  Object.assign(process.env, { PGDATA: '/nowhere', PGPORT: '1', PGSSLMODE: 'require' });
  const server = await open();
  assert.equal((await ask(server, 'SELECT 1 AS one'))[0].one, 1);
  await server.close();
  for (const name of ['PGDATA', 'PGPORT', 'PGSSLMODE']) delete process.env[name];
});
