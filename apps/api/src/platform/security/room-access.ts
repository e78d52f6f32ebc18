import type { Watch } from '@parvis/shared';
import type { Person } from '../database/actor.ts';

/** Says who may watch what. The layer that knows the visibility rule provides it. */
export abstract class RoomAccess {
  /** The community that the watched thing belongs to (null: none), or null when the person may not see it. */
  abstract check(person: Person, watch: Watch): Promise<{ communityId: string | null } | null>;
}
