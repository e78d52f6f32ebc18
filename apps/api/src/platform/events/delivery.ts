import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';
import { Database } from '../database/database.ts';
import { system } from '../database/actor.ts';
import { Jobs } from '../jobs/jobs.ts';
import { Log } from '../log/log.ts';
import { DeliverEvent } from './deliver-event.ts';
import { type Effects, discoverEffects, type EffectsOf, type Sink, SINKS, together } from './effects.ts';
import { readEvents, type RecordedEvent } from './event-log.ts';

/** Events that are asked about side by side: more would take the database from those who wait for an answer. */
const AT_ONCE = 4;

/** Asks what each event means and hands it to the sinks. A poisoned event is set aside and holds nobody up. */
@Injectable()
export class Delivery implements OnModuleInit {
  private effects = new Map<string, EffectsOf[]>();

  constructor(
    private readonly db: Database,
    private readonly jobs: Jobs,
    private readonly log: Log,
    private readonly discovery: DiscoveryService,
    @Inject(SINKS) private readonly sinks: Sink[],
  ) {}

  onModuleInit(): void {
    this.effects = discoverEffects(this.discovery);
    this.jobs.handleMany(DeliverEvent, (jobs) => this.deliver(jobs.map(({ eventId }) => eventId)));
  }

  /**
   * Delivers events that wait at the same time together: one round trip for what they have in common. Returns what went
   * wrong with each, in the order given, or null.
   */
  async deliver(ids: readonly string[]): Promise<unknown[]> {
    const events = await readEvents(this.db, ids);
    if (events.length > 1 && (await this.tried(events)) === null) return ids.map(() => null);
    // One of them is poisoned: each by itself.
    const errors = new Map<string, unknown>();
    for (const event of events) {
      const error = await this.tried([event]);
      if (error !== null) await this.setAside(event, error);
      errors.set(event.id, error);
    }
    return ids.map((id) => errors.get(id) ?? null);
  }

  private async tried(events: readonly RecordedEvent[]): Promise<unknown> {
    try {
      const effects = together(await this.effectsOf(events));
      for (const sink of this.sinks) await sink.apply(effects);
      await this.takeBack(events);
      return null;
    } catch (error) {
      return error ?? new Error('Unknown');
    }
  }

  private async effectsOf(events: readonly RecordedEvent[]): Promise<Effects[]> {
    const effects: Effects[] = [];
    for (let at = 0; at < events.length; at += AT_ONCE) {
      const asked = events
        .slice(at, at + AT_ONCE)
        .flatMap((event) => (this.effects.get(event.name) ?? []).map(async (ask) => ask(event as RecordedEvent<never>)));
      effects.push(...(await Promise.all(asked)));
    }
    return effects;
  }

  private async setAside(event: RecordedEvent, error: unknown): Promise<void> {
    this.log.error({ event: event.id, name: event.name, error }, 'event could not be delivered');
    await this.db.write(system, (tx) =>
      tx.many(
        `INSERT INTO set_aside_event (event_id, error) VALUES ($1, $2)
         ON CONFLICT (event_id) DO UPDATE SET error = excluded.error, at = now()`,
        [event.id, error instanceof Error ? error.message : String(error)],
      ),
    );
  }

  private takeBack(events: readonly RecordedEvent[]): Promise<unknown> {
    return this.db.many(`DELETE FROM set_aside_event WHERE event_id = ANY($1::uuid[])`, [events.map(({ id }) => id)]);
  }
}
