import { Injectable } from '@nestjs/common';
import type { Hint } from '@parvis/shared';
import { type Effects, HasEffects, On, type Room } from '../../../platform/events/effects.ts';
import type { Recorded } from '../../../platform/events/event-log.ts';
import {
  PageCopied,
  PageLabelled,
  PageMoved,
  PageRenamed,
  ReviewConfirmed,
  ReviewPlanned,
  ReviewsReminded,
  TemplateMarked,
  TemplateUnmarked,
} from './tree.events.ts';

type Page = Recorded<typeof PageRenamed>;
type Push = { rooms: Room[]; hint: Hint };

/** Says what was arranged in wikis to whoever looks at them. */
@Injectable()
@HasEffects()
export class TreeEffects {
  @On(PageRenamed)
  renamed({ payload: { pageId, communityId } }: Page): Effects {
    return { push: [pageChanged(pageId), { rooms: [`community:${communityId}`], hint: { type: 'pages', id: communityId } }] };
  }

  @On(PageLabelled)
  labelled(event: Page): Effects {
    return this.renamed(event);
  }

  @On(TemplateMarked)
  templateMarked(event: Page): Effects {
    return this.renamed(event);
  }

  @On(TemplateUnmarked)
  templateUnmarked(event: Page): Effects {
    return this.renamed(event);
  }

  /** Both communities: what lay in the one is gone from it, also for whoever reads one of these pages now. */
  @On(PageMoved)
  moved({ payload: { pageId, communityId, fromCommunityId } }: Recorded<typeof PageMoved>): Effects {
    return { push: [pageChanged(pageId), ...[...new Set([communityId, fromCommunityId])].map(treeChanged)] };
  }

  @On(PageCopied)
  copied({ payload: { communityId } }: Page): Effects {
    return { push: [treeChanged(communityId)] };
  }

  @On(ReviewPlanned)
  reviewPlanned({ payload: { pageId, communityId, ownerIds } }: Recorded<typeof ReviewPlanned>): Effects {
    const owners = ownerIds.map((id): Push => ({ rooms: [`user:${id}`], hint: { type: 'reviews', id } }));
    return { push: [pageChanged(pageId), { rooms: [`community:${communityId}`], hint: { type: 'pages', id: communityId } }, ...owners] };
  }

  @On(ReviewConfirmed)
  reviewConfirmed(event: Recorded<typeof ReviewPlanned>): Effects {
    return this.reviewPlanned(event);
  }

  /** The mail says it. */
  @On(ReviewsReminded)
  reminded(): Effects {
    return {};
  }
}

const pageChanged = (id: string): Push => ({ rooms: [`content:${id}`], hint: { type: 'page', id } });
const treeChanged = (id: string): Push => ({ rooms: [`community:${id}`], hint: { type: 'tree', id } });
