import { Platform1763700000001 } from './0001-platform.ts';

/** In the order in which they run. Append only: what has shipped is never changed. */
export const MIGRATIONS = [Platform1763700000001];
