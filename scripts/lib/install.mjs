import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { fail, root, say } from './console.mjs';

const WORKSPACES = ['apps/api', 'apps/web', 'packages/shared', 'e2e'];
const stamp = path.join(root, 'node_modules', '.parvis-installed');

/** Installs with the frozen lockfile when it, a manifest or the platform has changed since the last time. */
export async function installIfStale() {
  const wanted = fingerprint();
  if (fs.existsSync(stamp) && fs.readFileSync(stamp, 'utf8') === wanted) return;
  const { packageManager } = JSON.parse(fs.readFileSync(path.join(root, 'package.json'), 'utf8'));
  say(`… installing with ${packageManager}`);
  const { status } = spawnSync('npx', ['--yes', packageManager, 'install', '--frozen-lockfile', '--reporter=append-only'], {
    cwd: root,
    stdio: ['ignore', 2, 2],
    env: environmentForPnpm(),
    shell: process.platform === 'win32',
  });
  if (status !== 0) fail('The dependencies could not be installed: see above.');
  fs.writeFileSync(stamp, wanted);
}

function fingerprint() {
  const hash = createHash('sha256').update(process.platform + process.arch);
  for (const file of ['package.json', 'pnpm-lock.yaml', 'pnpm-workspace.yaml', ...WORKSPACES.map((folder) => `${folder}/package.json`)]) {
    hash.update(file).update(fs.readFileSync(path.join(root, file)));
  }
  return hash.digest('hex');
}

/** npm hands its own settings to what it runs; most of them mean something else to pnpm. */
function environmentForPnpm() {
  const kept = /registry|cache|cafile|proxy|userconfig/i;
  const entries = Object.entries(process.env).filter(([name]) => !/^npm_/i.test(name) || kept.test(name));
  return { ...Object.fromEntries(entries), CI: '1', PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD: '1' };
}
