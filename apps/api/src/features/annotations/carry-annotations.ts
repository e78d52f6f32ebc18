import { z } from 'zod';
import { defineJob } from '../../platform/jobs/job-type.ts';

/** Carries the annotations of a page to the revision that its readers read now. One waits for each page. */
export const CarryAnnotations = defineJob('annotations.carry', z.object({ pageId: z.uuid() }), { oneWaiting: true, concurrency: 2 });
