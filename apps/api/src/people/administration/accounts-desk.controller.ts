import { Controller } from '@nestjs/common';
import { api } from '@parvis/shared';
import type { Person } from '../../platform/database/actor.ts';
import { type Given, Input, Me, Route } from '../../platform/http/route.ts';
import { AccountsDesk } from './accounts-desk.service.ts';
import { Organizations } from './organizations.service.ts';

@Controller()
export class AccountsDeskController {
  constructor(
    private readonly accounts: AccountsDesk,
    private readonly organizations: Organizations,
  ) {}

  @Route(api.listAccounts)
  list(@Me() me: Person, @Input() { query }: Given<typeof api.listAccounts>) {
    return this.accounts.list(me, query);
  }

  @Route(api.setRoles)
  setRoles(@Me() me: Person, @Input() { params, body }: Given<typeof api.setRoles>) {
    return this.accounts.setRoles(me, params.id, body.roles);
  }

  @Route(api.deactivate)
  deactivate(@Me() me: Person, @Input() { params }: Given<typeof api.deactivate>) {
    return this.accounts.deactivate(me, params.id);
  }

  @Route(api.reactivate)
  reactivate(@Me() me: Person, @Input() { params }: Given<typeof api.reactivate>) {
    return this.accounts.reactivate(me, params.id);
  }

  @Route(api.approve)
  approve(@Me() me: Person, @Input() { params }: Given<typeof api.approve>) {
    return this.accounts.approve(me, params.id);
  }

  @Route(api.listOrganizations)
  listOrganizations(@Me() me: Person) {
    return this.organizations.list(me);
  }

  @Route(api.createOrganization)
  createOrganization(@Me() me: Person, @Input() { body }: Given<typeof api.createOrganization>) {
    return this.organizations.create(me, body);
  }
}
