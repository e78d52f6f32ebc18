import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { places } from './postgres-places.mjs';

/** Below the range from which systems take ports for outgoing connections (32768 on Linux). */
const PORTS = { from: 21_000, to: 31_000 };
const START_TRIES = 40;

/**
 * Starts the embedded PostgreSQL of a data folder, or finds it running. Returns its port, the superuser's password,
 * whether it was started here, and how to stop it. `flags` are server settings, e.g. `fsync=off` for tests.
 */
export async function startPostgres(dataFolder, flags = []) {
  fs.mkdirSync(dataFolder, { recursive: true });
  const { server, cluster, who } = places(dataFolder);
  const state = await rememberedState(dataFolder);
  const tool = (name) => path.join(server, 'bin', name);
  for (const name of ['initdb', 'pg_ctl', 'postgres']) makeExecutable(tool(name));
  if (!fs.existsSync(path.join(cluster, 'PG_VERSION'))) initialise(tool('initdb'), cluster, who, state.password);
  const stop = () =>
    spawnSync(tool('pg_ctl'), ['stop', '-m', 'fast', '-w', '-D', cluster], { ...who, stdio: 'ignore', cwd: '/' }).status === 0;
  if (isRunning(cluster)) return { ...state, started: false, stop };
  await launch({ server, cluster, who, port: state.port, flags });
  return { ...state, started: true, stop };
}

function initialise(initdb, cluster, who, password) {
  const draft = `${cluster}.${process.pid}`;
  fs.mkdirSync(draft, { recursive: true, mode: 0o700 });
  const passwordFile = path.join(path.dirname(draft), `.password-${randomBytes(6).toString('hex')}`);
  fs.writeFileSync(passwordFile, `${password}\n`, { mode: 0o600 });
  if (who) for (const entry of [draft, passwordFile]) fs.chownSync(entry, who.uid, who.gid);
  const { status, stderr } = spawnSync(
    initdb,
    [
      '-D',
      draft,
      '-U',
      'postgres',
      '--auth=scram-sha-256',
      `--pwfile=${passwordFile}`,
      '--encoding=UTF8',
      '--locale=C',
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
    ],
    { ...who, encoding: 'utf8', cwd: '/' },
  );
  fs.rmSync(passwordFile, { force: true });
  if (status !== 0) throw new Error(`The database could not be created:\n${stderr}`);
  fs.renameSync(draft, cluster);
}

/** Waits for "ready". A server that was killed leaves its lock for some seconds: tried again until it goes. */
async function launch({ server, cluster, who, port, flags }) {
  const log = path.join(cluster, 'server.log');
  const settings = [`port=${port}`, 'listen_addresses=127.0.0.1', "unix_socket_directories=''", 'max_connections=200', ...flags];
  const options = settings.map((setting) => `-c ${setting}`).join(' ');
  for (let attempt = 1; ; attempt++) {
    // No pipe: the server would keep it open, and we would wait for ever.
    const { status } = spawnSync(path.join(server, 'bin/pg_ctl'), ['start', '-w', '-t', '60', '-D', cluster, '-l', log, '-o', options], {
      ...who,
      stdio: 'ignore',
      cwd: '/',
    });
    if (status === 0 || isRunning(cluster)) return;
    if (attempt === START_TRIES) throw new Error(`PostgreSQL did not start. Its last words:\n${tail(log)}`);
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
}

function isRunning(cluster) {
  try {
    const pid = Number(fs.readFileSync(path.join(cluster, 'postmaster.pid'), 'utf8').split('\n')[0]);
    process.kill(pid, 0);
    return !isZombie(pid) && isPostgres(pid);
  } catch (error) {
    return error.code === 'EPERM';
  }
}

const procFile = (pid, name) => (process.platform === 'linux' ? fs.readFileSync(`/proc/${pid}/${name}`, 'utf8') : null);
const isZombie = (pid) => /\) Z /.test(procFile(pid, 'stat') ?? '');
/** After a reboot the number may belong to something else. */
const isPostgres = (pid) => (procFile(pid, 'comm') ?? 'postgres').startsWith('postgres');

function makeExecutable(file) {
  if ((fs.statSync(file).mode & 0o555) !== 0o555) fs.chmodSync(file, 0o755);
}

const tail = (file) => (fs.existsSync(file) ? fs.readFileSync(file, 'utf8').split('\n').slice(-12).join('\n') : '(no log)');

/** The port and the passwords, chosen once. */
async function rememberedState(dataFolder) {
  const file = path.join(dataFolder, 'database.json');
  if (fs.existsSync(file)) return JSON.parse(fs.readFileSync(file, 'utf8'));
  const secret = () => randomBytes(24).toString('base64url');
  const state = { port: await freePort(), password: secret(), ownerPassword: secret(), applicationPassword: secret() };
  const draft = `${file}.${process.pid}`;
  fs.writeFileSync(draft, JSON.stringify(state, null, 2), { mode: 0o600 });
  try {
    fs.linkSync(draft, file);
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
  } finally {
    fs.rmSync(draft);
  }
  return JSON.parse(fs.readFileSync(file, 'utf8'));
}

async function freePort() {
  for (;;) {
    const port = PORTS.from + Math.floor(Math.random() * (PORTS.to - PORTS.from));
    if (await isFree(port)) return port;
  }
}

/** True when nobody listens on this port of this machine. */
export function isFree(port, host = '127.0.0.1') {
  return new Promise((resolve) => {
    const server = net.createServer();
    server.once('error', (error) => resolve(error.code !== 'EADDRINUSE'));
    server.listen(port, host, () => server.close(() => resolve(true)));
  });
}

/** Keeps two starters of one data folder from racing. Resolves with the release. */
export async function lockData(dataFolder) {
  fs.mkdirSync(dataFolder, { recursive: true });
  const file = path.join(dataFolder, '.starting');
  for (;;) {
    try {
      fs.writeFileSync(file, String(process.pid), { flag: 'wx' });
      const release = () => fs.rmSync(file, { force: true });
      process.once('exit', release);
      return release;
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
      if (!isAlive(Number(fs.readFileSync(file, 'utf8') || 0))) fs.rmSync(file, { force: true });
      else await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}

function isAlive(pid) {
  try {
    return pid > 0 && process.kill(pid, 0);
  } catch (error) {
    return error.code === 'EPERM';
  }
}
