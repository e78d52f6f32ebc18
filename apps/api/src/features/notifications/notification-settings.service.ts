import { Injectable } from '@nestjs/common';
import type { CommunityLevel, NotificationSettings, PageLevel, notificationRoutes } from '@parvis/shared';
import { communityChipJson, readsCommunitySql } from '../../communities/public.ts';
import { ByTime, cursorTime, visibleTo } from '../../content/public.ts';
import type { Person } from '../../platform/database/actor.ts';
import { Database, type Tx } from '../../platform/database/database.ts';
import { ByName, keyIn, pageOf } from '../../platform/database/keyset.ts';
import type { Given } from '../../platform/http/route.ts';
import { MailsTurnedOff, MailsTurnedOn } from './notification.events.ts';

type Query = Given<typeof notificationRoutes.listPageLevels>['query'];

/** What somebody chose to hear of, in one place, and whether it also comes by mail. */
@Injectable()
export class NotificationSettingsService {
  constructor(private readonly db: Database) {}

  async read(person: Person): Promise<NotificationSettings> {
    const found = await this.db.one<NotificationSettings>(`SELECT mail FROM notification_settings WHERE person_id = $1`, [person.id]);
    return found ?? { mail: true };
  }

  async edit(person: Person, { mail }: NotificationSettings): Promise<NotificationSettings> {
    await this.db.write(person, (tx) => this.setMail(tx, person.id, mail));
    return { mail };
  }

  /** Twice changes nothing. */
  async setMail(tx: Tx, personId: string, mail: boolean): Promise<void> {
    const changed = await tx.many(
      `INSERT INTO notification_settings (person_id, mail) SELECT id, $2 FROM person WHERE id = $1
       ON CONFLICT (person_id) DO UPDATE SET mail = excluded.mail WHERE notification_settings.mail <> excluded.mail RETURNING person_id`,
      [personId, mail],
    );
    if (changed.length > 0) tx.record(mail ? MailsTurnedOn : MailsTurnedOff, { personId });
  }

  async communities(person: Person, { cursor, limit }: Query) {
    const [name, id] = keyIn(ByName, cursor) ?? [null, null];
    const rows = await this.db.many<CommunityLevel & { sortKey: string; id: string }>(COMMUNITIES, [person.id, name, id, limit + 1]);
    return pageOf(
      rows,
      limit,
      ({ community, level }) => ({ community, level }),
      (row) => [row.sortKey, row.id],
    );
  }

  async pages(person: Person, { cursor, limit }: Query) {
    const [at, id] = keyIn(ByTime, cursor) ?? [null, null];
    const rows = await this.db.many<PageLevel & { cursorAt: string }>(PAGES, [person.id, at, id, limit + 1]);
    return pageOf(
      rows,
      limit,
      ({ cursorAt: _, ...row }) => row,
      (row) => [row.cursorAt, row.page.id],
    );
  }
}

/** Those that $1 is a member of, and others that she reads and chose something for. */
const COMMUNITIES = `
  SELECT ${communityChipJson('k')} AS community, coalesce(w.level, 'mentions') AS level, folded(k.name) AS "sortKey", k.id
  FROM community k LEFT JOIN community_watch w ON w.community_id = k.id AND w.person_id = $1
  WHERE k.id IN (SELECT m.community_id FROM membership m WHERE m.person_id = $1 AND m.state = 'member'
                 UNION SELECT o.community_id FROM community_watch o WHERE o.person_id = $1)
    AND k.archived_at IS NULL AND ${readsCommunitySql('$1', 'k')} AND ($2::text IS NULL OR (folded(k.name), k.id) > ($2, $3::uuid))
  ORDER BY folded(k.name), k.id LIMIT $4`;

const PAGES = `
  SELECT json_build_object('id', c.id, 'title', c.title, 'slug', c.slug) AS page, ${communityChipJson('k')} AS community, w.level, w.below,
    ${cursorTime('w.at')} AS "cursorAt"
  FROM content_watch w JOIN content c ON c.id = w.content_id AND ${visibleTo('$1', 'c')} JOIN community k ON k.id = c.community_id
  WHERE w.person_id = $1 AND ($2::timestamptz IS NULL OR (w.at, w.content_id) < ($2, $3::uuid)) ORDER BY w.at DESC, w.content_id DESC LIMIT $4`;
