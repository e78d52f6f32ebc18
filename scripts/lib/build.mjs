import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { root, step } from './console.mjs';
import { capture } from './processes.mjs';

const SHARED = ['packages/shared/src', 'packages/shared/package.json', 'pnpm-lock.yaml'];
const api = path.join(root, 'apps/api');
const web = path.join(root, 'apps/web');

/** Builds the API and the web workplace where their sources have changed since the last time. */
export async function build() {
  await buildIfStale('building the API', path.join(api, 'dist'), ['apps/api/src', 'apps/api/.swcrc', 'apps/api/package.json'], () =>
    run(
      path.join(api, 'node_modules/.bin/swc'),
      ['src', '-d', 'dist', '--strip-leading-paths', '--ignore', '**/*.spec.ts', '--quiet'],
      api,
    ),
  );
  await buildIfStale(
    'building the web workplace',
    path.join(web, 'dist'),
    ['apps/web/src', 'apps/web/public', 'apps/web/index.html', 'apps/web/vite.config.ts', 'apps/web/package.json', ...SHARED],
    () => run(path.join(web, 'node_modules/.bin/vite'), ['build', '--logLevel', 'warn'], web),
  );
}

async function run(command, args, cwd) {
  const { code, output } = await capture(command, args, { cwd });
  if (code !== 0) throw new Error(`The build failed:\n${output}`);
}

async function buildIfStale(title, target, sources, work) {
  const stamp = `${target}.stamp`;
  const wanted = fingerprint(sources);
  if (fs.existsSync(target) && fs.existsSync(stamp) && fs.readFileSync(stamp, 'utf8') === wanted) return;
  await step(title, async () => {
    fs.rmSync(stamp, { force: true });
    fs.rmSync(target, { recursive: true, force: true });
    await work();
    fs.writeFileSync(stamp, wanted);
  });
}

function fingerprint(sources) {
  const hash = createHash('sha256').update(process.version);
  for (const source of sources) addTo(hash, path.join(root, source));
  return hash.digest('hex');
}

function addTo(hash, entry) {
  if (!fs.existsSync(entry)) return;
  if (fs.statSync(entry).isFile()) return void hash.update(path.relative(root, entry)).update(fs.readFileSync(entry));
  for (const name of fs.readdirSync(entry).toSorted()) addTo(hash, path.join(entry, name));
}
