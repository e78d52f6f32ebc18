import { Controller } from '@nestjs/common';
import { api } from '@parvis/shared';
import type { Person } from '../platform/database/actor.ts';
import { type Given, Input, Me, Route } from '../platform/http/route.ts';
import { CommunitiesService } from './communities.service.ts';
import { MembershipsService } from './memberships.service.ts';

@Controller()
export class CommunitiesController {
  constructor(
    private readonly communities: CommunitiesService,
    private readonly memberships: MembershipsService,
  ) {}

  @Route(api.listCommunities)
  list(@Me() me: Person, @Input() { query }: Given<typeof api.listCommunities>) {
    return this.communities.list(me, query);
  }

  @Route(api.createCommunity)
  create(@Me() me: Person, @Input() { body }: Given<typeof api.createCommunity>) {
    return this.communities.create(me, body);
  }

  @Route(api.readCommunity)
  read(@Me() me: Person, @Input() { params }: Given<typeof api.readCommunity>) {
    return this.communities.read(me, params.id);
  }

  @Route(api.editCommunity)
  edit(@Me() me: Person, @Input() { params, body }: Given<typeof api.editCommunity>) {
    return this.communities.edit(me, params.id, body);
  }

  @Route(api.archiveCommunity)
  archive(@Me() me: Person, @Input() { params }: Given<typeof api.archiveCommunity>) {
    return this.communities.setArchived(me, params.id, true);
  }

  @Route(api.unarchiveCommunity)
  unarchive(@Me() me: Person, @Input() { params }: Given<typeof api.unarchiveCommunity>) {
    return this.communities.setArchived(me, params.id, false);
  }

  @Route(api.joinCommunity)
  join(@Me() me: Person, @Input() { params }: Given<typeof api.joinCommunity>) {
    return this.memberships.join(me, params.id);
  }

  @Route(api.leaveCommunity)
  leave(@Me() me: Person, @Input() { params }: Given<typeof api.leaveCommunity>) {
    return this.memberships.leave(me, params.id);
  }

  @Route(api.listMembers)
  members(@Me() me: Person, @Input() { params, query }: Given<typeof api.listMembers>) {
    return this.memberships.list(me, params.id, query);
  }

  @Route(api.setMember)
  setMember(@Me() me: Person, @Input() { params, body }: Given<typeof api.setMember>) {
    return this.memberships.set(me, params, body.role);
  }

  @Route(api.removeMember)
  removeMember(@Me() me: Person, @Input() { params, query }: Given<typeof api.removeMember>) {
    return this.memberships.remove(me, params, query.state);
  }

  @Route(api.inviteMember)
  inviteMember(@Me() me: Person, @Input() { params, body }: Given<typeof api.inviteMember>) {
    return this.memberships.invite(me, params, body.role);
  }
}
