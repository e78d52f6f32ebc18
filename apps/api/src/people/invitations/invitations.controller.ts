import { Controller } from '@nestjs/common';
import { api } from '@parvis/shared';
import type { Actor, Person } from '../../platform/database/actor.ts';
import { type Given, Input, Me, Route } from '../../platform/http/route.ts';
import { Browser, type Visit } from '../sign-in/visit.ts';
import { Acceptance } from './acceptance.service.ts';
import { BulkInvitations } from './bulk-invitations.service.ts';
import { Invitations } from './invitations.service.ts';
import { Registrations } from './registrations.service.ts';

@Controller()
export class InvitationsController {
  constructor(
    private readonly invitations: Invitations,
    private readonly bulk: BulkInvitations,
    private readonly acceptance: Acceptance,
    private readonly registrations: Registrations,
  ) {}

  @Route(api.listInvitations)
  list(@Me() me: Person, @Input() { query }: Given<typeof api.listInvitations>) {
    return this.invitations.list(me, query);
  }

  @Route(api.invite)
  invite(@Me() me: Person, @Input() { body }: Given<typeof api.invite>) {
    return this.invitations.invite(me, body);
  }

  @Route(api.inviteMany)
  inviteMany(@Me() me: Person, @Input() { body }: Given<typeof api.inviteMany>) {
    return this.bulk.invite(me, body);
  }

  @Route(api.withdrawInvitation)
  withdraw(@Me() me: Person, @Input() { params }: Given<typeof api.withdrawInvitation>) {
    return this.invitations.withdraw(me, params.id);
  }

  @Route(api.readInvitation)
  preview(@Input() { body }: Given<typeof api.readInvitation>) {
    return this.acceptance.preview(body.token);
  }

  @Route(api.acceptInvitation)
  accept(@Me() actor: Actor, @Input() { body }: Given<typeof api.acceptInvitation>, @Browser() visit: Visit) {
    return this.acceptance.accept(actor, body, visit);
  }

  @Route(api.askForAccount)
  ask(@Me() actor: Actor, @Input() { body }: Given<typeof api.askForAccount>, @Browser() visit: Visit) {
    return this.registrations.ask(actor, body, visit);
  }
}
