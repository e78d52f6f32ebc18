import type { JobType } from './job-type.ts';

/** Where pg-boss keeps its tables. */
export const JOBS_SCHEMA = 'jobs';

const DAY = 24 * 60 * 60;

/** How a kind of job is queued. A job that fails for good stays a fortnight, to be looked at. */
export function queueOptions({ settings }: JobType) {
  return {
    policy: settings.oneWaiting ? ('short' as const) : ('standard' as const),
    retryLimit: settings.retryLimit ?? 4,
    retryDelay: 1,
    retryBackoff: true,
    retryDelayMax: 300,
    expireInSeconds: settings.expireInSeconds ?? 300,
    deleteAfterSeconds: DAY,
    notify: true,
  };
}
