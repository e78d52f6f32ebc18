import { z } from 'zod';
import { defineEvent } from '../../platform/events/event-type.ts';

const page = z.object({ pageId: z.uuid(), communityId: z.uuid() });

/** `via`: only what somebody writes is news, what comes from elsewhere is told by its own event. */
export const PageCreated = defineEvent('page.created', page.extend({ via: z.enum(['writing', 'import', 'copy']).default('writing') }));
/** The document or the title changed; `revisionId` is the new one. */
export const PageUpdated = defineEvent('page.updated', page.extend({ revisionId: z.uuid() }));
/** The draft changed, which editors alone see. */
export const PageDraftUpdated = defineEvent('page.draft-updated', page.extend({ revisionId: z.uuid() }));
/** What readers read came to name these people, once more than before. */
export const PeopleMentioned = defineEvent(
  'page.people-mentioned',
  page.extend({ personIds: z.array(z.uuid()), byId: z.uuid().nullish() }),
);
export const PagePublished = defineEvent('page.published', page);
export const PageDeleted = defineEvent('page.deleted', page.extend({ descendants: z.int() }));
