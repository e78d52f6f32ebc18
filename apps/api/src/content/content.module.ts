import { Global, Module } from '@nestjs/common';
import { RoomAccess } from '../platform/security/room-access.ts';
import { AudienceService } from './audience.service.ts';
import { ContentAccess } from './content-access.ts';
import { ContentController } from './content.controller.ts';
import { ContentEffects } from './content.effects.ts';
import { ContentRoomAccess } from './content-room-access.ts';
import { ContentWriter, Trees } from './content-writer.ts';
import { PersonalListsService } from './personal-lists.service.ts';
import { TrashService } from './trash.service.ts';
import { Visits } from './visits.ts';

/** What everything that people make shares: who may see it, where it is kept, how it goes and comes back. */
@Global()
@Module({
  controllers: [ContentController],
  providers: [
    AudienceService,
    ContentAccess,
    ContentEffects,
    ContentWriter,
    PersonalListsService,
    Trees,
    TrashService,
    Visits,
    { provide: RoomAccess, useClass: ContentRoomAccess },
  ],
  exports: [ContentAccess, ContentWriter, Trees, Visits, RoomAccess],
})
export class ContentModule {}
