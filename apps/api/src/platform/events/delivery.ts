import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';
import { Database } from '../database/database.ts';
import { system } from '../database/actor.ts';
import { Jobs } from '../jobs/jobs.ts';
import { Log } from '../log/log.ts';
import { DeliverEvent } from './deliver-event.ts';
import { type Effects, discoverEffects, type EffectsOfMany, type Sink, SINKS, together } from './effects.ts';
import { readEvents, type RecordedEvent } from './event-log.ts';

/** Asks what each event means and hands it to the sinks. A poisoned event is set aside and holds nobody up. */
@Injectable()
export class Delivery implements OnModuleInit {
  private effects = new Map<string, EffectsOfMany[]>();

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

  /** Delivers the events with these ids. Returns what went wrong with each, in the order given, or null. */
  async deliver(ids: readonly string[]): Promise<unknown[]> {
    const events = await readEvents(this.db, ids);
    const errors = await this.deliverEvents(events);
    const wrong = new Map(events.map(({ id }, place) => [id, errors[place] ?? null]));
    return ids.map((id) => wrong.get(id) ?? null);
  }

  /**
   * Delivers events together: one round trip for what they have in common. Returns what went wrong with each, in the order
   * given, or null.
   */
  async deliverEvents(events: readonly RecordedEvent[]): Promise<unknown[]> {
    if (events.length > 1 && (await this.tried(events)) === null) return events.map(() => null);
    // One of them is poisoned: each by itself.
    const errors: unknown[] = [];
    for (const event of events) {
      const error = await this.tried([event]);
      if (error !== null) await this.setAside(event, error);
      errors.push(error);
    }
    return errors;
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

  /** Asked for all events of one kind at once, and given in the order in which they happened. */
  private async effectsOf(events: readonly RecordedEvent[]): Promise<Effects[]> {
    const effects = new Map<RecordedEvent, Effects[]>(events.map((event) => [event, []]));
    for (const [name, alike] of Map.groupBy(events, (event) => event.name))
      for (const ask of this.effects.get(name) ?? [])
        for (const [place, meant] of (await ask(alike)).entries()) effects.get(alike[place] as RecordedEvent)?.push(meant);
    return [...effects.values()].flat();
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
