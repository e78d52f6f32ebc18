import { z } from 'zod';
import { defineEvent } from '../../../platform/events/event-type.ts';

/** Somebody took pages with her; `pageId` is null when it was the whole community. */
export const WikiExported = defineEvent(
  'wiki.exported',
  z.object({ communityId: z.uuid(), pageId: z.uuid().nullable(), pages: z.int(), files: z.int() }),
);
