import { Inject, Injectable, type OnApplicationBootstrap, type BeforeApplicationShutdown } from '@nestjs/common';
import { PgBoss } from 'pg-boss';
import { DataSource } from 'typeorm';
import type { z } from 'zod';
import { Config } from '../config/config.ts';
import { APPLICATION_ROLE, poolOf } from '../database/data-source.ts';
import type { Queries } from '../database/queries.ts';
import { Log } from '../log/log.ts';
import { knownJobs, type JobType, type PendingJob } from './job-type.ts';
import { JOBS_SCHEMA, SUPERVISED_EACH_SECONDS } from './queue-options.ts';

/** Does jobs that wait at the same time; returns what went wrong with each, or null. */
type Handler = (data: never[]) => Promise<unknown[]>;

/** The job queue: jobs live in PostgreSQL, are added in the transaction that causes them, and run in the worker. */
@Injectable()
export class Jobs implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly handlers = new Map<string, Handler>();
  private readonly boss: PgBoss;
  private started = false;

  constructor(
    private readonly config: Config,
    private readonly log: Log,
    @Inject(DataSource) private readonly source: DataSource,
  ) {
    this.boss = new PgBoss({
      connectionString: config.databaseUrl,
      options: `-c role=${APPLICATION_ROLE}`,
      application_name: 'parvis-jobs',
      schema: JOBS_SCHEMA,
      max: 4,
      migrate: false,
      createSchema: false,
      supervise: config.works,
      schedule: config.works,
      superviseIntervalSeconds: SUPERVISED_EACH_SECONDS,
      monitorIntervalSeconds: SUPERVISED_EACH_SECONDS,
      useListenNotify: config.works,
      reindex: false,
      monitorVacuum: false,
    });
    this.boss.on('error', (error: Error) => this.log.warn({ error: error.message }, 'job queue'));
  }

  /** Adds jobs in the transaction that `tx` runs in. */
  async add(tx: Queries, pending: PendingJob[]): Promise<void> {
    const db = { executeSql: async (text: string, values?: unknown[]) => ({ rows: await tx.many(text, values) }) };
    for (const [name, jobs] of Map.groupBy(pending, ({ type }) => type.name))
      await this.boss.insert(
        name,
        jobs.map(({ data, options }) => ({ data, ...options })),
        { db },
      );
  }

  /** Says what a job does. Call it before the product has started, e.g. in `onModuleInit`. */
  handle<J extends JobType>(type: J, handler: (data: z.output<J['data']>) => Promise<void>): void {
    this.handleMany(type, (jobs) =>
      Promise.all(
        jobs.map((data) =>
          handler(data).then(
            () => null,
            (error: unknown) => error ?? new Error('Unknown'),
          ),
        ),
      ),
    );
  }

  /** As `handle`, for work that costs less for many at once: `handler` returns what went wrong with each of its jobs, or null. */
  handleMany<J extends JobType>(type: J, handler: (jobs: z.output<J['data']>[]) => Promise<unknown[]>): void {
    this.handlers.set(type.name, handler as Handler);
  }

  /** True when the queue can be worked on here. */
  get running(): boolean {
    return this.started;
  }

  async onApplicationBootstrap(): Promise<void> {
    await this.boss.start();
    this.started = true;
    if (!this.config.works) return;
    for (const type of knownJobs()) await this.work(type);
  }

  private async work(type: JobType): Promise<void> {
    const handler = this.handlers.get(type.name);
    if (!handler) throw new Error(`Nobody handles the job ${type.name}`);
    const { concurrency = 1, cron } = type.settings;
    for (let worker = 0; worker < concurrency; worker++) await this.startWorker(type, handler);
    if (cron) await this.boss.schedule(type.name, cron, {});
  }

  private async startWorker(type: JobType, handler: Handler): Promise<void> {
    const { batchSize = 1, planned } = type.settings;
    // Told of new jobs, the queue looks by itself twice a minute only, which is late for those whose time has come.
    const look = planned ? { pollingIntervalSeconds: 1, notifyPollingIntervalSeconds: 1 } : { pollingIntervalSeconds: 2 };
    const id = await this.boss.work(
      type.name,
      { batchSize, perJobResults: true, burstWhenBatchFull: true, ...look },
      async (jobs: { id: string; data: unknown }[]) => {
        const outcomes = await this.run(type, handler, jobs);
        // Several jobs that came meanwhile woke the worker once, and it takes one at a time: it looks until none is left.
        this.boss.notifyWorker(id);
        return outcomes;
      },
    );
  }

  private async run(type: JobType, handler: Handler, jobs: { id: string; data: unknown }[]) {
    const errors = await this.errorsOf(type, handler, jobs);
    return jobs.map(({ id }, place) => {
      const error = errors[place] ?? null;
      if (error === null) return { id, status: 'completed' as const };
      this.log.error({ job: type.name, id, error }, 'job failed');
      return { id, status: 'failed' as const, output: { message: error instanceof Error ? error.message : String(error) } };
    });
  }

  private async errorsOf(type: JobType, handler: Handler, jobs: { id: string; data: unknown }[]): Promise<unknown[]> {
    try {
      return await handler(jobs.map(({ data }) => type.data.parse(data) as never));
    } catch (error) {
      return jobs.map(() => error);
    }
  }

  /** Jobs and deliveries of events that wait or run now; what is planned for later and the queue's own timetable are not counted. */
  async pending(): Promise<number> {
    const { rows } = await poolOf(this.source).query<{ count: string }>(
      `SELECT (SELECT count(*) FROM undelivered_event WHERE due <= now()) +
         (SELECT count(*) FROM ${JOBS_SCHEMA}.job
          WHERE state IN ('created', 'retry', 'active') AND start_after <= now() AND NOT starts_with(name, '__pgboss')) AS count`,
    );
    return Number(rows[0]?.count);
  }

  async beforeApplicationShutdown(): Promise<void> {
    if (this.started) await this.boss.stop({ graceful: true, timeout: 8_000 });
    this.started = false;
  }
}
