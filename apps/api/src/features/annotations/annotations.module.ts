import { Module } from '@nestjs/common';
import { FilesModule } from '../files/public.ts';
import { WikiModule } from '../wiki/public.ts';
import { AnchoringThread } from './anchoring-thread.ts';
import { AnnotationEffects } from './annotation.effects.ts';
import { AnnotationFiles } from './annotation-files.ts';
import { AnnotationListsService } from './annotation-lists.service.ts';
import { AnnotationWriter } from './annotation-writer.ts';
import { AnnotationsController } from './annotations.controller.ts';
import { AnnotationsService } from './annotations.service.ts';
import { CopiesService } from './copies.service.ts';
import { ExchangeService } from './exchange.service.ts';
import { PicturesService } from './pictures.service.ts';
import { PlacesService } from './places.service.ts';
import { PlacesThenService } from './places-then.service.ts';
import { RepliesService } from './replies.service.ts';
import { Selections } from './selections.ts';
import { ThreadTalk } from './thread-talk.ts';
import { Threads } from './threads.ts';
import { ThreadsService } from './threads.service.ts';

/** Annotations: what readers say about pages, beside the text and never in it. */
@Module({
  imports: [FilesModule, WikiModule],
  controllers: [AnnotationsController],
  providers: [
    Threads,
    ThreadTalk,
    ThreadsService,
    AnnotationsService,
    AnnotationWriter,
    CopiesService,
    ExchangeService,
    RepliesService,
    Selections,
    PlacesService,
    PlacesThenService,
    PicturesService,
    AnchoringThread,
    AnnotationFiles,
    AnnotationListsService,
    AnnotationEffects,
  ],
})
export class AnnotationsModule {}
