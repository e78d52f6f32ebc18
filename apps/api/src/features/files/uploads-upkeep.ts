import { Injectable, type OnModuleInit } from '@nestjs/common';
import { z } from 'zod';
import { system } from '../../platform/database/actor.ts';
import { Database } from '../../platform/database/database.ts';
import { madeAt } from '../../platform/database/made-at.ts';
import { defineJob } from '../../platform/jobs/job-type.ts';
import { Jobs } from '../../platform/jobs/jobs.ts';
import { Storage } from '../../platform/storage/storage.ts';

/** Days that an unfinished file waits for its sender to come back. */
const KEPT_DAYS = 7;
const DAY_MS = 24 * 60 * 60 * 1000;
const PART = /^uploads\/[0-9a-f-]{36}\/([0-9a-f-]{36})$/;

const PurgeUploads = defineJob('purge-uploads', z.object({}), { cron: '27 3 * * *' });

/** Forgets files that never arrived. Those that arrived and are used by nothing are the matter of `UnusedFiles`. */
@Injectable()
export class UploadsUpkeep implements OnModuleInit {
  constructor(
    private readonly db: Database,
    private readonly jobs: Jobs,
    private readonly storage: Storage,
  ) {}

  onModuleInit(): void {
    this.jobs.handle(PurgeUploads, () => this.purge());
  }

  async purge(): Promise<void> {
    await this.db.write(system, (tx) =>
      tx.many(`DELETE FROM upload WHERE file_id IS NULL AND touched_at < now() - interval '${KEPT_DAYS} days'`),
    );
    await this.deleteStray();
  }

  /** Parts that no upload knows, or needs any more. One that is being written now is younger than a day. */
  private async deleteStray(): Promise<void> {
    const rows = await this.db.many<{ part: string }>(`SELECT unnest(parts) AS part FROM upload`);
    const known = new Set(rows.map(({ part }) => part));
    for await (const key of this.storage.list('uploads/')) {
      const id = PART.exec(key)?.[1];
      if (id && !known.has(key) && madeAt(id) < Date.now() - DAY_MS) await this.storage.delete(key);
    }
  }
}
