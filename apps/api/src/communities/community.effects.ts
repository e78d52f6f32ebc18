import { Injectable } from '@nestjs/common';
import { type Effects, HasEffects, On } from '../platform/events/effects.ts';
import type { Recorded } from '../platform/events/event-log.ts';
import {
  CommunityArchived,
  CommunityCreated,
  CommunityEdited,
  CommunityUnarchived,
  MemberJoined,
  MemberRoleChanged,
  MembershipAsked,
  MembershipEnded,
  MembershipInvited,
} from './community.events.ts';

type Community = Recorded<typeof CommunityEdited>;
type Membership = Recorded<typeof MemberJoined>;

/** Says what happened in communities to whoever looks at them. */
@Injectable()
@HasEffects()
export class CommunityEffects {
  @On(CommunityCreated)
  created({ actorId, payload: { communityId } }: Community): Effects {
    return { push: actorId ? [{ rooms: [`user:${actorId}`], hint: { type: 'communities', id: communityId } }] : [] };
  }

  @On(CommunityEdited)
  edited({ payload: { communityId } }: Community): Effects {
    return { push: [{ rooms: [`community:${communityId}`], hint: { type: 'community', id: communityId } }] };
  }

  @On(CommunityArchived)
  archived(event: Community): Effects {
    return this.edited(event);
  }

  @On(CommunityUnarchived)
  unarchived(event: Community): Effects {
    return this.edited(event);
  }

  @On(MemberJoined)
  joined({ payload: { communityId, personId } }: Membership): Effects {
    return {
      push: [
        { rooms: [`community:${communityId}`], hint: { type: 'members', id: communityId } },
        { rooms: [`user:${personId}`], hint: { type: 'communities', id: communityId } },
      ],
    };
  }

  @On(MemberRoleChanged)
  roleChanged(event: Membership): Effects {
    return this.joined(event);
  }

  @On(MembershipAsked)
  asked(event: Membership): Effects {
    return this.joined(event);
  }

  @On(MembershipInvited)
  invited(event: Membership): Effects {
    return this.joined(event);
  }

  @On(MembershipEnded)
  ended(event: Membership): Effects {
    return this.joined(event);
  }
}
