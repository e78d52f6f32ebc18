import { Injectable } from '@nestjs/common';
import type { CommunityView, MemberRole, MembershipState, MemberView, communityRoutes } from '@parvis/shared';
import { z } from 'zod';
import { People, isActive, personCardJson } from '../people/public.ts';
import type { Person } from '../platform/database/actor.ts';
import { Database, type Tx } from '../platform/database/database.ts';
import { ByName, keyIn, pageOf } from '../platform/database/keyset.ts';
import { isoTime } from '../platform/database/json.ts';
import type { Given } from '../platform/http/route.ts';
import { Refusal, conflict, forbidden, notFound } from '../platform/http/refusal.ts';
import { CommunitiesService } from './communities.service.ts';
import { CommunityAccess, type LoadedCommunity } from './community-access.ts';
import { MemberJoined, MemberRoleChanged, MembershipAsked, MembershipEnded, MembershipInvited } from './community.events.ts';

type MemberOf = Given<(typeof communityRoutes)['setMember']>['params'];

const MEMBER = `
  SELECT ${personCardJson('p')} AS person, m.role, m.state, ${isoTime('m.since')} AS since, folded(p.name) AS "sortKey", p.id
  FROM membership m JOIN person p ON p.id = m.person_id`;

@Injectable()
export class MembershipsService {
  constructor(
    private readonly db: Database,
    private readonly access: CommunityAccess,
    private readonly communities: CommunitiesService,
    private readonly people: People,
  ) {}

  async list(person: Person, communityId: string, query: Given<(typeof communityRoutes)['listMembers']>['query']) {
    const community = await this.access.find(person, communityId);
    const { limit, state, q } = z.object({ limit: z.int(), state: z.string(), q: z.string().optional() }).parse(query);
    if (!community.can.manageMembers && (!community.can.read || state !== 'member')) throw forbidden('Only its animators see this.');
    const [name, id] = keyIn(ByName, query?.cursor) ?? [null, null];
    const rows = await this.db.many<MemberView & { sortKey: string; id: string }>(
      `${MEMBER} WHERE m.community_id = $1 AND m.state = $2 AND p.deactivated_at IS NULL AND ($3::text IS NULL OR strpos(folded(p.name), folded($3)) > 0)
         AND ($4::text IS NULL OR (folded(p.name), p.id) > ($4, $5::uuid)) ORDER BY folded(p.name), p.id LIMIT $6`,
      [communityId, state, q ?? null, name, id, limit + 1],
    );
    return pageOf(
      rows,
      limit,
      ({ sortKey: _, id: __, ...member }) => member,
      (row) => [row.sortKey, row.id],
    );
  }

  /** Joins an open community, asks to join a closed one, or accepts an invitation; twice changes nothing. */
  async join(person: Person, communityId: string): Promise<CommunityView> {
    return this.db.write(person, async (tx) => {
      const { can, membership } = await this.locked(tx, person, communityId);
      if (can.join) {
        await this.put(tx, communityId, person.id, membership?.role ?? 'member', 'member');
        tx.record(MemberJoined, { communityId, personId: person.id });
      } else if (can.ask) {
        await this.put(tx, communityId, person.id, 'member', 'asked');
        tx.record(MembershipAsked, { communityId, personId: person.id });
      } else if (membership === null || membership.state === 'invited') {
        throw forbidden('Nobody can join this community at the moment.');
      }
      return this.communities.view(person, communityId, tx);
    });
  }

  async leave(person: Person, communityId: string): Promise<void> {
    await this.db.write(person, async (tx) => {
      const { membership } = await this.locked(tx, person, communityId);
      if (membership) await this.end(tx, communityId, person.id, membership);
    });
  }

  /** Adds somebody, accepts her request, or changes her role. */
  async set(person: Person, { id: communityId, userId }: MemberOf, role: MemberRole): Promise<MemberView> {
    return this.db.write(person, async (tx) => {
      const community = await this.managed(tx, person, communityId);
      const before = await this.membership(tx, communityId, userId);
      if (!before) await this.demandJoinable(tx, person, userId);
      // An administrator who is no animator only appoints animators.
      if (!isAnimator(community.membership) && role !== 'animator')
        throw forbidden('An administrator appoints animators; members are the animators’ affair.');
      if (before?.state === 'member' && before.role === role) return this.view(tx, communityId, userId);
      if (before?.role === 'animator' && before.state === 'member') {
        await this.demandAnotherAnimator(tx, communityId, userId, 'stays');
        tx.revoke({ kind: 'person', personId: userId });
      }
      await this.put(tx, communityId, userId, role, 'member');
      tx.record(before?.state === 'member' ? MemberRoleChanged : MemberJoined, { communityId, personId: userId });
      return this.view(tx, communityId, userId);
    });
  }

