import { z } from 'zod';
import { defineEvent } from '../../../platform/events/event-type.ts';

const page = z.object({ pageId: z.uuid(), communityId: z.uuid() });

export const PageRenamed = defineEvent('page.renamed', page);
/** `communityId` is where it lies now, with `pages` pages in all. `reordered`: among the same siblings. */
export const PageMoved = defineEvent(
  'page.moved',
  page.extend({ fromCommunityId: z.uuid(), pages: z.int(), reordered: z.boolean().default(false) }),
);
export const PageCopied = defineEvent('page.copied', page.extend({ sourceId: z.uuid(), pages: z.int(), leftOut: z.int() }));
export const PageLabelled = defineEvent('page.labelled', page);
export const TemplateMarked = defineEvent('page.template-marked', page);
export const TemplateUnmarked = defineEvent('page.template-unmarked', page);
/** Who answers for it, or when it is to be read again, changed. `ownerIds`: before and after. */
export const ReviewPlanned = defineEvent('page.review-planned', page.extend({ ownerIds: z.array(z.uuid()) }));
export const ReviewConfirmed = defineEvent('page.review-confirmed', page.extend({ ownerIds: z.array(z.uuid()) }));
/** A mail reminded somebody of so many pages. */
export const ReviewsReminded = defineEvent(
  'reviews.reminded',
  z.object({ personId: z.uuid(), pages: z.int(), pageIds: z.array(z.uuid()).optional() }),
);
