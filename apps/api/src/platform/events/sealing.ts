import { Injectable, type OnModuleInit } from '@nestjs/common';
import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { Config } from '../config/config.ts';
import { system } from '../database/actor.ts';
import { Database } from '../database/database.ts';
import type { Queries } from '../database/queries.ts';
import { defineJob } from '../jobs/job-type.ts';
import { Jobs } from '../jobs/jobs.ts';

const SealEvents = defineJob('seal-events', z.object({}), { cron: '* * * * *' });

const SEALING_LOCK = 7278471;
const BATCH = 5_000;
const GENESIS: Buffer = Buffer.alloc(32);

interface Line {
  seq: string;
  id: string;
  name: string;
  actor_id: string | null;
  request_id: string | null;
  payload: string;
  at: string;
}
interface Sealed extends Line {
  position: string;
  hash: Buffer;
}
export interface ChainProblem {
  position: number;
  kind: 'changed' | 'missing' | 'reordered' | 'tail-cut';
}
export interface Verification {
  ok: boolean;
  sealed: number;
  unsealed: number;
  problem: ChainProblem | null;
}

/** The columns that the chain protects, as PostgreSQL prints them: one spelling for one value. */
const LINE = `e.seq::text AS seq, e.id::text AS id, e.name, e.actor_id::text AS actor_id, e.request_id, e.payload::text AS payload,
  to_char(e.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS at`;

/** SHA-256(previous ‖ canonical row). The row is a JSON array, so that no two rows share one spelling. */
function chained(previous: Buffer, line: Line): Buffer {
  const row = JSON.stringify([line.seq, line.id, line.name, line.actor_id, line.request_id, line.payload, line.at]);
  return createHash('sha256').update(previous).update(row).digest();
}

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
      const first = Number(head?.position ?? 0) + 1;
      const hashes = lines.map((line) => (hash = chained(hash, line)));
      await tx.many(
        `INSERT INTO event_seal (position, event_seq, hash)
         SELECT $1::bigint + ordinality - 1, seq, hash FROM unnest($2::bigint[], $3::bytea[]) WITH ORDINALITY AS t(seq, hash, ordinality)`,
        [first, lines.map((line) => line.seq), hashes],
      );
      await this.keepHead(first + lines.length - 1, hash);
      return lines.length;
    });
  }

  /** Recomputes the whole chain. */
  async verify(): Promise<Verification> {
    const kept = await this.keptHead();
    let position = 0;
    let hash: Buffer = GENESIS;
    let problem: ChainProblem | null = null;
    for (let more = true; more && !problem;) {
      const seals = await this.db.many<Sealed>(
        `SELECT s.position::text AS position, s.hash, ${LINE} FROM event_seal s LEFT JOIN domain_event e ON e.seq = s.event_seq
         WHERE s.position > $1 ORDER BY s.position LIMIT ${BATCH}`,
        [position],
      );
      more = seals.length === BATCH;
      for (const seal of seals) {
        problem = fault(seal, position, hash);
        if (problem) break;
        position += 1;
        hash = seal.hash;
        if (kept?.position === position && kept.hash !== hash.toString('hex')) problem = { position, kind: 'reordered' };
      }
    }
    if (!problem && kept && kept.position > position) problem = { position: position + 1, kind: 'tail-cut' };
    const open = await this.db.one<{ count: string }>(
      `SELECT count(*) FROM domain_event e LEFT JOIN event_seal s ON s.event_seq = e.seq WHERE s.event_seq IS NULL`,
    );
    return { ok: problem === null, sealed: position, unsealed: Number(open?.count), problem };
  }

  private get headFile(): string {
    return path.join(this.config.dataFolder, 'audit-head.json');
  }

  private async keepHead(position: number, hash: Buffer): Promise<void> {
    await mkdir(this.config.dataFolder, { recursive: true });
    const temporary = `${this.headFile}.${process.pid}`;
    await writeFile(temporary, JSON.stringify({ position, hash: hash.toString('hex') }));
    await rename(temporary, this.headFile);
  }

  private async keptHead(): Promise<{ position: number; hash: string } | null> {
    const text = await readFile(this.headFile, 'utf8').catch(() => null);
    return text === null ? null : z.object({ position: z.int(), hash: z.string() }).parse(JSON.parse(text));
  }
}

function lastSeal(db: Queries) {
  return db.one<{ position: string; hash: Buffer }>(
    `SELECT position::text AS position, hash FROM event_seal s ORDER BY s.position DESC LIMIT 1`,
  );
}

function fault(seal: Sealed, before: number, previous: Buffer): ChainProblem | null {
  const position = before + 1;
  if (Number(seal.position) !== position || seal.id === null) return { position, kind: 'missing' };
  if (!chained(previous, seal).equals(seal.hash)) return { position, kind: 'changed' };
  return null;
}
