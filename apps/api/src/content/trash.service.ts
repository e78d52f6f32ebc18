import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { ContentCard, ContentKind, MemberRole, TrashedContent } from '@parvis/shared';
import { z } from 'zod';
import { personChipJson } from '../people/public.ts';
import { type Person, system } from '../platform/database/actor.ts';
import { Database, type Tx } from '../platform/database/database.ts';
import { isoTime } from '../platform/database/json.ts';
import { keyIn, pageOf } from '../platform/database/keyset.ts';
import { conflict, forbidden, notFound } from '../platform/http/refusal.ts';
import { defineJob } from '../platform/jobs/job-type.ts';
import { Jobs } from '../platform/jobs/jobs.ts';
import { Log } from '../platform/log/log.ts';
import { CARD, CARD_JOINS, cursorTime } from './content-cards.ts';
import { ContentWriter } from './content-writer.ts';
import { ContentErased, ContentRestored } from './content.events.ts';
import { mayRestore } from './content.policy.ts';
import { ByTime, type PageInput } from './personal-lists.service.ts';
import { lockTrees } from './tree-locks.ts';
import { reachedBy } from './visibility.ts';

/** Days that something stays in the trash. */
const KEPT_DAYS = 30;
/** Units sought at once. */
const BATCH = 500;
const EraseTrash = defineJob('erase-trash', z.object({ now: z.iso.datetime().optional() }), { cron: '17 3 * * *' });

/** In the trash, reached by the viewer, and hers to restore as the member `tm` of a community that is not archived: the same rule as `mayRestore`. */
const RESTORABLE = `c.deleted_with = c.id AND ${reachedBy('$1', 'c')} AND (tm.role = 'animator' OR c.author_id = $1 OR c.deleted_by = $1)`;

interface Unit {
  id: string;
  communityId: string | null;
}
interface Deleted {
  kind: ContentKind;
  authorId: string | null;
  deletedBy: string | null;
  communityId: string | null;
  role: MemberRole | null;
  communityArchived: boolean;
}

/** The trash: what is deleted stays thirty days, and comes back as the unit it went as. */
@Injectable()
export class TrashService implements OnModuleInit {
  constructor(
    private readonly db: Database,
    private readonly jobs: Jobs,
    private readonly writer: ContentWriter,
    private readonly log: Log,
  ) {}

  onModuleInit(): void {
    this.jobs.handle(EraseTrash, async ({ now }) => void (await this.erase(now ? new Date(now) : new Date())));
  }

  async list(person: Person, page: (PageInput & { communityId?: string | undefined }) | undefined) {
    const limit = page?.limit ?? 50;
    const [at, id] = keyIn(ByTime, page?.cursor) ?? [null, null];
    const rows = await this.db.many<TrashedContent & { cursorAt: string }>(
      `SELECT ${CARD}, ${isoTime('c.deleted_at')} AS "deletedAt", ${isoTime(`(c.deleted_at + interval '${KEPT_DAYS} days')`)} AS "erasedAt",
         CASE WHEN d.id IS NOT NULL THEN ${personChipJson('d')} END AS "deletedBy",
         (SELECT count(*)::int - 1 FROM content w WHERE w.deleted_with = c.id) AS "withDescendants", ${cursorTime('c.deleted_at')} AS "cursorAt"
       FROM (SELECT n.id FROM membership tm JOIN community tk ON tk.id = tm.community_id AND tk.archived_at IS NULL CROSS JOIN LATERAL (
               SELECT c.id, c.deleted_at FROM content c WHERE c.community_id = tm.community_id AND ${RESTORABLE}
                 AND ($3::timestamptz IS NULL OR (c.deleted_at, c.id) < ($3, $4::uuid))
               ORDER BY c.deleted_at DESC, c.id DESC LIMIT $5) n
             WHERE tm.person_id = $1 AND tm.state = 'member' AND ($2::uuid IS NULL OR tm.community_id = $2)
             ORDER BY n.deleted_at DESC, n.id DESC LIMIT $5) newest
       JOIN content c ON c.id = newest.id ${CARD_JOINS} LEFT JOIN person d ON d.id = c.deleted_by ORDER BY c.deleted_at DESC, c.id DESC`,
      [person.id, page?.communityId ?? null, at, id, limit + 1],
    );
    return pageOf(
      rows,
      limit,
      ({ cursorAt: _, ...item }) => item,
      (row) => [row.cursorAt, row.id],
    );
  }

