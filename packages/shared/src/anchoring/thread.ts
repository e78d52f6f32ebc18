import { parentPort } from 'node:worker_threads';
import type { TextBlock } from '../document/page-text.ts';
import { type Target, reanchor } from './reanchor.ts';

/** Runs as a thread: carries targets from one text to the next, and answers under the same id. */
parentPort?.on('message', ({ id, before, after, targets }: { id: number; before: TextBlock[]; after: TextBlock[]; targets: Target[] }) => {
  parentPort?.postMessage({ id, found: reanchor(before, after, targets) });
});
