import { step } from '../lib/console.mjs';
import { jest, withDatabase } from './test.mjs';

/** The full run: 200 cases for each operation of the OpenAPI document. */
export default async function fuzz() {
  await step('fuzz', () => withDatabase((env) => jest(['fuzz'], { ...env, FUZZ_CASES: process.env.FUZZ_CASES || '200' })));
}
