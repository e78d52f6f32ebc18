import { Injectable } from '@nestjs/common';
import type { Hint } from '@parvis/shared';
import { type Effects, HasEffects, On } from '../platform/events/effects.ts';
import type { Recorded } from '../platform/events/event-log.ts';
import { People } from './people.ts';
import {
  GuestExpired,
  InvitationSent,
  InvitationWithdrawn,
  OrganizationAdded,
  PersonApproved,
  PersonDeactivated,
  PersonJoined,
  PersonReactivated,
  PhotoChanged,
  ProfileEdited,
  RolesChanged,
  SettingsChanged,
} from './people.events.ts';

/** What facts about people mean to screens: the person's own, and the administrators'. */
@Injectable()
@HasEffects()
export class PeopleEffects {
  constructor(private readonly people: People) {}

  @On(ProfileEdited)
  profileEdited({ payload }: Recorded<typeof ProfileEdited>): Promise<Effects> {
    return this.herself(payload.personId);
  }

  @On(PhotoChanged)
  photoChanged({ payload }: Recorded<typeof PhotoChanged>): Promise<Effects> {
    return this.herself(payload.personId);
  }

  @On(RolesChanged)
  rolesChanged({ payload }: Recorded<typeof RolesChanged>): Promise<Effects> {
    return this.herself(payload.personId);
  }

  @On(PersonJoined)
  joined({ payload }: Recorded<typeof PersonJoined>): Promise<Effects> {
    return this.accounts(payload.personId);
  }

  @On(PersonDeactivated)
  deactivated({ payload }: Recorded<typeof PersonDeactivated>): Promise<Effects> {
    return this.accounts(payload.personId);
  }

  @On(PersonReactivated)
  reactivated({ payload }: Recorded<typeof PersonReactivated>): Promise<Effects> {
    return this.accounts(payload.personId);
  }

  @On(PersonApproved)
  approved({ payload }: Recorded<typeof PersonApproved>): Promise<Effects> {
    return this.accounts(payload.personId);
  }

  @On(GuestExpired)
  guestExpired({ payload }: Recorded<typeof GuestExpired>): Promise<Effects> {
    return this.accounts(payload.personId);
  }

  @On(InvitationSent)
  invitationSent({ payload }: Recorded<typeof InvitationSent>): Promise<Effects> {
    return this.accounts(payload.invitationId);
  }

  @On(InvitationWithdrawn)
  invitationWithdrawn({ payload }: Recorded<typeof InvitationWithdrawn>): Promise<Effects> {
    return this.accounts(payload.invitationId);
  }

  @On(OrganizationAdded)
  organizationAdded({ payload }: Recorded<typeof OrganizationAdded>): Promise<Effects> {
    return this.accounts(payload.organizationId);
  }

  @On(SettingsChanged)
  settingsChanged({ id }: Recorded<typeof SettingsChanged>): Promise<Effects> {
    return this.accounts(id);
  }

  private async herself(personId: string): Promise<Effects> {
    const { push = [] } = await this.accounts(personId);
    return { push: [{ rooms: [`user:${personId}`], hint: { type: 'me', id: personId } }, ...push] };
  }

  private async accounts(id: string): Promise<Effects> {
    const hint: Hint = { type: 'accounts', id };
    const administrators = await this.people.administrators();
    return { push: administrators.length > 0 ? [{ rooms: administrators.map((person) => `user:${person}` as const), hint }] : [] };
  }
}
