import path from 'node:path';
import { build } from '../lib/build.mjs';
import { fail, root, say, step } from '../lib/console.mjs';
import { findBrowser } from '../lib/browser.mjs';
import { capture } from '../lib/processes.mjs';
import { openTestDatabase } from '../lib/test-database.mjs';

const at = (...parts) => path.join(root, ...parts);
const bin = (name, workspace = '') => at(workspace, 'node_modules/.bin', name);

/** Steps in order; those of one group run side by side. Each fails with what its command printed. */
const STEPS = {
  format: () => command(bin('oxfmt'), ['--check']),
  lint: () => command(bin('oxlint'), ['--type-aware', '--deny-warnings']),
  types: async () => {
    for (const workspace of ['packages/shared', 'apps/api', 'apps/web', 'e2e'])
      await command(bin('tsc'), ['-p', at(workspace, 'tsconfig.json')]);
  },
  boundaries: async () => {
    await command(bin('depcruise'), ['--config', '.dependency-cruiser.cjs', 'apps/api/src', 'apps/web/src', 'packages/shared/src']);
    await command(bin('knip'), []);
  },
  scripts: () => command(process.execPath, ['--test', 'scripts/**/*.test.mjs']),
  build: () => build(),
  shared: () => command(bin('vitest', 'packages/shared'), ['run'], { cwd: at('packages/shared') }),
  web: () => command(bin('vitest', 'apps/web'), ['run'], { cwd: at('apps/web') }),
  api: () => withDatabase((env) => jest([], env)),
  e2e: async () => {
    const CHROMIUM = await findBrowser();
    await withDatabase((env) => command(bin('playwright', 'e2e'), ['test'], { cwd: at('e2e'), env: { ...env, CHROMIUM } }));
  },
};

/** Every check. `--no-e2e` leaves the browser journeys out; `--only <step>` runs one (`--only api -- <pattern>` some of its tests). */
export default async function test(args) {
  const only = args.includes('--only') ? args[args.indexOf('--only') + 1] : null;
  if (only && !STEPS[only]) fail(`There is no step "${only}". Steps: ${Object.keys(STEPS).join(', ')}`);
  const chosen = Object.keys(STEPS).filter((name) => (only ? name === only : name !== 'e2e' || !args.includes('--no-e2e')));
  for (const name of chosen) {
    try {
      await step(name, STEPS[name]);
    } catch (error) {
      say(error.message);
      fail(`✗ ${name} failed`);
    }
  }
  say(`✓ everything passed: ${chosen.join(', ')}`);
}

async function command(file, args, { cwd = root, env = process.env } = {}) {
  const { code, output } = await capture(file, args, { cwd, env: { ...env, FORCE_COLOR: process.stdout.isTTY ? '1' : '0' } });
  if (code !== 0) throw new Error(output);
}

/** Runs work with the tests' own PostgreSQL. */
export async function withDatabase(work) {
  const database = await openTestDatabase();
  try {
    await work({ ...process.env, ADMIN_DATABASE_URL: database.url });
  } finally {
    database.stop();
  }
}

/** The API's tests; `patterns` choose some. */
export function jest(patterns, env) {
  const runner = at('apps/api/node_modules/jest/bin/jest.js');
  return command(process.execPath, ['--experimental-vm-modules', '--no-warnings', runner, ...patterns], { cwd: at('apps/api'), env });
}
