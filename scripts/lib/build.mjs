import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { root, step } from './console.mjs';
import { withLock } from './lock.mjs';
import { capture } from './processes.mjs';

const api = path.join(root, 'apps/api');
const web = path.join(root, 'apps/web');
const drafts = path.join(root, '.cache/build');

/** The folder built, what it is made of, and the command that makes it into the folder `into`. */
const TARGETS = [
  {
    title: 'building the API',
    target: path.join(api, 'dist'),
    sources: ['apps/api/src', 'apps/api/.swcrc', 'apps/api/package.json'],
    command: (into) => [api, 'swc', ['src', '-d', into, '--strip-leading-paths', '--ignore', '**/*.spec.ts', '--quiet']],
  },
  {
    title: 'building the web workplace',
    target: path.join(web, 'dist'),
    sources: ['apps/web', 'packages/shared/src', 'packages/shared/package.json', 'pnpm-lock.yaml'],
    command: (into) => [web, 'vite', ['build', '--outDir', into, '--emptyOutDir', '--logLevel', 'warn']],
  },
];

/** Builds the API and the web workplace where their sources have changed since the last time. */
export async function build() {
  const stale = TARGETS.filter((target) => !isFresh(target));
  if (stale.length === 0) return;
  await withLock(`build ${root}`, async () => {
    for (const target of stale) if (!isFresh(target)) await step(target.title, () => make(target));
  });
}

const stampOf = (target) => `${target}.stamp`;

function isFresh({ target, sources }) {
  const stamp = stampOf(target);
  return fs.existsSync(target) && fs.existsSync(stamp) && fs.readFileSync(stamp, 'utf8') === fingerprint(sources);
}

/** Into a draft, which then takes the place of what was there: a build that is interrupted leaves the old one whole. */
async function make({ target, sources, command }) {
  const wanted = fingerprint(sources);
  const draft = path.join(drafts, path.basename(path.dirname(target)));
  fs.rmSync(draft, { recursive: true, force: true });
  fs.mkdirSync(drafts, { recursive: true });
  const [cwd, tool, args] = command(draft);
  const { code, output } = await capture(path.join(cwd, 'node_modules/.bin', tool), args, { cwd });
  if (code !== 0) throw new Error(`The build failed:\n${output}`);
  fs.rmSync(stampOf(target), { force: true });
  fs.rmSync(target, { recursive: true, force: true });
  fs.renameSync(draft, target);
  fs.writeFileSync(stampOf(target), wanted);
}

function fingerprint(sources) {
  const hash = createHash('sha256').update(process.version);
  for (const source of sources) addTo(hash, path.join(root, source));
  return hash.digest('hex');
}

const IGNORED = /^(node_modules|dist|dist\.stamp)$|\.spec\.tsx?$/;

function addTo(hash, entry) {
  if (fs.statSync(entry).isFile()) return void hash.update(path.relative(root, entry)).update(fs.readFileSync(entry));
  for (const name of fs.readdirSync(entry).toSorted()) if (!IGNORED.test(name)) addTo(hash, path.join(entry, name));
}
