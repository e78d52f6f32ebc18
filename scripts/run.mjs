// Entry of every npm script. Runs on any Node >= 18 with nothing installed: installs what is missing, then hands over
// to the task under a Node that is new enough.
import { spawn } from 'node:child_process';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { installIfStale } from './lib/install.mjs';
import { fail, root } from './lib/console.mjs';

/** Node runs the TypeScript of packages/shared as it stands since 22.18. */
const OLDEST_NODE = [22, 18];
const bin = path.join(root, 'node_modules', '.bin');
const [task = 'start', ...args] = process.argv.slice(2);

if (!process.env.PARVIS_BOOTSTRAPPED) await installIfStale();
process.env.PATH = bin + path.delimiter + process.env.PATH;
if (isNewEnough(process.version)) await (await taskNamed(task)).default(args);
else process.exitCode = await underBundledNode();

async function taskNamed(name) {
  if (!/^[a-z-]+$/.test(name)) fail(`There is no task "${name}".`);
  return import(`./tasks/${name}.mjs`).catch((error) => {
    if (error.code !== 'ERR_MODULE_NOT_FOUND') throw error;
    fail(`There is no task "${name}": ${error.message}`);
  });
}

function isNewEnough(version) {
  const [major, minor] = version.slice(1).split('.').map(Number);
  return major > OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor >= OLDEST_NODE[1]);
}

/** Node itself is a dependency (for Linux), so that an old system's Node is enough to begin with. */
async function underBundledNode() {
  const node = path.join(bin, 'node');
  const child = spawn(node, [fileURLToPath(import.meta.url), task, ...args], {
    stdio: 'inherit',
    env: { ...process.env, PARVIS_BOOTSTRAPPED: '1' },
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  return new Promise((resolve) => {
    child.on('error', () => fail(`Node ${process.version} is too old: Parvis needs ${OLDEST_NODE.join('.')} or newer on this system.`));
    child.on('exit', (code, signal) => resolve(code ?? 128 + (os.constants.signals[signal] ?? 0)));
  });
}
