import { build } from '../lib/build.mjs';
import { jest, runTool, withTestDatabase } from '../lib/checks.mjs';
import { step } from '../lib/console.mjs';

/** The full run: 20 kills of the API and 20 of PostgreSQL under 8 writers. */
export default async function durability() {
  await build();
  const full = { DURABILITY_KILLS: process.env.DURABILITY_KILLS || '20' };
  await step('durability', (onLine) => withTestDatabase((env) => jest(runTool(onLine), ['durability'], { ...env, ...full })));
}
