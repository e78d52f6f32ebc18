import { Injectable } from '@nestjs/common';
import { type Effects, NoticeBoard, Sink } from '../platform/events/effects.ts';
import type { RecordedEvent } from '../platform/events/event-log.ts';
import { Hints } from '../platform/realtime/hints.ts';

/** Many may hear of one fact: their screens are told a few at a time. */
const AT_ONCE = 20;

/** Tells people of facts, and their screens that there is something new. */
@Injectable()
export class NotificationsSink extends Sink {
  constructor(
    private readonly board: NoticeBoard,
    private readonly hints: Hints,
  ) {
    super();
  }

  async apply(_event: RecordedEvent, { notify = [] }: Effects): Promise<void> {
    if (notify.length === 0) return;
    await this.board.post(notify);
    const told = [...new Set(notify.flatMap(({ to, actorId }) => to.filter((id) => id !== actorId)))];
    for (let at = 0; at < told.length; at += AT_ONCE)
      await Promise.all(told.slice(at, at + AT_ONCE).map((id) => this.hints.send(`user:${id}`, { type: 'notifications', id })));
  }
}
