import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';
import { Database } from '../database/database.ts';
import { system } from '../database/actor.ts';
import { Jobs } from '../jobs/jobs.ts';
import { Log } from '../log/log.ts';
import { DeliverEvent } from './deliver-event.ts';
import { discoverEffects, type EffectsOf, type Sink, SINKS } from './effects.ts';
import { readEvent, type RecordedEvent } from './event-log.ts';

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
    this.jobs.handle(DeliverEvent, ({ eventId }) => this.deliver(eventId));
  }

  async deliver(eventId: string): Promise<void> {
    const event = await readEvent(this.db, eventId);
    if (!event) return;
    try {
      await this.apply(event);
    } catch (error) {
      await this.setAside(event, error);
      throw error;
    }
    await this.takeBack(event);
  }

  private async apply(event: RecordedEvent): Promise<void> {
    for (const effectsOf of this.effects.get(event.name) ?? []) {
      const effects = await effectsOf(event as RecordedEvent<never>);
      for (const sink of this.sinks) await sink.apply(event, effects);
    }
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

  private takeBack(event: RecordedEvent): Promise<unknown> {
    return this.db.many(`DELETE FROM set_aside_event WHERE event_id = $1`, [event.id]);
  }
}
