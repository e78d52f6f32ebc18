import { z } from 'zod';
import { defineEvent } from '../../platform/events/event-type.ts';

const about = z.object({ importId: z.uuid(), communityId: z.uuid(), personId: z.uuid() });

export const ImportStarted = defineEvent('import.started', about);
export const ImportFinished = defineEvent('import.finished', about);
export const ImportFailed = defineEvent('import.failed', about);
