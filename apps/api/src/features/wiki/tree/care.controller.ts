import { Controller } from '@nestjs/common';
import { api } from '@parvis/shared';
import type { Person } from '../../../platform/database/actor.ts';
import { type Given, Input, Me, Route } from '../../../platform/http/route.ts';
import { ReviewsService } from './reviews.service.ts';
import { WatchesService } from './watches.service.ts';

/** Caring for pages: who watches them, who answers for them, who reads them again. */
@Controller()
export class CareController {
  constructor(
    private readonly watches: WatchesService,
    private readonly reviews: ReviewsService,
  ) {}

  @Route(api.watchContent)
  watch(@Me() me: Person, @Input() { params, body }: Given<typeof api.watchContent>) {
    return this.watches.watch(me, params.id, body);
  }

  @Route(api.unwatchContent)
  unwatch(@Me() me: Person, @Input() { params }: Given<typeof api.unwatchContent>) {
    return this.watches.unwatch(me, params.id);
  }

  @Route(api.readCommunityWatch)
  readCommunityWatch(@Me() me: Person, @Input() { params }: Given<typeof api.readCommunityWatch>) {
    return this.watches.readCommunity(me, params.id);
  }

  @Route(api.watchCommunity)
  watchCommunity(@Me() me: Person, @Input() { params, body }: Given<typeof api.watchCommunity>) {
    return this.watches.watchCommunity(me, params.id, body.level);
  }

  @Route(api.unwatchCommunity)
  unwatchCommunity(@Me() me: Person, @Input() { params }: Given<typeof api.unwatchCommunity>) {
    return this.watches.unwatchCommunity(me, params.id);
  }

  @Route(api.planReview)
  planReview(@Me() me: Person, @Input() { params, body }: Given<typeof api.planReview>) {
    return this.reviews.plan(me, params.id, body);
  }

  @Route(api.confirmReview)
  confirmReview(@Me() me: Person, @Input() { params, body }: Given<typeof api.confirmReview>) {
    return this.reviews.confirm(me, params.id, body.reviewAt);
  }

  @Route(api.listMyReviews)
  myReviews(@Me() me: Person, @Input() { query }: Given<typeof api.listMyReviews>) {
    return this.reviews.mine(me, query);
  }

  @Route(api.listReviews)
  reviewsOf(@Me() me: Person, @Input() { params, query }: Given<typeof api.listReviews>) {
    return this.reviews.ofCommunity(me, params.id, query);
  }
}
