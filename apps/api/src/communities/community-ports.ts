import { Injectable } from '@nestjs/common';
import { Acquaintances, OnAcceptance } from '../people/public.ts';
import type { Tx } from '../platform/database/database.ts';
import type { Queries } from '../platform/database/queries.ts';
import { MemberJoined } from './community.events.ts';

/** People who share a community know of each other. */
@Injectable()
export class SharedCommunities extends Acquaintances {
  sqlCondition(viewer: string, person: string): string {
    return `EXISTS (SELECT FROM membership mine JOIN membership theirs ON theirs.community_id = mine.community_id AND theirs.state = 'member'
      WHERE mine.person_id = ${viewer} AND mine.state = 'member' AND theirs.person_id = ${person}.id)`;
  }
}

/** Whoever is invited to communities is their member from the first day. */
@Injectable()
export class MemberFromTheFirstDay extends OnAcceptance {
  async accepted(tx: Tx, personId: string, communityIds: readonly string[]): Promise<void> {
    const joined = await tx.many<{ communityId: string }>(
      `INSERT INTO membership (community_id, person_id, role, state)
       SELECT id, $1, 'member', 'member' FROM community WHERE id = ANY($2::uuid[]) AND archived_at IS NULL
       ON CONFLICT DO NOTHING RETURNING community_id AS "communityId"`,
      [personId, communityIds],
    );
    for (const { communityId } of joined) tx.record(MemberJoined, { communityId, personId });
  }

  async communities(db: Queries, called: readonly string[]): Promise<Map<string, string>> {
    // An address means one community; a name only where no other one has it.
    const rows = await db.many<{ called: string; id: string }>(
      `SELECT c.called, k.id FROM unnest($1::text[]) AS c(called) CROSS JOIN LATERAL (
         SELECT coalesce((SELECT id FROM community WHERE id::text = lower(c.called)), (SELECT id FROM community WHERE slug = c.called),
           (SELECT min(id::text)::uuid FROM community WHERE folded(name) = folded(c.called) HAVING count(*) = 1)) AS id) k
       WHERE k.id IS NOT NULL`,
      [called],
    );
    return new Map(rows.map(({ called: name, id }) => [name, id]));
  }
}
