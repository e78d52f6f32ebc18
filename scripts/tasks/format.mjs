import path from 'node:path';
import { root } from '../lib/console.mjs';
import { run } from '../lib/processes.mjs';

/** Formats everything. */
export default function format() {
  return run(path.join(root, 'node_modules/.bin/oxfmt'), [], { cwd: root });
}
