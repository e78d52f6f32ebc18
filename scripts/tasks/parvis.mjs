import path from 'node:path';
import { build } from '../lib/build.mjs';
import { root } from '../lib/console.mjs';
import { openDatabase } from '../lib/database.mjs';
import { supervise } from '../lib/processes.mjs';

/** A command of the product, e.g. `npm run parvis -- user create …`. Standard output is the command's alone. */
export default async function parvis(args) {
  await build();
  const database = await openDatabase();
  let code = 1;
  try {
    code = await supervise(process.execPath, ['--enable-source-maps', path.join(root, 'apps/api/dist/cli.js'), ...args], {
      cwd: process.env.INIT_CWD || root,
      env: { PARVIS_DATA: path.join(root, 'data'), PARVIS_WEB: path.join(root, 'apps/web/dist'), ...process.env, ...database.env },
    });
  } finally {
    database.stop();
  }
  process.exit(code);
}
