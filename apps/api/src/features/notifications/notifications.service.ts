import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { NotificationView, notificationRoutes } from '@parvis/shared';
import { ByTime, Visits } from '../../content/public.ts';
import { People } from '../../people/public.ts';
import type { Person } from '../../platform/database/actor.ts';
import { Database } from '../../platform/database/database.ts';
import { keyIn, pageOf } from '../../platform/database/keyset.ts';
import { notFound } from '../../platform/http/refusal.ts';
import type { Given } from '../../platform/http/route.ts';
import { Hints } from '../../platform/realtime/hints.ts';
import { COUNT, UNREAD_AGAIN, list } from './notification.queries.ts';
import { addressOf } from './notification-address.ts';
import { type Spoken, saidIn } from './said-in.ts';

type Row = Omit<NotificationView, 'url' | 'excerpt'> & { cursorAt: string; spoken: Spoken | null };

/** What somebody is told of, and what of it she has read. */
@Injectable()
export class NotificationsService implements OnModuleInit {
  constructor(
    private readonly db: Database,
    private readonly hints: Hints,
    private readonly visits: Visits,
    private readonly people: People,
  ) {}

  /** One text, so that it is prepared once: made when everything that it asks is there. */
  private sql = '';

  onModuleInit(): void {
    this.sql = list((viewer, person) => this.people.visibleTo(viewer, person));
    this.visits.on((personId, contentId) => this.readItem(personId, contentId));
  }

  async list(person: Person, { cursor, limit, unread }: Given<typeof notificationRoutes.listNotifications>['query']) {
    const [at, id] = keyIn(ByTime, cursor) ?? [null, null];
    const found = await this.db.hot.one<{ unread: number; items: Row[] | null }>(this.sql, [person.id, unread, at, id, limit + 1]);
    const page = pageOf(
      found?.items ?? [],
      limit,
      ({ cursorAt: _, spoken, ...row }): NotificationView => ({ ...row, excerpt: spoken ? saidIn(spoken) : '', url: addressOf(row) }),
      (row) => [row.cursorAt, row.id],
    );
    return { ...page, unread: found?.unread ?? 0 };
  }

  async count(person: Person): Promise<{ unread: number }> {
    return (await this.db.hot.one<{ unread: number }>(COUNT, [person.id])) ?? { unread: 0 };
  }

  async read(person: Person, id: string) {
    demandOwn(
      await this.db.many(
        `UPDATE notification SET unread = false, read_until = clock_timestamp() WHERE id = $1 AND person_id = $2 RETURNING id`,
        [id, person.id],
      ),
    );
    return this.changed(person);
  }

  /** Its newest notice that still holds, and with it the whole thing, waits to be read again. */
  async unread(person: Person, id: string) {
    demandOwn(await this.db.many(UNREAD_AGAIN, [id, person.id]));
    return this.changed(person);
  }

  /** What was told before `until` is read; what came after, not. */
  async readMany(person: Person, { itemId, until }: Given<typeof notificationRoutes.readNotifications>['body']) {
    await this.db.many(
      `UPDATE notification g SET read_until = t.until, unread = g.at > t.until
       FROM (SELECT least($3::timestamptz + interval '1 millisecond', clock_timestamp()) AS until) t
       WHERE g.person_id = $1 AND g.unread AND ($2::uuid IS NULL OR g.item_id = $2) AND g.read_until < t.until`,
      [person.id, itemId ?? null, until ?? null],
    );
    return this.changed(person);
  }

  /** Whoever reads a thing has read what she was told about it. */
  private async readItem(personId: string, itemId: string): Promise<void> {
    const read = await this.db.many(
      `UPDATE notification SET unread = false, read_until = clock_timestamp() WHERE person_id = $1 AND item_id = $2 AND unread RETURNING id`,
      [personId, itemId],
    );
    if (read.length > 0) await this.tellScreens(personId);
  }

  private async changed(person: Person): Promise<{ unread: number }> {
    await this.tellScreens(person.id);
    return this.count(person);
  }

  /** The other windows of the same person. */
  private tellScreens(id: string): Promise<void> {
    return this.hints.send({ room: `user:${id}`, hint: { type: 'notifications', id } });
  }
}

/** Somebody else's is not there. */
function demandOwn(found: readonly unknown[]): void {
  if (found.length === 0) throw notFound();
}
