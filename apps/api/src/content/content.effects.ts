import { Injectable } from '@nestjs/common';
import { type Effects, HasEffects, On } from '../platform/events/effects.ts';
import type { Recorded } from '../platform/events/event-log.ts';
import { AudienceChanged, ContentErased, ContentRestored, ContentTrashed } from './content.events.ts';

type Changed = Recorded<typeof AudienceChanged>;

@Injectable()
@HasEffects()
export class ContentEffects {
  @On(AudienceChanged)
  audienceChanged({ payload: { contentId, communityId } }: Changed): Effects {
    const inCommunity = communityId
      ? [{ rooms: [`community:${communityId}` as const], hint: { type: 'tree' as const, id: communityId } }]
      : [];
    return { push: [{ rooms: [`content:${contentId}`], hint: { type: 'content', id: contentId } }, ...inCommunity] };
  }

  @On(ContentTrashed)
  trashed(event: Changed): Effects {
    return this.audienceChanged(event);
  }

  @On(ContentRestored)
  restored(event: Changed): Effects {
    return this.audienceChanged(event);
  }

  /** What is erased was out of sight already. */
  @On(ContentErased)
  erased(): Effects {
    return {};
  }
}
