import { z } from 'zod';
import { defineJob } from '../jobs/job-type.ts';

/** Tells the sinks what a recorded event means to others. */
export const DeliverEvent = defineJob('deliver-event', z.object({ eventId: z.uuid() }), { retryLimit: 8, batchSize: 100 });
