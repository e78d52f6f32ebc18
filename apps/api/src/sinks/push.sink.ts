import { Injectable } from '@nestjs/common';
import { type Effects, Sink } from '../platform/events/effects.ts';
import { Hints } from '../platform/realtime/hints.ts';

/** Tells screens what went stale. Telling twice does no harm: a hint only makes them ask again. */
@Injectable()
export class PushSink extends Sink {
  constructor(private readonly hints: Hints) {
    super();
  }

  async apply({ push = [] }: Effects): Promise<void> {
    await this.hints.send(...push.flatMap(({ rooms, hint }) => rooms.map((room) => ({ room, hint }))));
  }
}