  async invite(person: Person, { id: communityId, userId }: MemberOf, role: MemberRole): Promise<MemberView> {
    return this.db.write(person, async (tx) => {
      const community = await this.managed(tx, person, communityId);
      if (!isAnimator(community.membership)) throw forbidden('Only its animators invite.');
      const before = await this.membership(tx, communityId, userId);
      if (!before) {
        await this.demandJoinable(tx, person, userId);
        await this.put(tx, communityId, userId, role, 'invited');
        tx.record(MembershipInvited, { communityId, personId: userId });
      } else if (before.state === 'asked') {
        await this.put(tx, communityId, userId, role, 'member');
        tx.record(MemberJoined, { communityId, personId: userId });
      }
      return this.view(tx, communityId, userId);
    });
  }

  /** Removes a member, refuses a request, or withdraws an invitation: what it is meant for (`state`), where somebody else may have answered. */
  async remove(person: Person, { id: communityId, userId }: MemberOf, state?: MembershipState): Promise<void> {
    await this.db.write(person, async (tx) => {
      const community = await this.managed(tx, person, communityId);
      if (!isAnimator(community.membership)) throw forbidden('Only its animators remove members.');
      const membership = await this.membership(tx, communityId, userId);
      if (!membership) throw notFound();
      if (state && membership.state !== state) throw conflict('answered', 'Somebody else has answered meanwhile.');
      await this.end(tx, communityId, userId, membership);
    });
  }

  /** One change of members at a time in one community: who is the last animator must be known for sure. */
  private async locked(tx: Tx, person: Person, communityId: string): Promise<LoadedCommunity> {
    await tx.many(`SELECT id FROM community WHERE id = $1 FOR UPDATE`, [communityId]);
    return this.access.find(person, communityId, tx);
  }

  private async managed(tx: Tx, person: Person, communityId: string): Promise<LoadedCommunity> {
    const community = await this.locked(tx, person, communityId);
    if (!community.can.manageMembers) throw forbidden('Only its animators manage the members.');
    if (community.archived) throw conflict('archived', 'The community is archived: nothing can be changed in it.');
    return community;
  }

  private membership(tx: Tx, communityId: string, personId: string) {
    return tx.one<{ role: MemberRole; state: 'member' | 'asked' | 'invited' }>(
      `SELECT role, state FROM membership WHERE community_id = $1 AND person_id = $2`,
      [communityId, personId],
    );
  }

  private async demandJoinable(tx: Tx, person: Person, personId: string): Promise<void> {
    const { active } = await this.people.find(person, personId, tx);
    if (!active) throw conflict('inactive', 'This account is not active.');
  }

  private async end(tx: Tx, communityId: string, personId: string, { role, state }: { role: MemberRole; state: string }): Promise<void> {
    if (role === 'animator' && state === 'member') await this.demandAnotherAnimator(tx, communityId, personId, 'goes');
    await tx.many(`DELETE FROM membership WHERE community_id = $1 AND person_id = $2`, [communityId, personId]);
    tx.revoke({ kind: 'person', personId });
    tx.record(MembershipEnded, { communityId, personId });
  }

  /** A community that has members keeps somebody who animates it. */
  private async demandAnotherAnimator(tx: Tx, communityId: string, animator: string, then: 'stays' | 'goes'): Promise<void> {
    const rest = await tx.one<{ animators: number; members: number }>(
      `SELECT count(*) FILTER (WHERE m.role = 'animator')::int AS animators, count(*)::int AS members
       FROM membership m JOIN person p ON p.id = m.person_id AND ${isActive('p')}
       WHERE m.community_id = $1 AND m.state = 'member' AND m.person_id <> $2`,
      [communityId, animator],
    );
    if (rest && rest.animators === 0 && (then === 'stays' || rest.members > 0)) {
      throw new Refusal(409, 'last-animator', 'The community would have nobody to animate it. Name another animator first.');
    }
  }

  private async put(tx: Tx, communityId: string, personId: string, role: MemberRole, state: string): Promise<void> {
    await tx.many(
      `INSERT INTO membership (community_id, person_id, role, state) VALUES ($1, $2, $3, $4)
       ON CONFLICT (community_id, person_id) DO UPDATE
       SET role = excluded.role, state = excluded.state, since = CASE WHEN membership.state = excluded.state THEN membership.since ELSE now() END`,
      [communityId, personId, role, state],
    );
  }

  private async view(tx: Tx, communityId: string, personId: string): Promise<MemberView> {
    const member = await tx.one<MemberView>(`${MEMBER} WHERE m.community_id = $1 AND m.person_id = $2`, [communityId, personId]);
    if (!member) throw notFound();
    return member;
  }
}

const isAnimator = (membership: LoadedCommunity['membership']): boolean => membership?.state === 'member' && membership.role === 'animator';
