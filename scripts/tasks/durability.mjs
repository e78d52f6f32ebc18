import { build } from '../lib/build.mjs';
import { jest, runTool, withTestDatabase } from '../lib/checks.mjs';
import { say, step } from '../lib/console.mjs';

/** The full run: 20 kills of the API and 20 of PostgreSQL under 8 writers. */
export default async function durability() {
  await build();
  const full = { DURABILITY_KILLS: process.env.DURABILITY_KILLS || '20' };
  const said = await step('durability', (onLine) => withTestDatabase((env) => jest(runTool(onLine), ['durability'], { ...env, ...full })));
  for (const figure of said.match(/^ +\d+ .* over \d+ kills.*$/gm) ?? []) say(figure.trim());
}
