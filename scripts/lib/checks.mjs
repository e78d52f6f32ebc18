import path from 'node:path';
import { findBrowser } from './browser.mjs';
import { build } from './build.mjs';
import { root } from './console.mjs';
import { capture } from './processes.mjs';
import { openTestDatabase } from './test-database.mjs';

const at = (...parts) => path.join(root, ...parts);
const tool = (name, workspace = '') => at(workspace, 'node_modules/.bin', name);
/** Texts made at random may take long on a machine that does other things too. */
const vitest = (workspace) => ({
  step: workspace.split('/').at(-1),
  work: ({ run, chosen }) => run(tool('vitest', workspace), ['run', '--testTimeout=60000', ...chosen], { cwd: at(workspace) }),
});
const types = (workspace) => ({
  name: `types of ${workspace}`,
  work: ({ run }) => run(tool('tsc'), ['-p', at(workspace, 'tsconfig.json')]),
});

/**
 * Every check, in order. Those with `light` use one processor, and run two at a time. `step` is the name by which one
 * chooses; `needs` a check without which this one says nothing. Work rejects with what the tool printed.
 */
export const CHECKS = [
  { step: 'format', light: true, work: ({ run }) => run(tool('oxfmt'), ['--check']) },
  { step: 'types', light: true, ...types('packages/shared') },
  { step: 'types', light: true, ...types('apps/api') },
  { step: 'types', light: true, ...types('apps/web') },
  { step: 'types', light: true, ...types('e2e') },
  { step: 'types', light: true, ...types('bench') },
  {
    step: 'boundaries',
    light: true,
    work: ({ run }) =>
      run(tool('depcruise'), ['--config', '.dependency-cruiser.cjs', 'apps/api/src', 'apps/web/src', 'packages/shared/src']),
  },
  { step: 'boundaries', name: 'dead code', light: true, work: ({ run }) => run(tool('knip'), []) },
  { step: 'lint', work: ({ run }) => run(tool('oxlint'), ['--type-aware', '--deny-warnings']) },
  { step: 'build', work: () => build() },
  {
    step: 'scripts',
    needs: 'build',
    work: ({ run, chosen }) => run(process.execPath, ['--test', ...(chosen.length > 0 ? chosen : ['scripts/**/*.test.mjs'])]),
  },
  vitest('packages/shared'),
  vitest('apps/web'),
  { step: 'api', needs: 'build', work: ({ run, chosen }) => withTestDatabase((env) => jest(run, chosen, env)) },
  {
    step: 'e2e',
    needs: 'build',
    work: async ({ run, chosen }) => {
      const CHROMIUM = await findBrowser();
      await withTestDatabase((env) => run(tool('playwright', 'e2e'), ['test', ...chosen], { cwd: at('e2e'), env: { ...env, CHROMIUM } }));
    },
  },
].map((check) => ({ name: check.step, ...check }));

/** Runs a tool from the root; `options` as for `spawn`. Resolves, or rejects when it fails, with what it printed. */
export const runTool =
  (onLine) =>
  async (file, args, options = {}) => {
    const { FORCE_COLOR: _, ...env } = options.env ?? process.env;
    env[process.stderr.isTTY ? 'FORCE_COLOR' : 'NO_COLOR'] = '1';
    const { code, output } = await capture(file, args, { cwd: root, ...options, env, onLine });
    if (code !== 0) throw new Error(output.trim() || `${path.basename(file)} ended with code ${code} and said nothing.`);
    return output;
  };

/** Gives work the environment of tests, in which they find a PostgreSQL to make databases in. */
export async function withTestDatabase(work) {
  const database = await openTestDatabase();
  try {
    return await work({ ...process.env, ADMIN_DATABASE_URL: database.url });
  } finally {
    await database.close();
  }
}

/** The API's tests; `patterns` choose some by their path. */
export function jest(run, patterns, env) {
  const runner = at('apps/api/node_modules/jest/bin/jest.js');
  return run(process.execPath, ['--experimental-vm-modules', '--no-warnings', runner, ...patterns], { cwd: at('apps/api'), env });
}
