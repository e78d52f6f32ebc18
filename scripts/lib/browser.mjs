import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { fail, root, step } from './console.mjs';
import { capture } from './processes.mjs';

/** Debian's `/usr/bin/chromium` is a script that adds flags; the program itself takes ours as they are. */
const SYSTEM = [
  '/usr/lib/chromium/chromium',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/snap/bin/chromium',
  '/opt/google/chrome/chrome',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
];
/** Inside Playwright's folder of one version. */
const PLAYWRIGHTS = [
  'chrome-linux/chrome',
  'chrome-linux64/chrome',
  'chrome-mac/Chromium.app/Contents/MacOS/Chromium',
  'chrome-win/chrome.exe',
];

const HELP = `The browser journeys need Chromium or Chrome, and none was found that starts. Any of these helps:
  - install it (Debian, Ubuntu: apt-get install chromium)
  - name it: CHROMIUM=/path/to/chrome npm test
  - leave the journeys out: npm test -- --no-e2e`;

/** The path of a browser that starts: the one named, the system's, Playwright's, Debian's package, or the one npm carries. */
export async function findBrowser() {
  const named = process.env.CHROMIUM;
  if (named) return starts(named) ? named : fail(`CHROMIUM=${named} does not start.`);
  return [...SYSTEM, ...playwrights()].find(starts) ?? (await debians()) ?? (await npms()) ?? fail(HELP);
}

const starts = (file) =>
  fs.existsSync(file) && spawnSync(file, ['--version', '--no-sandbox'], { stdio: 'ignore', timeout: 20_000 }).status === 0;

function playwrights() {
  const caches = { darwin: 'Library/Caches', win32: 'AppData/Local' };
  const cache = process.env.PLAYWRIGHT_BROWSERS_PATH || path.join(os.homedir(), caches[process.platform] ?? '.cache', 'ms-playwright');
  if (!fs.existsSync(cache)) return [];
  const versions = fs.readdirSync(cache).filter((name) => /^chromium-\d+$/.test(name));
  return versions.flatMap((version) => PLAYWRIGHTS.map((file) => path.join(cache, version, file)));
}

async function debians() {
  if (process.getuid?.() !== 0 || !fs.existsSync('/etc/debian_version')) return null;
  const options = { env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } };
  await step('installing chromium with apt-get', async (onLine) => {
    await capture('apt-get', ['update'], { ...options, onLine });
    await capture('apt-get', ['install', '-y', '--no-install-recommends', 'chromium'], { ...options, onLine });
  }).catch(() => undefined);
  return SYSTEM.find(starts) ?? null;
}

/** It comes packed and unpacks itself into the temporary folder: ours, where no other user can have put one before. */
async function npms() {
  const before = process.env.TMPDIR;
  process.env.TMPDIR = path.join(root, '.cache/chromium');
  fs.mkdirSync(process.env.TMPDIR, { recursive: true });
  try {
    const entry = createRequire(path.join(root, 'e2e/package.json')).resolve('@sparticuz/chromium');
    const { default: chromium } = await import(pathToFileURL(entry).href);
    const file = await chromium.executablePath();
    return starts(file) ? file : null;
  } catch {
    return null;
  } finally {
    if (before === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = before;
  }
}
