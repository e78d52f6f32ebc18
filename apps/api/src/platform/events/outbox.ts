import { Injectable } from '@nestjs/common';
import { Config } from '../config/config.ts';
import { Log } from '../log/log.ts';
import { Bus } from '../realtime/bus.ts';

const CHANNEL = 'parvis_recorded';
/** A process that does not deliver itself tells those that do at most so often. */
const TOLD_EACH_MS = 10;

/**
 * Says that events wait. Where this process works, it delivers what it has recorded itself; else it tells the others. A
 * message may be lost: whoever delivers looks by herself every second.
 */
@Injectable()
export class Outbox {
  private readonly listeners = new Set<() => void>();
  private timer: NodeJS.Timeout | null = null;

  constructor(
    private readonly config: Config,
    private readonly log: Log,
    private readonly bus: Bus,
  ) {
    bus.subscribe(CHANNEL, () => this.listeners.forEach((listener) => listener()));
  }

  onRecorded(listener: () => void): void {
    this.listeners.add(listener);
  }

  /** Call it once the events are committed. */
  recorded(): void {
    if (this.config.works) for (const listener of this.listeners) listener();
    else this.timer ??= setTimeout(() => this.tell(), TOLD_EACH_MS).unref();
  }

  private tell(): void {
    this.timer = null;
    this.bus.publish(CHANNEL, '').catch((error: unknown) => this.log.warn({ error }, 'nobody could be told that events wait'));
  }
}
