import { Injectable } from '@nestjs/common';
import type { Hint } from '@parvis/shared';
import type { Room } from '../events/effects.ts';
import { Bus } from './bus.ts';

const CHANNEL = 'parvis_hint';
/** Hints that arrive within this time for the same room and thing are told once. */
const WINDOW_MS = 30;

/** Messages of one round trip. */
const AT_ONCE = 200;

type Deliver = (room: Room, hint: Hint) => void;

/** Carries hints to the screens of every process; the same hint within a short time goes once. */
@Injectable()
export class Hints {
  private readonly waiting = new Map<string, { room: Room; hint: Hint }>();
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
    this.waiting.set(`${room} ${hint.type} ${hint.id}`, { room, hint });
    this.timer ??= setTimeout(() => this.flush(), WINDOW_MS);
  }

  private flush(): void {
    this.timer = null;
    const due = [...this.waiting.values()];
    this.waiting.clear();
    for (const { room, hint } of due) this.deliver(room, hint);
  }
}
