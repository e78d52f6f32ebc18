import { ProblemError } from '../../lib/problem-error.ts';

/** Storing what was just written takes some seconds, and a little more on a busy day. */
const PATIENCE_MS = 12_000;
const AGAIN_AFTER_MS = 800;

/**
 * Sends a selection. One that was made in a text that is being written names no revision: it may not be stored yet, and
 * is sent again until it is.
 */
export async function onceStored<T>(target: { versionId?: string | undefined } | undefined, send: () => Promise<T>): Promise<T> {
  const until = Date.now() + PATIENCE_MS;
  for (;;) {
    try {
      return await send();
    } catch (error) {
      const mayCome = error instanceof ProblemError && error.problem.code === 'not-in-text' && target?.versionId === undefined;
      if (!mayCome || Date.now() > until) throw error;
      await new Promise((resolve) => setTimeout(resolve, AGAIN_AFTER_MS));
    }
  }
}
