import { z } from 'zod';
import { defineEvent } from '../platform/events/event-type.ts';

const content = z.object({ contentId: z.uuid(), communityId: z.uuid().nullable() });

/** Who may see it changed. */
export const AudienceChanged = defineEvent('content.audience-changed', content);
/** It and what lies below went to the trash. */
export const ContentTrashed = defineEvent('content.trashed', content.extend({ count: z.int() }));
export const ContentRestored = defineEvent('content.restored', content.extend({ count: z.int() }));
/** Erased for good, 30 days after it was deleted. */
export const ContentErased = defineEvent('content.erased', content.extend({ count: z.int() }));
