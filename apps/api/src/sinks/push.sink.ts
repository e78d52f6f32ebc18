import { Injectable } from '@nestjs/common';
import { type Effects, Sink } from '../platform/events/effects.ts';
import type { RecordedEvent } from '../platform/events/event-log.ts';
import { Hints } from '../platform/realtime/hints.ts';

/** Tells screens what went stale. Telling twice does no harm: a hint only makes them ask again. */
@Injectable()
export class PushSink extends Sink {
  constructor(private readonly hints: Hints) {
    super();
  }

  async apply(_event: RecordedEvent, { push = [] }: Effects): Promise<void> {
    for (const { rooms, hint } of push) for (const room of rooms) await this.hints.send(room, hint);
  }
}
