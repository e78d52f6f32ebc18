import { Injectable } from '@nestjs/common';
import type { Watch } from '@parvis/shared';
import { readsCommunitySql } from '../communities/public.ts';
import type { Person } from '../platform/database/actor.ts';
import { Database } from '../platform/database/database.ts';
import { RoomAccess } from '../platform/security/room-access.ts';
import { visibleTo } from './visibility.ts';

const COMMUNITY = `SELECT k.id AS "communityId" FROM community k WHERE k.id = $2 AND ${readsCommunitySql('$1', 'k')}`;
const CONTENT = `SELECT c.community_id AS "communityId" FROM content c WHERE c.id = $2 AND ${visibleTo('$1', 'c')}`;

/** Screens hear of what their people may see, by the same rule as everything else. */
@Injectable()
export class ContentRoomAccess extends RoomAccess {
  constructor(private readonly db: Database) {
    super();
  }

  check(person: Person, { kind, id }: Watch): Promise<{ communityId: string | null } | null> {
    return this.db.hot.one(kind === 'community' ? COMMUNITY : CONTENT, [person.id, id]);
  }
}
