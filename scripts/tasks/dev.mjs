import path from 'node:path';
import { root } from '../lib/console.mjs';
import { openDatabase } from '../lib/database.mjs';
import { supervise } from '../lib/processes.mjs';

/** API and web with reload on change. The web is at the address that Vite prints. */
export default async function dev() {
  const database = await openDatabase();
  const port = process.env.PORT || '3000';
  const api = path.join(root, 'apps/api');
  const web = path.join(root, 'apps/web');
  const env = { ...process.env, ...database.env, PORT: port, PARVIS_DATA: process.env.PARVIS_DATA || path.join(root, 'data') };
  try {
    await Promise.race([
      supervise(process.execPath, ['--watch', '--import', '@oxc-node/core/register', 'src/main.ts'], {
        cwd: api,
        env: { ...env, PARVIS_URL: process.env.PARVIS_URL || 'http://localhost:5173' },
      }),
      supervise(path.join(web, 'node_modules/.bin/vite'), ['--port', '5173', '--strictPort'], { cwd: web, env }),
    ]);
  } finally {
    database.stop();
  }
  process.exit(0);
}
