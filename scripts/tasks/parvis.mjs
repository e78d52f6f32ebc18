import { build } from '../lib/build.mjs';
import { openDatabase } from '../lib/database.mjs';
import { runProduct } from '../lib/product.mjs';

/**
 * A command of the product, e.g. `npm run parvis -- user create …`. Standard output is the command's alone, and files
 * are named from where one stands.
 */
export default async function parvis(args) {
  await build();
  const database = await openDatabase();
  return runProduct('cli.js', args, { cwd: process.env.INIT_CWD || process.cwd(), env: database.env });
}
