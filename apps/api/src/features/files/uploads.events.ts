import { z } from 'zod';
import { defineEvent } from '../../platform/events/event-type.ts';

/** All of a file has arrived and was taken in, for the piece of content that it was sent to. */
export const FileUploaded = defineEvent('file.uploaded', z.object({ fileId: z.uuid(), contentId: z.uuid(), personId: z.uuid() }));
