import path from 'node:path';
import { fail, root, say } from '../lib/console.mjs';
import { openDatabase } from '../lib/database.mjs';
import { isFree } from '../lib/ports.mjs';
import { run } from '../lib/processes.mjs';

const WEB_PORT = 5173;

/** API and web with reload on change. When one of them ends, both do. */
export default async function dev() {
  const port = process.env.PORT || '3000';
  for (const each of [Number(port), WEB_PORT])
    if (!(await isFree(each))) fail(`Port ${each} is taken. Stop what uses it (PORT chooses the one of the API).`);
  const database = await openDatabase();
  database.watch();
  const api = path.join(root, 'apps/api');
  const web = path.join(root, 'apps/web');
  const address = `http://localhost:${WEB_PORT}`;
  const env = { ...database.env, PORT: port, PARVIS_URL: process.env.PARVIS_URL || address };
  say(`The web workplace that reloads is at ${address}`);
  return Promise.race([
    run(process.execPath, ['--watch', '--import', '@oxc-node/core/register', 'src/main.ts'], { cwd: api, env }),
    run(process.execPath, [path.join(web, 'node_modules/vite/bin/vite.js'), '--port', String(WEB_PORT), '--strictPort'], { cwd: web, env }),
  ]);
}
