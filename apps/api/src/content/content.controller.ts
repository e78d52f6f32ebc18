import { Controller } from '@nestjs/common';
import { api } from '@parvis/shared';
import type { Person } from '../platform/database/actor.ts';
import { type Given, Input, Me, Route } from '../platform/http/route.ts';
import { AudienceService } from './audience.service.ts';
import { PersonalListsService } from './personal-lists.service.ts';
import { TrashService } from './trash.service.ts';

@Controller()
export class ContentController {
  constructor(
    private readonly audience: AudienceService,
    private readonly lists: PersonalListsService,
    private readonly trash: TrashService,
  ) {}

  @Route(api.readAudience)
  readAudience(@Me() me: Person, @Input() { params }: Given<typeof api.readAudience>) {
    return this.audience.read(me, params.id);
  }

  @Route(api.setAudience)
  setAudience(@Me() me: Person, @Input() { params, body }: Given<typeof api.setAudience>) {
    return this.audience.set(me, params.id, body);
  }

  @Route(api.addFavourite)
  addFavourite(@Me() me: Person, @Input() { params }: Given<typeof api.addFavourite>) {
    return this.lists.addFavourite(me, params.id);
  }

  @Route(api.removeFavourite)
  removeFavourite(@Me() me: Person, @Input() { params }: Given<typeof api.removeFavourite>) {
    return this.lists.removeFavourite(me, params.id);
  }

  @Route(api.listFavourites)
  listFavourites(@Me() me: Person, @Input() { query }: Given<typeof api.listFavourites>) {
    return this.lists.listFavourites(me, query);
  }

  @Route(api.recordVisit)
  recordVisit(@Me() me: Person, @Input() { params }: Given<typeof api.recordVisit>) {
    return this.lists.recordVisit(me, params.id);
  }

  @Route(api.listVisited)
  listVisited(@Me() me: Person, @Input() { query }: Given<typeof api.listVisited>) {
    return this.lists.listVisited(me, query);
  }

  @Route(api.listRecent)
  listRecent(@Me() me: Person, @Input() { query }: Given<typeof api.listRecent>) {
    return this.lists.listRecent(me, query);
  }

  @Route(api.listTrash)
  listTrash(@Me() me: Person, @Input() { query }: Given<typeof api.listTrash>) {
    return this.trash.list(me, query);
  }

  @Route(api.restoreFromTrash)
  restore(@Me() me: Person, @Input() { params }: Given<typeof api.restoreFromTrash>) {
    return this.trash.restore(me, params.id);
  }
}
