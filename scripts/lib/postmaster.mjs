import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';

/** Looks at the server process of a cluster, alive, dead, or dead and not yet buried. */

const pidFileOf = (cluster) => path.join(cluster, 'postmaster.pid');

/** True when the server of this cluster runs. */
export function isRunning(cluster) {
  const pid = pidIn(cluster);
  if (pid === null) return false;
  if (process.platform === 'linux') return worksIn(pid, cluster);
  const { stdout } = spawnSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' });
  return stdout.includes(cluster);
}

/** The port on which a running server listens: line 4 of its pid file. */
export const portOf = (cluster) => Number(fs.readFileSync(pidFileOf(cluster), 'utf8').split('\n')[3]);

/**
 * Removes the pid file of a server that was killed, when it would keep a new one from starting for ever: its number
 * belongs to a zombie that nobody buries, or by now to somebody else. Never while a process of the cluster still works.
 */
export function forgetDead(cluster) {
  const pid = pidIn(cluster);
  if (pid === null || isRunning(cluster) || isInUse(cluster)) return;
  fs.rmSync(pidFileOf(cluster), { force: true });
}

function pidIn(cluster) {
  try {
    const pid = Number.parseInt(fs.readFileSync(pidFileOf(cluster), 'utf8'), 10);
    return pid > 0 ? pid : null;
  } catch (error) {
    if (error.code !== 'ENOENT') throw error;
    return null;
  }
}

/** Every process of a server works in its cluster's folder; a zombie works nowhere. */
function worksIn(pid, cluster) {
  try {
    return fs.readlinkSync(`/proc/${pid}/cwd`) === fs.realpathSync(cluster);
  } catch {
    return false;
  }
}

/** Where one cannot look, PostgreSQL itself must decide. */
const isInUse = (cluster) =>
  process.platform !== 'linux' || fs.readdirSync('/proc').some((pid) => /^\d+$/.test(pid) && worksIn(pid, cluster));
