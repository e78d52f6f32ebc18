import type { z } from 'zod';

export interface JobOptions {
  /** Not before then. */
  startAfter?: Date;
  /** One waiting job for this key: a second one is dropped. */
  singletonKey?: string;
}

export interface JobSettings {
  /** Tries after the first one, with growing pauses. */
  retryLimit?: number;
  /** Jobs fetched at once. */
  batchSize?: number;
  /** Jobs worked on side by side in one process. */
  concurrency?: number;
  /** Seconds after which a job that says nothing is taken for lost and tried again. */
  expireInSeconds?: number;
  /** Its jobs are planned for later (`startAfter`): nothing tells that their time has come, so one looks for them every second. */
  planned?: true;
  /** Of jobs with the same `singletonKey` only one waits. */
  oneWaiting?: true;
  /** Runs by the clock: a cron line, UTC. */
  cron?: string;
}

/** A kind of job: its queue, the shape of its data and how it is worked on. */
export interface JobType<N extends string = string, S extends z.ZodObject = z.ZodObject> {
  name: N;
  data: S;
  settings: JobSettings;
}

const known = new Map<string, JobType>();

/** Declares a job. Its queue is made when the product starts. */
export function defineJob<N extends string, S extends z.ZodObject>(name: N, data: S, settings: JobSettings = {}): JobType<N, S> {
  const type = { name, data, settings };
  known.set(name, type);
  return type;
}

/** Every job that the product knows. */
export const knownJobs = (): JobType[] => [...known.values()];

export interface PendingJob {
  type: JobType;
  data: Record<string, unknown>;
  options: JobOptions;
}
