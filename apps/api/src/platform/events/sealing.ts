import { Injectable, type OnModuleInit } from '@nestjs/common';
import { z } from 'zod';
import { Config } from '../config/config.ts';
import { system } from '../database/actor.ts';
import { Database } from '../database/database.ts';
import { defineJob } from '../jobs/job-type.ts';
import { Jobs } from '../jobs/jobs.ts';
import { GENESIS, LINE, type Line, type Verification, chained, keepHead, keptHead, lastSeal, verifyChain } from './audit-chain.ts';

const SealEvents = defineJob('seal-events', z.object({}), { cron: '* * * * *' });

/** Held while seals are written. */
export const SEALING_LOCK = 7278471;
const BATCH = 5_000;

/**
 * Chains committed events by hash, off the write path. An event that commits late is chained late: the chain's order
 * is the order of sealing. The newest seal is also kept in the data folder, so that a cut tail shows.
 */
@Injectable()
export class Sealing implements OnModuleInit {
  constructor(
    private readonly db: Database,
    private readonly jobs: Jobs,
    private readonly config: Config,
  ) {}

  onModuleInit(): void {
    this.jobs.handle(SealEvents, async () => void (await this.sealAll()));
  }

  /** Seals all committed events. Returns how many there were. */
  async sealAll(): Promise<number> {
    let total = 0;
    for (;;) {
      const count = await this.sealBatch();
      total += count;
      if (count < BATCH) return total;
    }
  }

  private sealBatch(): Promise<number> {
    return this.db.write(system, async (tx) => {
      await tx.many('SELECT pg_advisory_xact_lock($1)', [SEALING_LOCK]);
      const head = await lastSeal(tx);
      const lines = await tx.many<Line>(
        `SELECT ${LINE} FROM domain_event e LEFT JOIN event_seal s ON s.event_seq = e.seq
         WHERE s.event_seq IS NULL ORDER BY e.seq LIMIT ${BATCH}`,
      );
      if (lines.length === 0) return 0;
      let hash = head?.hash ?? GENESIS;
      const first = (head?.position ?? 0) + 1;
      const hashes = lines.map((line) => (hash = chained(hash, line)));
      await tx.many(
        `INSERT INTO event_seal (position, event_seq, hash)
         SELECT $1::bigint + ordinality - 1, seq, hash FROM unnest($2::bigint[], $3::bytea[]) WITH ORDINALITY AS t(seq, hash, ordinality)`,
        [first, lines.map((line) => line.seq), hashes],
      );
      await keepHead(this.config.dataFolder, { position: first + lines.length - 1, hash: hash.toString('hex') });
      return lines.length;
    });
  }

  /** Recomputes the whole chain. */
  async verify(): Promise<Verification> {
    return verifyChain(this.db, await keptHead(this.config.dataFolder));
  }
}
