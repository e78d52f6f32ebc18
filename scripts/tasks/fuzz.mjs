import { jest, runTool, withTestDatabase } from '../lib/checks.mjs';
import { step } from '../lib/console.mjs';

/** The full run: 200 cases for each operation of the OpenAPI document. */
export default async function fuzz() {
  const full = { FUZZ_CASES: process.env.FUZZ_CASES || '200', FUZZ_SEED: process.env.FUZZ_SEED || String(Date.now() % 2 ** 31) };
  await step('fuzz', (onLine) => withTestDatabase((env) => jest(runTool(onLine), ['fuzz'], { ...env, ...full })));
}
