import { Controller } from '@nestjs/common';
import { api } from '@parvis/shared';
import type { Person } from '../../platform/database/actor.ts';
import { type Given, Input, Me, Route } from '../../platform/http/route.ts';
import { AnnotationListsService } from './annotation-lists.service.ts';
import { PicturesService } from './pictures.service.ts';
import { PlacesService } from './places.service.ts';
import { PlacesThenService } from './places-then.service.ts';
import { ThreadsService } from './threads.service.ts';

@Controller()
export class AnnotationsController {
  constructor(
    private readonly threads: ThreadsService,
    private readonly places: PlacesService,
    private readonly placesThen: PlacesThenService,
    private readonly pictures: PicturesService,
    private readonly lists: AnnotationListsService,
  ) {}

  @Route(api.listAnnotations)
  list(@Me() me: Person, @Input() { query }: Given<typeof api.listAnnotations>) {
    return this.threads.list(me, query.sourceId);
  }

  @Route(api.annotate)
  annotate(@Me() me: Person, @Input() { body }: Given<typeof api.annotate>) {
    return this.threads.annotate(me, body);
  }

  @Route(api.readAnnotation)
  read(@Me() me: Person, @Input() { params }: Given<typeof api.readAnnotation>) {
    return this.threads.read(me, params.id);
  }

  @Route(api.editAnnotation)
  edit(@Me() me: Person, @Input() { params, body }: Given<typeof api.editAnnotation>) {
    return this.threads.edit(me, params.id, body);
  }

  @Route(api.deleteAnnotation)
  remove(@Me() me: Person, @Input() { params }: Given<typeof api.deleteAnnotation>) {
    return this.threads.remove(me, params.id);
  }

  @Route(api.restoreReply)
  restoreReply(@Me() me: Person, @Input() { params }: Given<typeof api.restoreReply>) {
    return this.threads.restoreReply(me, params.id);
  }

  @Route(api.resolveAnnotation)
  resolve(@Me() me: Person, @Input() { params }: Given<typeof api.resolveAnnotation>) {
    return this.threads.setResolved(me, params.id, true);
  }

  @Route(api.reopenAnnotation)
  reopen(@Me() me: Person, @Input() { params }: Given<typeof api.reopenAnnotation>) {
    return this.threads.setResolved(me, params.id, false);
  }

  @Route(api.placeAnnotation)
  place(@Me() me: Person, @Input() { params, body }: Given<typeof api.placeAnnotation>) {
    return this.places.place(me, params.id, body);
  }

  @Route(api.undoAnchoring)
  undo(@Me() me: Person, @Input() { params }: Given<typeof api.undoAnchoring>) {
    return this.places.undo(me, params.id);
  }

  @Route(api.listAnchorChanges)
  changes(@Me() me: Person, @Input() { params, query }: Given<typeof api.listAnchorChanges>) {
    return this.places.changes(me, params.id, query);
  }

  @Route(api.react)
  react(@Me() me: Person, @Input() { params }: Given<typeof api.react>) {
    return this.threads.react(me, params.id, params.reaction, true);
  }

  @Route(api.takeReactionBack)
  takeBack(@Me() me: Person, @Input() { params }: Given<typeof api.takeReactionBack>) {
    return this.threads.react(me, params.id, params.reaction, false);
  }

  @Route(api.listVersionAnnotations)
  ofVersion(@Me() me: Person, @Input() { params }: Given<typeof api.listVersionAnnotations>) {
    return this.placesThen.list(me, params.id, params.versionId);
  }

  @Route(api.addAnnotationPicture)
  addPicture(@Me() me: Person, @Input() { params, upload }: Given<typeof api.addAnnotationPicture>) {
    return this.pictures.add(me, params.id, upload.file);
  }

  @Route(api.listCommunityAnnotations)
  inCommunity(@Me() me: Person, @Input() { params, query }: Given<typeof api.listCommunityAnnotations>) {
    return this.lists.inCommunity(me, params.id, query);
  }

  @Route(api.countCommunityAnnotations)
  counts(@Me() me: Person, @Input() { params }: Given<typeof api.countCommunityAnnotations>) {
    return this.lists.counts(me, params.id);
  }

  @Route(api.listMyAnnotations)
  mine(@Me() me: Person, @Input() { query }: Given<typeof api.listMyAnnotations>) {
    return this.lists.mine(me, query);
  }
}
