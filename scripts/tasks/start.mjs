import { build } from '../lib/build.mjs';
import { fail, root } from '../lib/console.mjs';
import { openDatabase } from '../lib/database.mjs';
import { isFree } from '../lib/ports.mjs';
import { runProduct } from '../lib/product.mjs';

const HIGHEST_PORT = 65_535;

/** Builds what changed, starts the database, and runs the product until it is told to stop. */
export default async function start() {
  await refuseTakenPort();
  await build();
  const database = await openDatabase();
  database.watch();
  return runProduct('main.js', [], { cwd: root, env: database.env });
}

/** Before anything long begins. What is no port at all is for the product to refuse, with all else that is wrong. */
async function refuseTakenPort() {
  const port = Number(process.env.PORT || 3000);
  if (!Number.isInteger(port) || port < 1 || port > HIGHEST_PORT) return;
  if (await isFree(port, process.env.HOST || '0.0.0.0')) return;
  fail(`Port ${port} is taken. Stop what uses it, or choose another one: PORT=${port + 1} npm start`);
}
