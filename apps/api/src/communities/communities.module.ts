import { Global, Module } from '@nestjs/common';
import { Acquaintances, OnAcceptance } from '../people/public.ts';
import { CommunitiesController } from './communities.controller.ts';
import { CommunitiesService } from './communities.service.ts';
import { CommunityAccess } from './community-access.ts';
import { CommunityEffects } from './community.effects.ts';
import { MemberFromTheFirstDay, SharedCommunities } from './community-ports.ts';
import { MembershipsService } from './memberships.service.ts';

/** Communities and who is in them: who may read a community. */
@Global()
@Module({
  controllers: [CommunitiesController],
  providers: [
    CommunitiesService,
    MembershipsService,
    CommunityAccess,
    CommunityEffects,
    { provide: Acquaintances, useClass: SharedCommunities },
    { provide: OnAcceptance, useClass: MemberFromTheFirstDay },
  ],
  exports: [CommunityAccess],
})
export class CommunitiesModule {}
