import { Injectable } from '@nestjs/common';
import { system } from '../platform/database/actor.ts';
import { Database } from '../platform/database/database.ts';
import { type Effects, Sink } from '../platform/events/effects.ts';

/** Queues the work that follows. Twice does no harm: of jobs with one key only one waits, and each reads the present state. */
@Injectable()
export class JobsSink extends Sink {
  constructor(private readonly db: Database) {
    super();
  }

  async apply({ jobs = [] }: Effects): Promise<void> {
    if (jobs.length === 0) return;
    await this.db.write(system, async (tx) => {
      const once = new Map(jobs.map((job) => [`${job.type.name} ${job.key}`, job]));
      for (const { type, data, key } of once.values()) tx.enqueue(type, data, { singletonKey: key });
    });
  }
}
