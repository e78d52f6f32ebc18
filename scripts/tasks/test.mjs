import { CHECKS, runTool } from '../lib/checks.mjs';
import { fail, say, step } from '../lib/console.mjs';
import { toldToEnd } from '../lib/ending.mjs';

const AT_ONCE = 2;
const steps = [...new Set(CHECKS.map((check) => check.step))];

/**
 * Every check, each to its end even when another failed, and what became of them. `--no-e2e` leaves the browser
 * journeys out; `--only <step>` runs one, and what follows chooses among its tests (`--only api communities`).
 */
export default async function test(args) {
  const { wanted, chosen } = parse(args);
  const checks = CHECKS.filter((check) => wanted.includes(check.step));
  const results = new Map();
  const perform = async (check) => results.set(check, await outcomeOf(check, chosen, results));

  const light = checks.filter((check) => check.light);
  const queue = light.values();
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      for (const check of queue) await perform(check);
    }),
  );
  for (const check of checks) if (!check.light) await perform(check);
  return report(checks.map((check) => [check, results.get(check)]));
}

function parse(args) {
  const [option, name, ...chosen] = args;
  if (option === undefined) return { wanted: steps, chosen: [] };
  if (option === '--no-e2e' && name === undefined) return { wanted: steps.filter((each) => each !== 'e2e'), chosen: [] };
  if (option === '--only' && steps.includes(name)) return { wanted: [name], chosen };
  return fail(`npm test -- [--no-e2e | --only <step> [choice …]]\nSteps: ${steps.join(', ')}`);
}

async function outcomeOf(check, chosen, earlier) {
  const failed = [...earlier].find(([{ step: name }, { mark }]) => name === check.needs && mark !== '✓');
  if (failed) return { mark: '–', note: `not run: ${check.needs} failed` };
  const start = performance.now();
  const seconds = () => `${((performance.now() - start) / 1000).toFixed(1)} s`;
  try {
    await step(check.name, (onLine) => check.work({ run: runTool(onLine), chosen }));
    return { mark: '✓', note: seconds() };
  } catch (error) {
    if (toldToEnd()) throw error;
    say(`${error.message}\n`);
    return { mark: '✗', note: seconds() };
  }
}

function report(results) {
  say('');
  for (const [{ name }, { mark, note }] of results) say(`${mark} ${name.padEnd(26)} ${note}`);
  const failed = results.filter(([, { mark }]) => mark === '✗').map(([{ name }]) => name);
  say(failed.length > 0 ? `\nFailed: ${failed.join(', ')}. What they said is above.` : '\nEverything passed.');
  return failed.length > 0 ? 1 : 0;
}
