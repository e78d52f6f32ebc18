import type { CommunityVisibility, MemberRole, MembershipState } from '@parvis/shared';
import { v7 as uuidv7 } from 'uuid';
import type { Database } from '../../src/platform/database/database.ts';

interface Wanted {
  name?: string;
  visibility?: CommunityVisibility;
  pagesWrittenBy?: 'members' | 'animators';
  archived?: boolean;
  animators?: { id: string }[];
  members?: { id: string }[];
  asked?: { id: string }[];
  invited?: { id: string }[];
}

/** Makes communities for tests, straight in the database: one round trip each. */
export function createCommunities(db: Database) {
  /** A closed community unless told, made by its first animator. Returns its id. */
  async function create(wanted: Wanted = {}): Promise<string> {
    const id = uuidv7();
    const { animators = [], members = [], asked = [], invited = [] } = wanted;
    const row = (role: MemberRole, state: MembershipState) => (person: { id: string }) => ({ person_id: person.id, role, state });
    const memberships = [
      ...animators.map(row('animator', 'member')),
      ...members.map(row('member', 'member')),
      ...asked.map(row('member', 'asked')),
      ...invited.map(row('member', 'invited')),
    ];
    await db.many(
      `WITH made AS (
         INSERT INTO community (id, name, slug, visibility, emblem, pages_written_by, created_by, archived_at)
         VALUES ($1::uuid, $2, $3, $4, 0, $5, $6, CASE WHEN $7::boolean THEN now() END)
       )
       INSERT INTO membership (community_id, person_id, role, state)
       SELECT $1::uuid, person_id, role, state FROM json_to_recordset($8) AS r(person_id uuid, role text, state text)`,
      [
        id,
        wanted.name ?? `Communauté ${id.slice(-6)}`,
        `c-${id}`,
        wanted.visibility ?? 'closed',
        wanted.pagesWrittenBy ?? 'members',
        animators[0]?.id ?? null,
        wanted.archived ?? false,
        JSON.stringify(memberships),
      ],
    );
    return id;
  }

  return { create };
}
