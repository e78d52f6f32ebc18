import path from 'node:path';
import { build } from '../lib/build.mjs';
import { fail, root } from '../lib/console.mjs';
import { openDatabase } from '../lib/database.mjs';
import { isFree } from '../lib/postgres.mjs';
import { supervise } from '../lib/processes.mjs';

/** Builds what changed, starts the database, and runs the product until it is told to stop. */
export default async function start() {
  const port = Number(process.env.PORT || 3000);
  if (port !== 0 && !(await isFree(port, process.env.HOST || '0.0.0.0'))) {
    fail(`Port ${port} is taken. Stop what uses it, or choose another one: PORT=${port + 1} npm start`);
  }
  await build();
  const database = await openDatabase();
  let code = 1;
  try {
    code = await supervise(process.execPath, ['--enable-source-maps', path.join(root, 'apps/api/dist/main.js')], {
      cwd: root,
      env: { ...process.env, ...database.env },
    });
  } finally {
    database.stop();
  }
  process.exit(code);
}
