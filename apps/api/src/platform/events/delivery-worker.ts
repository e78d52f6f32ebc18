import { Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { Config } from '../config/config.ts';
import { system } from '../database/actor.ts';
import { Database, type Tx } from '../database/database.ts';
import { Jobs } from '../jobs/jobs.ts';
import { Log } from '../log/log.ts';
import { Delivery } from './delivery.ts';
import type { RecordedEvent } from './event-log.ts';
import { Outbox } from './outbox.ts';

/** Events that are taken at once. */
const BATCH = 100;
/** It looks so often by itself: for events whose next try is due, and for those that nobody told of. */
const LOOKS_EACH_MS = 1_000;
/** After a batch more are waited for, for each event that it held, up to: the busier, the more are delivered together. The first of a quiet time goes at once. */
const GATHERED_MS = { each: 5, most: 100 };
/** Tries after the first one; the pause doubles from one second. */
const TRIES = 8;
const LONGEST_PAUSE_SECONDS = 300;
/** A process that says nothing for so long is lost, and what it took is given to another one. */
const LOST_AFTER_SECONDS = 15;
const SAYS_EACH_MS = 5_000;
const ENDS_WITHIN_MS = 8_000;

/**
 * Taken by being removed, which holds once they are delivered: when this process dies meanwhile, they are there again.
 * What another one has taken is passed over.
 */
const TAKE = `
  WITH taken AS (
    DELETE FROM undelivered_event WHERE seq = ANY (ARRAY(
      SELECT seq FROM undelivered_event WHERE due <= now() ORDER BY seq LIMIT ${BATCH} FOR UPDATE SKIP LOCKED))
    RETURNING seq, tries)
  SELECT e.seq::text, e.id, e.name, e.actor_id AS "actorId", e.request_id AS "requestId", e.payload, e.at, t.tries
  FROM taken t JOIN domain_event e ON e.seq = t.seq ORDER BY e.seq`;

/** For another try. */
const PUT_BACK = `
  INSERT INTO undelivered_event (seq, tries, due)
  SELECT f.seq, f.tries + 1, clock_timestamp() + make_interval(secs => least(2 ^ f.tries, ${LONGEST_PAUSE_SECONDS}))
  FROM unnest($1::bigint[], $2::int[]) AS f(seq, tries)`;

type Taken = RecordedEvent & { tries: number };

/** Delivers what waits, many at once: one batch at a time in each process that works. */
@Injectable()
export class DeliveryWorker implements OnApplicationBootstrap, OnModuleDestroy {
  private told = false;
  private wake: () => void = () => undefined;
  private ending = false;
  private working: Promise<void> | null = null;

  constructor(
    private readonly config: Config,
    private readonly log: Log,
    private readonly db: Database,
    private readonly jobs: Jobs,
    private readonly delivery: Delivery,
    private readonly outbox: Outbox,
  ) {}

  onApplicationBootstrap(): void {
    if (!this.config.works) return;
    this.outbox.onRecorded(() => {
      this.told = true;
      this.wake();
    });
    this.working = this.work();
  }

  private async work(): Promise<void> {
    while (!this.ending) {
      this.told = false;
      // What events mean may be jobs.
      const count = this.jobs.running ? await this.deliverSome() : 0;
      if (count === BATCH) continue;
      await this.pause(Math.min(count * GATHERED_MS.each, GATHERED_MS.most));
      if (!this.told) await this.untilTold();
    }
  }

  /** Returns how many there were. */
  private async deliverSome(): Promise<number> {
    try {
      return await this.db.write(system, (tx) => this.deliverTaken(tx));
    } catch (error) {
      // They wait still, or again.
      if (!this.ending) this.log.warn({ error }, 'events could not be delivered');
      return 0;
    }
  }

  private async deliverTaken(tx: Tx): Promise<number> {
    const [, taken] = await Promise.all([
      tx.many(`SELECT set_config('idle_in_transaction_session_timeout', '${LOST_AFTER_SECONDS}s', true)`),
      tx.many<Taken>(TAKE),
    ]);
    if (taken.length === 0) return 0;
    const saying = setInterval(() => void tx.many('SELECT').catch(() => undefined), SAYS_EACH_MS).unref();
    try {
      const errors = await this.delivery.deliverEvents(taken);
      const failed = taken.filter(({ tries }, place) => errors[place] !== null && tries < TRIES);
      if (failed.length > 0) await tx.many(PUT_BACK, [failed.map(({ seq }) => seq), failed.map(({ tries }) => tries)]);
      return taken.length;
    } finally {
      clearInterval(saying);
    }
  }

  private async pause(ms: number): Promise<void> {
    if (ms > 0 && !this.ending) await new Promise((resolve) => setTimeout(resolve, ms));
  }

  private async untilTold(): Promise<void> {
    if (this.ending) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, LOOKS_EACH_MS);
      this.wake = () => (clearTimeout(timer), resolve());
    });
    this.wake = () => undefined;
  }

  /** Before the queue ends, into which deliveries may put something: that is one step later. */
  async onModuleDestroy(): Promise<void> {
    this.ending = true;
    this.wake();
    await Promise.race([this.working, new Promise((resolve) => setTimeout(resolve, ENDS_WITHIN_MS).unref())]);
  }
}
