import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of the repository. */
export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');

/** Progress goes to standard error: standard output belongs to what a command answers. */
export const say = (message) => console.error(message);

/** Something that people can mend: its message says how, and is shown without a stack. */
export class Refusal extends Error {}

export function fail(message) {
  throw new Refusal(message);
}

const SIGN_OF_LIFE_MS = 10_000;
const LONGEST_LINE = 110;

/**
 * Says that something long runs, with a sign of life every ten seconds, and how long it took. Work is given a function
 * that it may call with what it does at the moment. Resolves with what work resolves with.
 */
export async function step(title, work) {
  const start = performance.now();
  const seconds = () => `${((performance.now() - start) / 1000).toFixed(1)} s`;
  let latest = '';
  say(`… ${title}`);
  const alive = setInterval(
    () => say(`  … ${title}: ${seconds()}${latest && `, ${latest.slice(0, LONGEST_LINE)}`}`),
    SIGN_OF_LIFE_MS,
  ).unref();
  try {
    const result = await work((line) => (latest = line));
    say(`✓ ${title} (${seconds()})`);
    return result;
  } catch (error) {
    say(`✗ ${title} (${seconds()})`);
    throw error;
  } finally {
    clearInterval(alive);
  }
}
