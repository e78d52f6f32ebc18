import { z } from 'zod';
import { defineJob } from '../jobs/job-type.ts';

/** How the version before put events to be delivered into the queue: what waits there, or comes out of a backup, is delivered too. */
export const DeliverEvent = defineJob('deliver-event', z.object({ eventId: z.uuid() }), { retryLimit: 8, batchSize: 100 });
