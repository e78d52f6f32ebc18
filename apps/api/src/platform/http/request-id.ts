import { randomFillSync } from 'node:crypto';
import { v7 as uuidv7 } from 'uuid';

const BYTES = 16;
/** Drawn for many requests at once: a draw asks the system, and costs four times what the rest of the id does. */
const drawn = Buffer.alloc(256 * BYTES);
let used = drawn.length;

/** A new id of a request: uuid v7 (RFC 9562, 5.7). */
export function requestId(): string {
  if (used === drawn.length) {
    randomFillSync(drawn);
    used = 0;
  }
  return uuidv7({ random: drawn.subarray(used, (used += BYTES)) });
}
