import { Injectable } from '@nestjs/common';
import { type Effects, NoticeBoard, Sink } from '../platform/events/effects.ts';
import { Hints } from '../platform/realtime/hints.ts';

/** Tells people of facts, and their screens that there is something new. */
@Injectable()
export class NotificationsSink extends Sink {
  constructor(
    private readonly board: NoticeBoard,
    private readonly hints: Hints,
  ) {
    super();
  }

  async apply({ notify = [] }: Effects): Promise<void> {
    if (notify.length === 0) return;
    await this.board.post(notify);
    const told = new Set(notify.flatMap(({ to, actorId }) => to.filter((id) => id !== actorId)));
    await this.hints.send(...Array.from(told, (id) => ({ room: `user:${id}` as const, hint: { type: 'notifications' as const, id } })));
  }
}
