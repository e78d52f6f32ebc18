import { Injectable } from '@nestjs/common';
import type { NotificationKind } from '@parvis/shared';
import { system } from '../../platform/database/actor.ts';
import { Database, type Tx } from '../../platform/database/database.ts';
import { type Notice, NoticeBoard } from '../../platform/events/effects.ts';
import { MailNotice } from './notice-mail.ts';

/** What cannot wait until somebody comes back. */
const MAILED = new Set<NotificationKind>(['mentioned', 'invited']);

/** Keeps what each person is told of, gathered by what it is about. */
@Injectable()
export class PersonalNoticeBoard extends NoticeBoard {
  constructor(private readonly db: Database) {
    super();
  }

  async post(notices: readonly Notice[]): Promise<void> {
    for (const notice of notices) {
      const people = notice.to.filter((id) => id !== notice.actorId);
      if (people.length > 0) await this.db.write(system, (tx) => this.tell(tx, notice, people));
    }
  }

  private async tell(tx: Tx, { kind, about, partId, key, actorId }: Notice, people: readonly string[]): Promise<void> {
    const [contentId, communityId] = 'contentId' in about ? [about.contentId, null] : [null, about.communityId];
    const held = await tx.many<{ id: string }>(HOLD, [people, contentId, communityId]);
    const told = await tx.many<{ id: string; notificationId: string }>(TELL, [
      held.map(({ id }) => id),
      key,
      kind,
      actorId,
      partId ?? null,
    ]);
    if (told.length === 0) return;
    await tx.many(`UPDATE notification SET unread = true, at = clock_timestamp() WHERE id = ANY($1::uuid[])`, [
      told.map(({ notificationId }) => notificationId),
    ]);
    if (MAILED.has(kind)) for (const { id } of told) tx.enqueue(MailNotice, { noticeId: id });
  }
}

/** The rows of these people ($1) for one thing, each held until the end; in one order, so that nobody waits in a circle. */
const HOLD = `
  INSERT INTO notification (person_id, content_id, community_id, at, unread)
  SELECT p.id, $2, $3, clock_timestamp(), false FROM unnest($1::uuid[]) AS p(id) ORDER BY p.id
  ON CONFLICT (person_id, item_id) DO UPDATE SET person_id = excluded.person_id RETURNING id`;

/** Once for each key. Being named is more than being concerned: it is told also to whom the same was told otherwise. */
const TELL = `
  INSERT INTO notice (notification_id, key, kind, actor_id, part_id, at)
  SELECT h.id, $2, $3, $4, $5, clock_timestamp() FROM unnest($1::uuid[]) AS h(id)
  ON CONFLICT (notification_id, key) DO UPDATE SET kind = excluded.kind, actor_id = excluded.actor_id, at = excluded.at
    WHERE excluded.kind = 'mentioned' AND notice.kind <> 'mentioned'
  RETURNING id, notification_id AS "notificationId"`;
