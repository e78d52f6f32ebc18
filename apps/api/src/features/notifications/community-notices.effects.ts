import { Injectable } from '@nestjs/common';
import { CommunityAccess, MemberJoined, MembershipAsked, MembershipEnded, MembershipInvited } from '../../communities/public.ts';
import { type Effects, HasEffects, On } from '../../platform/events/effects.ts';
import type { Recorded } from '../../platform/events/event-log.ts';

type Membership = Recorded<typeof MemberJoined>;

/** Whom coming and going concerns. What people chose to hear of a community is about its pages, not about this. */
@Injectable()
@HasEffects()
export class CommunityNotices {
  constructor(private readonly communities: CommunityAccess) {}

  @On(MembershipInvited)
  async invited({ id, actorId, payload: { communityId, personId } }: Membership): Promise<Effects> {
    const to = await this.communities.people(communityId, { state: 'invited' }, [personId]);
    return { notify: [{ kind: 'invited', about: { communityId }, key: `invited ${id}`, actorId, to }] };
  }

  @On(MembershipAsked)
  async asked({ id, payload: { communityId, personId } }: Membership): Promise<Effects> {
    const to = await this.communities.people(communityId, { state: 'member', role: 'animator' });
    return { notify: [{ kind: 'asked', about: { communityId }, key: `asked ${id}`, actorId: personId, to }] };
  }

  /** Somebody let her in. Whoever joins by herself knows it. */
  @On(MemberJoined)
  async joined(event: Membership): Promise<Effects> {
    const { id, actorId, payload } = event;
    const { communityId, personId } = payload;
    const { push = [] } = await this.ended(event);
    if (actorId === null || actorId === personId) return { push };
    const to = await this.communities.people(communityId, { state: 'member' }, [personId]);
    return { push, notify: [{ kind: 'joined', about: { communityId }, key: `joined ${id}`, actorId, to }] };
  }

  /** A request that was answered waits no longer; whoever left sees nothing of it any more. */
  @On(MembershipEnded)
  async ended({ payload: { communityId, personId } }: Membership): Promise<Effects> {
    const animators = await this.communities.people(communityId, { state: 'member', role: 'animator' });
    const push = [...new Set([...animators, personId])].map((id) => ({
      rooms: [`user:${id}` as const],
      hint: { type: 'notifications' as const, id },
    }));
    return { push };
  }
}
