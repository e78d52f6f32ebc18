import type { JobType } from './job-type.ts';

/** Where pg-boss keeps its tables. */
export const JOBS_SCHEMA = 'jobs';

const DAY = 24 * 60 * 60;
/** A job whose worker has said nothing for so long is taken for lost with it, and given to another one. The least that pg-boss takes. */
const HEARTBEAT_SECONDS = 10;
/** How often lost jobs are looked for, in seconds. */
export const SUPERVISED_EACH_SECONDS = 10;

/** How a kind of job is queued. A job that fails for good stays a fortnight, to be looked at. */
export function queueOptions({ settings }: JobType) {
  return {
    policy: settings.oneWaiting ? ('short' as const) : ('standard' as const),
    retryLimit: settings.retryLimit ?? 4,
    retryDelay: 1,
    retryBackoff: true,
    retryDelayMax: 300,
    expireInSeconds: settings.expireInSeconds ?? 300,
    heartbeatSeconds: HEARTBEAT_SECONDS,
    deleteAfterSeconds: DAY,
    notify: true,
  };
}
