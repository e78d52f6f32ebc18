// Entry of every npm script. Runs on any Node >= 18 with nothing installed: installs what is missing, then hands over
// to the task under a Node that is new enough.
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { Refusal, fail, root } from './lib/console.mjs';
import { end, listenForSignals, toldToEnd } from './lib/ending.mjs';
import { installIfStale } from './lib/install.mjs';
import { run } from './lib/processes.mjs';

/** Node runs the TypeScript of packages/shared as it stands since 22.18. */
const OLDEST_NODE = [22, 18];
const PARENT_WATCH_MS = 1000;
const bin = path.join(root, 'node_modules', '.bin');
const [task = 'start', ...args] = process.argv.slice(2);
const isBootstrapped = process.env.PARVIS_BOOTSTRAPPED === '1';
delete process.env.PARVIS_BOOTSTRAPPED;

listenForSignals();
if (process.env.npm_lifecycle_event === task && !isBootstrapped) endWithNpm();
try {
  if (!isBootstrapped) await installIfStale();
  process.env.PATH = bin + path.delimiter + process.env.PATH;
  await end(isNewEnough(process.version) ? await runTask() : await runUnderBundledNode());
} catch (error) {
  if (!toldToEnd()) console.error(explain(error));
  await end(1);
}

/** A task is a file of `tasks/`; it resolves with the exit code (none: 0). */
async function runTask() {
  const file = new URL(`./tasks/${task}.mjs`, import.meta.url);
  if (!/^[a-z-]+$/.test(task) || !fs.existsSync(file)) {
    const tasks = fs.readdirSync(new URL('./tasks/', import.meta.url)).map((name) => name.replace('.mjs', ''));
    fail(`There is no task "${task}". Tasks: ${tasks.join(', ')}`);
  }
  return (await (await import(file.href)).default(args)) ?? 0;
}

function isNewEnough(version) {
  const [major, minor] = version.slice(1).split('.').map(Number);
  return major > OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor >= OLDEST_NODE[1]);
}

/** Node itself is a dependency (for Linux), so that an old system's Node is enough to begin with. */
function runUnderBundledNode() {
  const node = path.join(bin, 'node');
  if (!fs.existsSync(node)) fail(`Node ${process.version} is too old: on this system Parvis needs Node ${OLDEST_NODE.join('.')} or newer.`);
  return run(node, [fileURLToPath(import.meta.url), task, ...args], {
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    env: { ...process.env, PARVIS_BOOTSTRAPPED: '1' },
  });
}

/** npm passes signals on, but nothing tells us when it was killed. */
function endWithNpm() {
  const npm = process.ppid;
  setInterval(() => process.ppid !== npm && process.emit('SIGTERM', 'SIGTERM'), PARENT_WATCH_MS).unref();
}

function explain(error) {
  if (error instanceof Refusal) return error.message;
  if (error.code === 'EACCES' || error.code === 'EPERM')
    return `${error.message}\nThis belongs to somebody else, perhaps from an earlier start as another user: give it back (chown), or choose another PARVIS_DATA.`;
  return error.stack;
}
