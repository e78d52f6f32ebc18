import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from './console.mjs';
import { runProgram } from './processes.mjs';

const built = (file) => path.join(root, 'apps/api/dist', file);

/** What new objects may take before they are looked through: V8's own 16 MB is never given back, and a workplace idles. */
const MEMORY = ['--max-semi-space-size=8'];
const SOURCE_MAPS = ['--import', pathToFileURL(built('platform/log/source-maps.js')).href];

/** What Node is given to run a built program of the API. The image starts it the same way. */
export const flags = (file) => [...MEMORY, ...SOURCE_MAPS, built(file)];

/** Runs a built program of the API (`main.js`, `cli.js`) to its end. Resolves with its exit code. */
export function runProduct(file, args, { env, ...options }) {
  return runProgram([...flags(file), ...args], {
    ...options,
    // What was compiled, and the types that were taken out of packages/shared: the next start finds it done.
    env: { NODE_COMPILE_CACHE: path.join(root, '.cache/compiled'), ...env },
  });
}
