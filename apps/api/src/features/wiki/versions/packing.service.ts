import { Injectable, type OnModuleInit } from '@nestjs/common';
import { z } from 'zod';
import { system } from '../../../platform/database/actor.ts';
import { Database, type Tx } from '../../../platform/database/database.ts';
import { defineJob } from '../../../platform/jobs/job-type.ts';
import { Jobs } from '../../../platform/jobs/jobs.ts';
import { pack, unpack } from './pack.ts';

const PackRevisions = defineJob('wiki.pack-revisions', z.object({ now: z.iso.datetime().optional() }), { cron: '41 * * * *' });

/** A revision that is no version and that nothing holds on to is kept this long. */
const KEPT_DAYS = 7;
/** What was superseded just now is still asked for. */
const PACKED_AFTER_MINUTES = 10;
/** So many revisions are told against one: reading any of them unpacks two. */
const PER_BASE = 50;
/** One that takes more than this share of its JSON has little in common with its base: alone it takes a sixth. */
const WORTH_IT = 0.08;
/** In bytes: short documents gain nothing worth weighing. */
const LITTLE = 200;
const PAGES = 200;
const BATCH = 200;

/** Superseded: neither what the page is now nor what its readers read. */
const SUPERSEDED = `r.id <> p.revision_id AND r.id IS DISTINCT FROM p.published_revision_id`;
const HELD = `(r.pinned OR EXISTS (SELECT FROM page_version v WHERE v.id = r.id))`;

interface Base {
  id: string;
  json: string;
  uses: number;
}

/** Keeps a long history small: what is superseded is packed against a neighbour, what nobody needs is deleted. */
@Injectable()
export class PackingService implements OnModuleInit {
  constructor(
    private readonly db: Database,
    private readonly jobs: Jobs,
  ) {}

  onModuleInit(): void {
    this.jobs.handle(PackRevisions, ({ now }) => this.run(now ? new Date(now) : new Date()));
  }

  async run(now: Date): Promise<void> {
    await this.forget(now);
    for (let pages = await this.pagesToPack(now); pages.length > 0; pages = await this.pagesToPack(now)) {
      for (const pageId of pages) while ((await this.packSome(pageId, now)) === BATCH);
    }
  }

  /** Deletes revisions between versions once they are a week old. Those that carry annotations are pinned and stay. */
  private async forget(now: Date): Promise<void> {
    for (let count = BATCH; count === BATCH;) {
      const gone = await this.db.write(system, (tx) =>
        tx.many(
          `DELETE FROM page_revision WHERE id IN (
             SELECT r.id FROM page_revision r JOIN page p ON p.id = r.page_id
             WHERE r.at < $1::timestamptz - interval '${KEPT_DAYS} days' AND ${SUPERSEDED} AND NOT ${HELD}
               AND NOT EXISTS (SELECT FROM page_revision d WHERE d.base_id = r.id) LIMIT ${BATCH}) RETURNING id`,
          [now],
        ),
      );
      count = gone.length;
    }
  }

  private async pagesToPack(now: Date): Promise<string[]> {
    const rows = await this.db.many<{ id: string }>(
      `SELECT DISTINCT r.page_id AS id FROM page_revision r JOIN page p ON p.id = r.page_id
       WHERE r.packed IS NULL AND ${SUPERSEDED} AND r.at < $1::timestamptz - interval '${PACKED_AFTER_MINUTES} minutes' LIMIT ${PAGES}`,
      [now],
    );
    return rows.map(({ id }) => id);
  }

  /** Packs the oldest revisions of one page. Only what is never deleted becomes the base of others. Returns how many. */
  private packSome(pageId: string, now: Date): Promise<number> {
    return this.db.write(system, async (tx) => {
      const loose = await tx.many<{ id: string; json: string; held: boolean }>(
        `SELECT r.id, r.document::text AS json, ${HELD} AS held FROM page_revision r JOIN page p ON p.id = r.page_id
         WHERE r.page_id = $1 AND r.packed IS NULL AND ${SUPERSEDED} AND r.at < $2::timestamptz - interval '${PACKED_AFTER_MINUTES} minutes'
         ORDER BY r.at, r.id LIMIT ${BATCH} FOR UPDATE OF r`,
        [pageId, now],
      );
      let base = await this.newestBase(tx, pageId);
      for (const { id, json, held } of loose) {
        const against = base && base.uses < PER_BASE ? pack(json, base.json) : null;
        const worthIt = base !== null && against !== null && against.length < json.length * WORTH_IT + LITTLE;
        const packed = worthIt ? { bytes: against, base } : { bytes: pack(json, null), base: null };
        await tx.many(`UPDATE page_revision SET packed = $2, base_id = $3, document = NULL, text = NULL WHERE id = $1`, [
          id,
          packed.bytes,
          packed.base?.id ?? null,
        ]);
        if (packed.base) packed.base.uses += 1;
        else if (held) base = { id, json, uses: 0 };
      }
      return loose.length;
    });
  }

  private async newestBase(tx: Tx, pageId: string): Promise<Base | null> {
    const found = await tx.one<{ id: string; packed: Buffer; uses: number }>(
      `SELECT r.id, r.packed, (SELECT count(*)::int FROM page_revision d WHERE d.base_id = r.id) AS uses FROM page_revision r
       WHERE r.page_id = $1 AND r.packed IS NOT NULL AND r.base_id IS NULL AND ${HELD} ORDER BY r.at DESC, r.id DESC LIMIT 1`,
      [pageId],
    );
    return found && { id: found.id, json: unpack(found.packed, null), uses: found.uses };
  }
}
