import { Injectable } from '@nestjs/common';
import type { CommunityAbilities, CommunityVisibility, MemberRole, MembershipState } from '@parvis/shared';
import type { Person } from '../platform/database/actor.ts';
import { Database } from '../platform/database/database.ts';
import type { Queries } from '../platform/database/queries.ts';
import { forbidden, notFound } from '../platform/http/refusal.ts';
import { communityAbilities, knowsCommunity } from './community.policy.ts';

export interface LoadedCommunity {
  id: string;
  name: string;
  slug: string;
  visibility: CommunityVisibility;
  pagesWrittenBy: 'members' | 'animators';
  archived: boolean;
  membership: { role: MemberRole; state: MembershipState } | null;
  can: CommunityAbilities;
}

const LOAD = `
  SELECT k.id, k.name, k.slug, k.visibility, k.pages_written_by AS "pagesWrittenBy", k.archived_at IS NOT NULL AS archived,
    (SELECT json_build_object('role', m.role, 'state', m.state) FROM membership m WHERE m.community_id = k.id AND m.person_id = $1) AS membership
  FROM community k WHERE `;
const BY_ID = `${LOAD} k.id = $2`;
const BY_SLUG = `${LOAD} k.slug = $2`;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** The one way to a community: one that somebody may not know of does not exist for her. */
@Injectable()
export class CommunityAccess {
  constructor(private readonly db: Database) {}

  /** By id or slug, for somebody who may know of it. @throws Refusal 404. */
  async find(person: Person, idOrSlug: string, queries: Queries = this.db): Promise<LoadedCommunity> {
    const found = await queries.one<Omit<LoadedCommunity, 'can'>>(UUID.test(idOrSlug) ? BY_ID : BY_SLUG, [person.id, idOrSlug]);
    if (!found || !knowsCommunity(person, found)) throw notFound();
    return { ...found, can: communityAbilities(person, found) };
  }

  /** For somebody who reads it. @throws Refusal 404 where it may not be known, 403 where it is only listed. */
  async load(person: Person, idOrSlug: string, queries: Queries = this.db): Promise<LoadedCommunity> {
    const community = await this.find(person, idOrSlug, queries);
    if (!community.can.read) throw forbidden('Only its members read this community.');
    return community;
  }
}
