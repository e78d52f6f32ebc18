import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { fail, root, say } from './console.mjs';
import { withLock } from './lock.mjs';
import { run } from './processes.mjs';

/** What decides which dependencies there are. */
export const MANIFESTS = [
  'package.json',
  'pnpm-lock.yaml',
  'pnpm-workspace.yaml',
  'apps/api/package.json',
  'apps/web/package.json',
  'packages/shared/package.json',
  'e2e/package.json',
  'bench/package.json',
];
const stamp = path.join(root, 'node_modules', '.parvis-installed');

/** Installs with the frozen lockfile when it, a manifest or the platform has changed since the last time. */
export async function installIfStale() {
  if (isInstalled()) return;
  await withLock(`install ${root}`, async () => {
    if (!isInstalled()) await install();
  });
}

const isInstalled = () => fs.existsSync(stamp) && fs.readFileSync(stamp, 'utf8') === fingerprint();

async function install() {
  const wanted = fingerprint();
  const { packageManager } = JSON.parse(fs.readFileSync(path.join(root, 'package.json'), 'utf8'));
  say(`… installing the dependencies with ${packageManager}`);
  const code = await run('npx', ['--yes', packageManager, 'install', '--frozen-lockfile', '--reporter=append-only'], {
    cwd: root,
    // Standard output belongs to the command that runs after this.
    stdio: ['ignore', 2, 2],
    env: environmentForPnpm(),
    shell: process.platform === 'win32',
  });
  if (code !== 0) fail('The dependencies could not be installed: see above. They come from the npm registry, which must be within reach.');
  fs.writeFileSync(stamp, wanted);
}

function fingerprint() {
  const hash = createHash('sha256').update(process.platform + process.arch);
  for (const file of MANIFESTS) {
    const target = path.join(root, file);
    if (fs.existsSync(target)) hash.update(file).update(fs.readFileSync(target));
  }
  return hash.digest('hex');
}

/** npm hands its own settings to what it runs; most of them mean something else to pnpm. */
function environmentForPnpm() {
  const kept = /registry|cache|cafile|proxy|userconfig/i;
  const entries = Object.entries(process.env).filter(([name]) => !/^npm_/i.test(name) || kept.test(name));
  return { ...Object.fromEntries(entries), CI: '1', PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD: '1', npm_config_loglevel: 'warn' };
}
