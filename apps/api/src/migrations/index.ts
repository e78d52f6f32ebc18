import { Platform1763700000001 } from './0001-platform.ts';
import { People1763700000002 } from './0002-people.ts';

/** In the order in which they run. Append only: what has shipped is never changed. */
export const MIGRATIONS = [Platform1763700000001, People1763700000002];
