import { z } from 'zod';
import { defineEvent } from '../../platform/events/event-type.ts';

const page = z.object({ pageId: z.uuid(), communityId: z.uuid() });

export const PageCreated = defineEvent('page.created', page);
/** The document or the title changed; `revisionId` is the new one. */
export const PageUpdated = defineEvent('page.updated', page.extend({ revisionId: z.uuid() }));
/** The draft changed, which editors alone see. */
export const PageDraftUpdated = defineEvent('page.draft-updated', page.extend({ revisionId: z.uuid() }));
export const PagePublished = defineEvent('page.published', page);
export const PageDeleted = defineEvent('page.deleted', page.extend({ descendants: z.int() }));
