import path from 'node:path';
import { build } from '../lib/build.mjs';
import { root } from '../lib/console.mjs';
import { openDatabase } from '../lib/database.mjs';
import { runProgram } from '../lib/processes.mjs';

/**
 * A command of the product, e.g. `npm run parvis -- user create …`. Standard output is the command's alone, and files
 * are named from where one stands.
 */
export default async function parvis(args) {
  await build();
  const database = await openDatabase();
  return runProgram(['--enable-source-maps', path.join(root, 'apps/api/dist/cli.js'), ...args], {
    cwd: process.env.INIT_CWD || process.cwd(),
    env: database.env,
  });
}
