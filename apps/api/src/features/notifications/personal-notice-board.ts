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
    const told = notices.flatMap(tellings);
    if (told.length > 0) await this.db.write(system, (tx) => this.tell(tx, told));
  }

  private async tell(tx: Tx, told: readonly Telling[]): Promise<void> {
    const given = JSON.stringify(told);
    const held = await tx.many<{ id: string; fresh: boolean }>(HOLD, [given]);
    if (held.length === 0) return;
    const fresh = new Set(held.filter((one) => one.fresh).map(({ id }) => id));
    const news = await tx.many<{ id: string; notificationId: string; kind: NotificationKind }>(TELL, [given, [...fresh]]);
    const again = new Set(news.map(({ notificationId }) => notificationId).filter((id) => !fresh.has(id)));
    if (again.size > 0)
      await tx.many(`UPDATE notification SET unread = true, at = clock_timestamp() WHERE id = ANY($1::uuid[])`, [[...again]]);
    for (const { id, kind } of news) if (MAILED.has(kind)) tx.enqueue(MailNotice, { noticeId: id });
  }
}

/** One fact for one person. */
interface Telling {
  person: string;
  content: string | null;
  community: string | null;
  key: string;
  kind: NotificationKind;
  actor: string | null;
  part: string | null;
}

/** Whom a notice tells: nobody hears of what she did herself. */
function tellings({ kind, about, partId, key, actorId, to }: Notice): Telling[] {
  const [content, community] = 'contentId' in about ? [about.contentId, null] : [null, about.communityId];
  return to
    .filter((person) => person !== actorId)
    .map((person) => ({ person, content, community, key, kind, actor: actorId, part: partId ?? null }));
}

const GIVEN = `ROWS FROM (json_to_recordset($1::json) AS (person uuid, content uuid, community uuid, key text, kind text, actor uuid, part uuid))
  WITH ORDINALITY AS g(person, content, community, key, kind, actor, part, place)`;

/**
 * The rows of these people for these things, each held until the end; in one order, so that nobody waits in a circle. What
 * is there for the first time ('xmax' is no other row's) is unread from then on: nothing was told of it before.
 */
const HOLD = `
  INSERT INTO notification (person_id, content_id, community_id, at, unread)
  SELECT thing.*, clock_timestamp(), true FROM (
    SELECT DISTINCT g.person, g.content, g.community FROM ${GIVEN} ORDER BY g.person, g.content, g.community) thing
  ON CONFLICT (person_id, item_id) DO UPDATE SET person_id = excluded.person_id RETURNING id, xmax = 0 AS fresh`;

/** Once for each key; of something new ($2) at its own time, no notice is later than what it belongs to. Being named is more than being concerned: it is told also to whom the same was told otherwise. */
const TELL = `
  INSERT INTO notice (notification_id, key, kind, actor_id, part_id, at)
  SELECT told.id, told.key, told.kind, told.actor, told.part, CASE WHEN told.id = ANY($2::uuid[]) THEN told.at ELSE clock_timestamp() END FROM (
    SELECT DISTINCT ON (n.id, g.key) n.id, n.at, g.key, g.kind, g.actor, g.part, g.place
    FROM ${GIVEN} JOIN notification n ON n.person_id = g.person AND n.item_id = coalesce(g.content, g.community)
    ORDER BY n.id, g.key, g.kind <> 'mentioned', g.place) told ORDER BY told.place
  ON CONFLICT (notification_id, key) DO UPDATE SET kind = excluded.kind, actor_id = excluded.actor_id, at = excluded.at
    WHERE excluded.kind = 'mentioned' AND notice.kind <> 'mentioned'
  RETURNING id, notification_id AS "notificationId", kind`;
