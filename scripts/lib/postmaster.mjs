import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

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

/** How long a server may be busy before it is taken at its word that it runs. */
const PATIENCE_MS = 60_000;
const BETWEEN_LOOKS_MS = 50;

/**
 * The port of a server that runs and answers; null when none runs, or none any more: one that was just killed, or told
 * to stop by somebody who did not wait for it, still looks alive for a moment, and is waited for.
 */
export async function portOfLiving(cluster) {
  for (const deadline = Date.now() + PATIENCE_MS; isRunning(cluster); await sleep(BETWEEN_LOOKS_MS)) {
    const { port, status } = saidBy(cluster);
    if (port && status !== 'stopping' && ((await answers(port)) || Date.now() > deadline)) return port;
  }
  return null;
}

/** What a server says in its pid file: the port in line 4, what it does in line 8; nothing yet when it has just begun. */
function saidBy(cluster) {
  const lines = linesOf(cluster);
  return { port: Number(lines[3] ?? 0), status: lines[7]?.trim() };
}

/** SSLRequest of PostgreSQL's protocol: every server that lives answers it by one letter, before any password. */
const SSL_REQUEST = Buffer.from([0, 0, 0, 8, 4, 210, 22, 47]);
const LONGEST_ANSWER_MS = 2000;

function answers(port) {
  return new Promise((resolve) => {
    const socket = net.connect(port, '127.0.0.1', () => socket.write(SSL_REQUEST));
    const done = (answer) => {
      socket.destroy();
      resolve(answer);
    };
    socket.once('data', () => done(true));
    socket.once('error', () => done(false));
    socket.once('end', () => done(false));
    socket.setTimeout(LONGEST_ANSWER_MS, () => done(false));
  });
}

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
  const pid = Number.parseInt(linesOf(cluster)[0] ?? '', 10);
  return pid > 0 ? pid : null;
}

function linesOf(cluster) {
  try {
    return fs.readFileSync(pidFileOf(cluster), 'utf8').split('\n');
  } catch (error) {
    if (error.code !== 'ENOENT') throw error;
    return [];
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
