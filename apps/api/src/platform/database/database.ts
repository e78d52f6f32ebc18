import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import type { Writable } from 'node:stream';
import type pg from 'pg';
import { DataSource, type EntityManager } from 'typeorm';
import type { z } from 'zod';
import type { EventType } from '../events/event-type.ts';
import { Facts, insertEvents, recordingValues } from '../events/event-log.ts';
import { Outbox } from '../events/outbox.ts';
import type { JobOptions, JobType, PendingJob } from '../jobs/job-type.ts';
import { Jobs } from '../jobs/jobs.ts';
import type { Revocation } from '../security/revocation.ts';
import { Revocations } from '../security/revocations.ts';
import type { Actor } from './actor.ts';
import { poolOf } from './data-source.ts';
import { GatheredRead, type SqlType } from './gathered-read.ts';
import { Queries, type Runs, type Values } from './queries.ts';
import { SharedConnections } from './shared-connections.ts';

type Row = Record<string, unknown>;

/** A write in progress. Events, jobs and revocations are recorded only from here: they commit or roll back with the change. */
export class Tx extends Queries {
  private readonly facts = new Facts();
  private readonly pendingJobs: PendingJob[] = [];
  /** Who loses access by this. */
  readonly revocations: Revocation[] = [];

  constructor(
    client: Runs,
    readonly actor: Actor,
    private readonly jobs: Jobs,
  ) {
    super(client);
  }

  /** Records a past-tense fact: audit line and outbox in one. `personal` is kept beside it and can be erased. */
  record<E extends EventType>(type: E, payload: z.input<E['payload']>, personal?: Row): void {
    this.facts.record(type, payload, personal);
  }

  /** Adds a job that runs once this has committed. */
  enqueue<J extends JobType>(type: J, data: z.input<J['data']>, options: JobOptions = {}): void {
    this.pendingJobs.push({ type, data: type.data.parse(data), options });
  }

  /** Somebody loses access: every process drops its caches and closes what is open as soon as this commits. */
  revoke(revocation: Revocation): void {
    this.revocations.push(revocation);
  }

  /** Adds the jobs; called once, when the work is done. */
  addJobs(): Promise<void> {
    return this.jobs.add(this, this.pendingJobs);
  }

  /** Writes what was recorded; called once, last in the transaction. Returns what was asked, which is not waited for. */
  flush(): Promise<unknown>[] {
    return [
      ...insertEvents(this, this.actor, this.facts.events),
      ...this.revocations.map((revocation) => this.many(`SELECT pg_notify('parvis_revocation', $1)`, [JSON.stringify(revocation)])),
    ];
  }

  /** Whether events were recorded. */
  get records(): boolean {
    return this.facts.events.length > 0;
  }
}

/** What is asked of a connection until control goes back leaves at once: to send is half of what a short statement costs here. */
function sendTogether(client: pg.PoolClient): void {
  const { stream } = (client as unknown as { connection: { stream: Writable } }).connection;
  stream.cork();
  process.nextTick(() => stream.uncork());
}

const RETRIED = new Set(['40001', '40P01']);
const ATTEMPTS = 4;

/** The database: named statements to read, one transaction to write. */
@Injectable()
export class Database extends Queries implements OnApplicationShutdown {
  private readonly pool: pg.Pool;
  private readonly gathered = new Map<string, GatheredRead>();
  /** For reads by key that many requests ask: they share two connections (`sharing`). */
  readonly hot: Queries;

  constructor(
    @Inject(DataSource) private readonly source: DataSource,
    private readonly jobs: Jobs,
    private readonly revocations: Revocations,
    private readonly outbox: Outbox,
  ) {
    super(poolOf(source));
    this.pool = poolOf(source);
    this.hot = this.sharing(2);
  }

  /**
   * Reads that share at most `most` connections among themselves, which costs half of what one each does. For short
   * reads alone: never a write, a lock or what takes longer than those who wait behind it may.
   */
  sharing(most: number): Queries {
    return new Queries(new SharedConnections(this.pool, most));
  }

  /**
   * The first row, or null: for the few reads that many requests ask at the same time, which share one statement. The text
   * is one of few, with parameters of these types.
   */
  together<T extends object>(text: string, types: readonly SqlType[], values: Values): Promise<T | null> {
    let read = this.gathered.get(text);
    if (!read) this.gathered.set(text, (read = new GatheredRead(this.hot, text, types)));
    return read.one<T>(values);
  }

  /** For entity reads that are not hot. */
  get em(): EntityManager {
    return this.source.manager;
  }

  /**
   * Runs `work` in one transaction, together with what it records. After a deadlock or a serialization failure
   * `work` runs again from its beginning (at most 4 times), so it must hold no side effect outside the database.
   */
  write<T>(actor: Actor, work: (tx: Tx) => Promise<T>): Promise<T> {
    return this.retried(() => this.attempt(actor, work));
  }

  /**
   * A write that is one statement and records its facts in it (`recording`, whose parameters come after `values`): no
   * transaction is begun and ended around it, each of which costs as much as a statement. Returns the row that it answers
   * with; null: nothing was written, nor recorded.
   */
  async writeAtOnce<T>(actor: Actor, text: string, values: Values, facts: Facts): Promise<T | null> {
    const given = [...values, ...recordingValues(actor, facts)];
    const row = await this.retried(() => this.one<T>(text, given));
    if (row) this.outbox.recorded();
    return row;
  }

  private async retried<T>(attempt: () => Promise<T>): Promise<T> {
    for (let tries = 1; ; tries++) {
      try {
        return await attempt();
      } catch (error) {
        if (tries >= ATTEMPTS || !RETRIED.has((error as { code?: string }).code ?? '')) throw error;
      }
    }
  }

  private async attempt<T>(actor: Actor, work: (tx: Tx) => Promise<T>): Promise<T> {
    const client = await this.pool.connect();
    let broken: Error | undefined;
    try {
      // On the way together with the first statement, as the last ones with COMMIT: each answer that is waited for costs both sides.
      sendTogether(client);
      const begun = client.query('BEGIN');
      begun.catch(() => undefined);
      const tx = new Tx(client, actor, this.jobs);
      const result = await work(tx);
      await tx.addJobs();
      sendTogether(client);
      const asked: Promise<unknown>[] = [begun, ...tx.flush()];
      const [committed, ...outcomes] = await Promise.allSettled([client.query('COMMIT'), ...asked]);
      for (const outcome of [...outcomes, committed]) if (outcome.status === 'rejected') throw outcome.reason;
      if (committed.status === 'fulfilled' && committed.value.command !== 'COMMIT')
        throw new Error('A statement of this transaction failed.');
      // The others hear of it in a moment; here it must hold for the very next request.
      for (const revocation of tx.revocations) this.revocations.tell(revocation);
      if (tx.records) this.outbox.recorded();
      return result;
    } catch (error) {
      await client.query('ROLLBACK').catch((lost: Error) => (broken = lost));
      throw error;
    } finally {
      client.release(broken);
    }
  }

  async onApplicationShutdown(): Promise<void> {
    if (this.source.isInitialized) await this.source.destroy();
  }
}