  async restore(person: Person, id: string): Promise<ContentCard> {
    return this.db.write(person, async (tx) => {
      const { communityId } = await this.reach(tx, person, id);
      if (communityId) await lockTrees(tx, [communityId]);
      const deleted = await this.reach(tx, person, id);
      if (!mayRestore(person.id, deleted)) throw forbidden('Its author, whoever deleted it and the animators can restore this.');
      if (await this.writer.liesInTrash(tx, deleted.kind, id))
        throw conflict('parent-in-trash', 'What it lies below is in the trash too. Restore that first.');
      const restored = await tx.many(
        `UPDATE content SET deleted_at = NULL, deleted_by = NULL, deleted_with = NULL WHERE deleted_with = $1 RETURNING id`,
        [id],
      );
      tx.record(ContentRestored, { contentId: id, communityId, count: restored.length });
      const card = await tx.one<ContentCard>(`SELECT ${CARD} FROM content c ${CARD_JOINS} WHERE c.id = $1`, [id]);
      if (!card) throw notFound();
      return card;
    });
  }

  /** What lies in the trash as a unit, for somebody who could see it. @throws Refusal 404. */
  private async reach(tx: Tx, person: Person, id: string): Promise<Deleted> {
    const deleted = await tx.one<Deleted>(
      `SELECT c.kind, c.author_id AS "authorId", c.deleted_by AS "deletedBy", c.community_id AS "communityId", m.role, coalesce(k.archived_at IS NOT NULL, false) AS "communityArchived"
       FROM content c LEFT JOIN community k ON k.id = c.community_id LEFT JOIN membership m ON m.community_id = c.community_id AND m.person_id = $1 AND m.state = 'member'
       WHERE c.id = $2 AND c.deleted_with = c.id AND ${reachedBy('$1', 'c')}`,
      [person.id, id],
    );
    if (!deleted) throw notFound();
    return deleted;
  }

  /** Erases for good what has been in the trash for thirty days, the oldest first. Returns how many units. */
  async erase(now: Date): Promise<number> {
    const failed: string[] = [];
    let erased = 0;
    for (let due: Unit[]; (due = await this.due(now, failed)).length > 0;) {
      for (const unit of due) {
        try {
          await this.eraseUnit(unit);
          erased += 1;
        } catch (error) {
          // One that cannot be erased keeps none of the others.
          this.log.error({ contentId: unit.id, error }, 'what was in the trash could not be erased');
          failed.push(unit.id);
        }
      }
    }
    if (failed.length > 0) throw new Error(`${failed.length} units of the trash could not be erased`);
    return erased;
  }

  private due(now: Date, failed: readonly string[]): Promise<Unit[]> {
    return this.db.many<Unit>(
      `SELECT id, community_id AS "communityId" FROM content
       WHERE deleted_with = id AND deleted_at < $1::timestamptz - interval '${KEPT_DAYS} days' AND id <> ALL($2::uuid[])
       ORDER BY deleted_at, id LIMIT ${BATCH}`,
      [now, failed],
    );
  }

  /** With it goes what was said about it. Files without any use are removed by their own job. */
  private async eraseUnit({ id, communityId }: Unit): Promise<void> {
    await this.db.write(system, async (tx) => {
      const gone = await tx.many<{ own: boolean }>(
        `DELETE FROM content WHERE deleted_with = $1 OR source_id IN (SELECT id FROM content WHERE deleted_with = $1)
         RETURNING deleted_with IS NOT DISTINCT FROM $1 AS own`,
        [id],
      );
      if (gone.length === 0) return;
      tx.record(ContentErased, { contentId: id, communityId, count: gone.filter(({ own }) => own).length });
    });
  }
}
