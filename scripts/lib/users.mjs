import fs from 'node:fs';
import path from 'node:path';

/**
 * Who uses the server of a data folder: one file for each process. The last one to leave stops it, whoever started it.
 * Call these under the folder's lock.
 */

/** A developer's wish to keep the server running when nobody uses it. */
const KEPT = 'kept';
const folderOf = (dataFolder) => path.join(dataFolder, 'postgres.users');
const own = String(process.pid);

export function join(dataFolder, name = own) {
  fs.mkdirSync(folderOf(dataFolder), { recursive: true });
  fs.writeFileSync(path.join(folderOf(dataFolder), name), name === KEPT ? '' : birthOf(Number(name)));
}

/** Leaves. Returns true when nobody else is there. */
export function leave(dataFolder, name = own) {
  const folder = folderOf(dataFolder);
  fs.rmSync(path.join(folder, name), { force: true });
  const others = fs.existsSync(folder) ? fs.readdirSync(folder) : [];
  const left = others.filter((other) => other !== KEPT && !isThere(folder, other));
  for (const gone of left) fs.rmSync(path.join(folder, gone), { force: true });
  return others.length === left.length;
}

export const keep = (dataFolder) => join(dataFolder, KEPT);
export const release = (dataFolder) => leave(dataFolder, KEPT);

function isThere(folder, name) {
  try {
    return fs.readFileSync(path.join(folder, name), 'utf8') === birthOf(Number(name));
  } catch {
    return false;
  }
}

/** Tells two processes apart that had the same number at different times. Throws when there is no such process. */
function birthOf(pid) {
  if (process.platform !== 'linux') return process.kill(pid, 0) && 'there';
  const [, rest] = /^.*\) (.*)$/s.exec(fs.readFileSync(`/proc/${pid}/stat`, 'utf8'));
  // Fields 3 and 22 of proc_pid_stat(5): the state, and the start in clock ticks since boot.
  const fields = rest.split(' ');
  if (fields[0] === 'Z') throw new Error('it is dead, and its parent has not noticed');
  return `${fs.readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()} ${fields[19]}`;
}
