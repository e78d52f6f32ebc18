import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { fail, root, say } from './console.mjs';

/** Debian's `/usr/bin/chromium` is a script; the program itself takes our flags as they are. */
const SYSTEM = [
  '/usr/lib/chromium/chromium',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
];

const HELP = `The browser journeys need Chromium or Chrome, and none was found. Any of these helps:
  - install it (Debian, Ubuntu: apt-get install chromium)
  - name it: CHROMIUM=/path/to/chrome npm test
  - leave the journeys out: npm test -- --no-e2e`;

/** The path of a browser that starts: the one named, the system's, Playwright's, Debian's package, or the one npm carries. */
export async function findBrowser() {
  if (process.env.CHROMIUM)
    return starts(process.env.CHROMIUM) ? process.env.CHROMIUM : fail(`CHROMIUM=${process.env.CHROMIUM} does not start.`);
  return [...SYSTEM, ...playwrights()].find(starts) ?? debians() ?? (await npms()) ?? fail(HELP);
}

const starts = (file) =>
  fs.existsSync(file) && spawnSync(file, ['--version', '--no-sandbox'], { stdio: 'ignore', timeout: 20_000 }).status === 0;

function playwrights() {
  const cache =
    process.env.PLAYWRIGHT_BROWSERS_PATH ||
    path.join(os.homedir(), process.platform === 'darwin' ? 'Library/Caches/ms-playwright' : '.cache/ms-playwright');
  if (!fs.existsSync(cache)) return [];
  return fs
    .readdirSync(cache)
    .filter((name) => /^chromium-\d+$/.test(name))
    .map((name) => path.join(cache, name, 'chrome-linux/chrome'));
}

function debians() {
  if (process.getuid?.() !== 0 || !fs.existsSync('/etc/debian_version')) return null;
  say('… installing chromium with apt-get');
  const quiet = { stdio: 'ignore', env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } };
  spawnSync('apt-get', ['update', '-qq'], quiet);
  spawnSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium'], quiet);
  return SYSTEM.find(starts) ?? null;
}

async function npms() {
  const { default: chromium } = await import(createRequire(path.join(root, 'e2e/package.json')).resolve('@sparticuz/chromium')).catch(
    () => ({ default: null }),
  );
  const file = await chromium?.executablePath().catch(() => null);
  return file && starts(file) ? file : null;
}
