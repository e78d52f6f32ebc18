import { Injectable } from '@nestjs/common';
import type { Hint } from '@parvis/shared';
import type { Room } from '../events/effects.ts';
import { Bus } from './bus.ts';

const CHANNEL = 'parvis_hint';
/** The first hint for a room and a thing is told at once; those that follow within this time are told once, when it is over. */
const WINDOW_MS = 30;

/** Messages of one round trip. */
const AT_ONCE = 200;

type Deliver = (room: Room, hint: Hint) => void;

/** Carries hints to the screens of every process; of many of the same within a short time the first goes, and one for the rest. */
@Injectable()
export class Hints {
  private readonly waiting = new Map<string, { room: Room; hint: Hint }>();
  /** Told in this window. */
  private lately = new Set<string>();
  private timer: NodeJS.Timeout | null = null;
  private deliver: Deliver = () => undefined;

  constructor(private readonly bus: Bus) {
    bus.subscribe(CHANNEL, (payload) => {
      const { room, hint } = JSON.parse(payload) as { room: Room; hint: Hint };
      this.collect(room, hint);
    });
  }

  /** Tells everybody in the rooms, in all processes, what went stale; the same once. */
  async send(...told: readonly { room: Room; hint: Hint }[]): Promise<void> {
    const messages = [...new Set(told.map(({ room, hint }) => JSON.stringify({ room, hint })))];
    for (let at = 0; at < messages.length; at += AT_ONCE) await this.bus.publish(CHANNEL, ...messages.slice(at, at + AT_ONCE));
  }

  /** Called when hints may have been missed here: screens must ask again. */
  onMissed(listener: () => void): void {
    this.bus.onMissed(listener);
  }

  /** Where hints go in this process. */
  deliverBy(deliver: Deliver): void {
    this.deliver = deliver;
  }

  private collect(room: Room, hint: Hint): void {
    const key = `${room} ${hint.type} ${hint.id}`;
    this.timer ??= setTimeout(() => this.flush(), WINDOW_MS);
    if (this.lately.has(key)) return void this.waiting.set(key, { room, hint });
    this.lately.add(key);
    this.deliver(room, hint);
  }

  private flush(): void {
    const due = [...this.waiting];
    this.waiting.clear();
    this.lately = new Set(due.map(([key]) => key));
    this.timer = due.length > 0 ? setTimeout(() => this.flush(), WINDOW_MS) : null;
    for (const [, { room, hint }] of due) this.deliver(room, hint);
  }
}
