import { build } from '../lib/build.mjs';
import { step } from '../lib/console.mjs';
import { jest, withDatabase } from './test.mjs';

/** The full run: 20 kills of the API and 20 of PostgreSQL under 8 writers. */
export default async function durability() {
  await build();
  await step('durability', () =>
    withDatabase((env) => jest(['durability'], { ...env, DURABILITY_KILLS: process.env.DURABILITY_KILLS || '20' })),
  );
}
