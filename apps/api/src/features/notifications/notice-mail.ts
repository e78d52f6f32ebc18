import { z } from 'zod';
import { defineJob } from '../../platform/jobs/job-type.ts';

/** Sends what somebody is told of by mail. Its tries go on for some three hours: a mail server may be away. */
export const MailNotice = defineJob('notifications.mail', z.object({ noticeId: z.uuid() }), { retryLimit: 45, concurrency: 2 });
