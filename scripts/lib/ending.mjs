import os from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';

/** How everything that was started here comes to an end: on its own, on Ctrl+C, SIGTERM or SIGHUP, or with its parent. */

const children = new Set();
const underWay = new Set();
const lastWords = [];
/** After this a child that was told to end is killed. The product itself needs about one second. */
const PATIENCE_MS = 20_000;
/** For whoever awaits a child, to go on first and end with its exit code. */
const COURTESY_MS = 200;
let told = null;
let ending = null;

/** The signal that told us to end, or null. */
export const toldToEnd = () => told;

/** Work to do at the end, the latest first. It must bear to be the only one that still works. */
export function atTheEnd(work) {
  lastWords.unshift(work);
}

/** Marks work that the end must wait for, such as a server halfway up. Resolves with what it resolves with. */
export async function uninterrupted(work) {
  const promise = work();
  underWay.add(promise);
  try {
    return await promise;
  } finally {
    underWay.delete(promise);
  }
}

/** A child that hears of signals, and that the end waits for. */
export function adopt(child) {
  children.add(child);
  child.once('exit', () => children.delete(child));
  child.once('error', () => children.delete(child));
}

/** Ends what still runs, does what is left to do, once, and leaves. */
export function end(code) {
  ending ??= (async () => {
    await sendHome('SIGTERM');
    await Promise.allSettled(underWay);
    for (const work of lastWords)
      await Promise.resolve()
        .then(work)
        .catch((error) => console.error(error.message));
    process.exit(code);
  })();
  return ending;
}

export function listenForSignals() {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => void onSignal(signal));
  process.on('disconnect', () => void onSignal('SIGTERM'));
  process.channel?.unref();
}

async function onSignal(signal) {
  told ??= signal;
  // Nobody is left at the terminal to hear the difference; few programs end well on SIGHUP.
  if (await sendHome(signal === 'SIGHUP' ? 'SIGTERM' : signal)) await sleep(COURTESY_MS);
  await end(exitCodeOf(null, told));
}

/** Passes a signal on and waits until nobody is left. Resolves with how many there were. */
async function sendHome(signal) {
  const living = [...children];
  const gone = Promise.all(living.map((child) => new Promise((resolve) => child.once('exit', resolve))));
  for (const child of living) child.kill(signal);
  const late = setTimeout(() => living.forEach((child) => child.kill('SIGKILL')), PATIENCE_MS);
  await gone;
  clearTimeout(late);
  return living.length;
}

/** What a shell would say of a process that ended with this code, or by this signal. */
export const exitCodeOf = (code, signal) => code ?? 128 + (os.constants.signals[signal] ?? 0);
