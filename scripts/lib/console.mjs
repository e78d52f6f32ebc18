import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of the repository. */
export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');

/** Progress goes to standard error: standard output belongs to what a command answers. */
export const say = (message) => console.error(message);

/** Ends with a message for people. */
export function fail(message) {
  console.error(message);
  process.exit(1);
}

/** Says that something long runs, with a sign of life every ten seconds, and how long it took. */
export async function step(title, work) {
  const start = performance.now();
  const seconds = () => ((performance.now() - start) / 1000).toFixed(1);
  say(`… ${title}`);
  const alive = setInterval(() => say(`  … ${title}: ${seconds()} s`), 10_000).unref();
  try {
    const result = await work();
    say(`✓ ${title} (${seconds()} s)`);
    return result;
  } finally {
    clearInterval(alive);
  }
}
