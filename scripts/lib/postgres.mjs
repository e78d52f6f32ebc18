import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { say } from './console.mjs';
import { atTheEnd, uninterrupted } from './ending.mjs';
import { withLock } from './lock.mjs';
import { freePort, isFree } from './ports.mjs';
import { places } from './postgres-places.mjs';
import { readState, writeState } from './postgres-state.mjs';
import { forgetDead, isRunning, portOfLiving } from './postmaster.mjs';
import { runApart } from './processes.mjs';
import { join, leave } from './users.mjs';

const TRIES = 40;
const BETWEEN_TRIES_MS = 500;
const WATCH_MS = 1000;
const LARGEST_LOG_BYTES = 10 * 1024 * 1024;

/**
 * Opens the embedded PostgreSQL of a data folder: makes it once, starts it or joins those who use it already. The last
 * of them to leave stops it, at the end of its process at the latest. `settings` are the server's, e.g. `fsync=off`.
 * Resolves with its port, its passwords, whether it was `started` just now, `close` and `watch`.
 */
export async function openServer(givenFolder, settings = []) {
  fs.mkdirSync(givenFolder, { recursive: true });
  const dataFolder = fs.realpathSync(givenFolder);
  const alone = (work) => uninterrupted(() => withLock(`database ${dataFolder}`, work));
  let isOpen = true;
  const close = () => {
    if (!isOpen) return undefined;
    isOpen = false;
    return alone(async () => void (leave(dataFolder) && (await stop(await readState(dataFolder), dataFolder))));
  };
  atTheEnd(close);
  const start = () => alone(() => startOrJoin(dataFolder, settings));
  return { ...(await start()), close, watch: () => watch(dataFolder, () => isOpen, start) };
}

async function startOrJoin(dataFolder, settings) {
  join(dataFolder);
  let state = await readState(dataFolder);
  const { server, cluster, who } = places(dataFolder, state.cluster);
  const isOutside = path.dirname(cluster) !== dataFolder;
  if (isOutside && !state.cluster) writeState(dataFolder, (state = { ...state, cluster }));
  if (!fs.existsSync(path.join(cluster, 'PG_VERSION'))) initialise(server, cluster, who, state.password);
  const living = await portOfLiving(cluster);
  if (living !== null) return { ...state, port: living, started: false };
  if (!(await isFree(state.port))) {
    const port = await freePort();
    say(`Port ${state.port}, on which the database listened so far, is taken: it moves to ${port}.`);
    writeState(dataFolder, (state = { ...state, port }));
  }
  await launch({ server, cluster, who, port: state.port, settings });
  return { ...state, started: true };
}

/** In a draft that takes its place when it is whole: what was interrupted leaves nothing half-made. */
function initialise(server, cluster, who, password) {
  const parent = path.dirname(cluster);
  for (const name of fs.readdirSync(parent))
    if (name.startsWith('postgres.draft-')) fs.rmSync(path.join(parent, name), { recursive: true });
  const draft = path.join(parent, `postgres.draft-${randomBytes(6).toString('hex')}`);
  const passwordFile = `${draft}.password`;
  fs.mkdirSync(draft, { mode: 0o700 });
  fs.writeFileSync(passwordFile, `${password}\n`, { mode: 0o600 });
  if (who) for (const entry of [draft, passwordFile]) fs.chownSync(entry, who.uid, who.gid);
  const { status, stderr } = spawnSync(
    path.join(server, 'bin/initdb'),
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
    { ...who, env: withoutPostgres(process.env), encoding: 'utf8', cwd: '/', stdio: ['ignore', 'ignore', 'pipe'], detached: true },
  );
  fs.rmSync(passwordFile, { force: true });
  if (status !== 0) throw new Error(`The database could not be created in ${parent}:\n${stderr}`);
  fs.renameSync(draft, cluster);
}

/** Waits for "ready". A server that was killed can leave traces for some seconds: tried again until they go. */
async function launch({ server, cluster, who, port, settings }) {
  const log = path.join(cluster, 'server.log');
  if (fs.existsSync(log) && fs.statSync(log).size > LARGEST_LOG_BYTES) fs.renameSync(log, `${log}.1`);
  const all = [`port=${port}`, 'listen_addresses=127.0.0.1', "unix_socket_directories=''", ...settings];
  const options = all.map((setting) => `-c ${setting}`).join(' ');
  for (let attempt = 1; ; attempt++) {
    forgetDead(cluster);
    const code = await pgCtl({ server, cluster, who }, ['start', '-w', '-t', '60', '-l', log, '-o', options]);
    if (code === 0 || isRunning(cluster)) return;
    if (attempt === TRIES) throw new Error(`PostgreSQL did not start. The end of ${log}:\n${tail(log)}`);
    if (attempt === 2) say('… waiting for what is left of the database that was killed');
    await sleep(BETWEEN_TRIES_MS);
  }
}

async function stop(state, dataFolder) {
  const place = places(dataFolder, state.cluster);
  if (isRunning(place.cluster)) await pgCtl(place, ['stop', '-m', 'fast', '-w', '-t', '60']);
}

const pgCtl = ({ server, cluster, who }, [verb, ...rest]) =>
  runApart(path.join(server, 'bin/pg_ctl'), [verb, '-D', cluster, ...rest], { ...who, cwd: '/', env: withoutPostgres(process.env) });

/** Starts the server again whenever it has died, as long as it is open. */
function watch(dataFolder, isOpen, start) {
  const look = async () => {
    const { cluster } = await readState(dataFolder);
    if (!isOpen() || isRunning(cluster ?? path.join(dataFolder, 'postgres'))) return;
    say('The database has died. Starting it again.');
    await start();
    say('The database runs again.');
  };
  const next = () =>
    setTimeout(
      () =>
        look()
          .catch((error) => say(error.message))
          .finally(() => isOpen() && next()),
      WATCH_MS,
    ).unref();
  next();
}

/** Variables such as PGDATA or PGSSLMODE speak of somebody's other database. */
export const withoutPostgres = (env) => Object.fromEntries(Object.entries(env).filter(([name]) => !/^PG[A-Z]+$/.test(name)));

const tail = (file) => (fs.existsSync(file) ? fs.readFileSync(file, 'utf8').trimEnd().split('\n').slice(-12).join('\n') : '(no log)');
