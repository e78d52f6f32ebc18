import { Injectable, type OnModuleInit } from '@nestjs/common';
import { z } from 'zod';
import { system } from '../../platform/database/actor.ts';
import { Database } from '../../platform/database/database.ts';
import { madeAt } from '../../platform/database/made-at.ts';
import { defineJob } from '../../platform/jobs/job-type.ts';
import { Jobs } from '../../platform/jobs/jobs.ts';
import { Storage } from '../../platform/storage/storage.ts';

/** Days that a stored file waits for content that uses it: what is written may be saved much later, e.g. after a train. */
const KEPT_DAYS = 7;
const DAY = 24 * 60 * 60 * 1000;
const BATCH = 500;
const KEY = /^files\/[0-9a-f]{2}\/([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})\//;

const PurgeFiles = defineJob('purge-files', z.object({ now: z.iso.datetime().optional() }), { cron: '47 3 * * *' });

/** Removes files that no content uses: sent and never saved, or left behind by what was erased. */
@Injectable()
export class UnusedFiles implements OnModuleInit {
  constructor(
    private readonly db: Database,
    private readonly jobs: Jobs,
    private readonly storage: Storage,
  ) {}

  onModuleInit(): void {
    this.jobs.handle(PurgeFiles, async ({ now }) => void (await this.purge(now ? new Date(now) : new Date())));
  }

  /** Returns how many files were removed. The row goes first: bytes without a row are found again, a row without bytes is not. */
  async purge(now: Date): Promise<number> {
    let removed = 0;
    for (let keys: string[]; (keys = await this.forget(now)).length > 0; removed += keys.length) {
      for (const key of keys) await this.deleteBytes(`${key}/`);
    }
    await this.deleteStray(now);
    return removed;
  }

  /** Deletes the rows of some unused files. Returns where their bytes lie. */
  private async forget(now: Date): Promise<string[]> {
    return this.db.write(system, async (tx) => {
      const unused = `created_at < $1::timestamptz - interval '${KEPT_DAYS} days' AND NOT EXISTS (SELECT FROM file_use u WHERE u.file_id = file.id)`;
      const due = await tx.many<{ id: string }>(`SELECT id FROM file WHERE ${unused} ORDER BY id LIMIT ${BATCH} FOR UPDATE SKIP LOCKED`, [
        now,
      ]);
      // Somebody may have come to use one before it was locked: now that nobody can, they are asked again.
      const gone = await tx.many<{ key: string }>(
        `DELETE FROM file WHERE id = ANY($2::uuid[]) AND ${unused} RETURNING storage_key AS key`,
        [now, due.map(({ id }) => id)],
      );
      return gone.map(({ key }) => key);
    });
  }

  private async deleteBytes(prefix: string): Promise<void> {
    for await (const key of this.storage.list(prefix)) await this.storage.delete(key);
  }

  /** Bytes that were stored without their row being written, by a process that ended in between. */
  private async deleteStray(now: Date): Promise<void> {
    const waiting = new Map<string, string[]>();
    const sift = async () => {
      const known = await this.db.many<{ id: string }>(`SELECT id FROM file WHERE id = ANY($1::uuid[])`, [[...waiting.keys()]]);
      for (const { id } of known) waiting.delete(id);
      for (const key of [...waiting.values()].flat()) await this.storage.delete(key);
      waiting.clear();
    };
    for await (const key of this.storage.list('files/')) {
      const id = KEY.exec(key)?.[1];
      if (!id || madeAt(id) > now.getTime() - DAY) continue;
      waiting.set(id, [...(waiting.get(id) ?? []), key]);
      if (waiting.size >= BATCH) await sift();
    }
    await sift();
  }
}
