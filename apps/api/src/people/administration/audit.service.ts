import { Injectable } from '@nestjs/common';
import type { AuditEntry } from '@parvis/shared';
import { z } from 'zod';
import type { Person } from '../../platform/database/actor.ts';
import { Database } from '../../platform/database/database.ts';
import { isoTime } from '../../platform/database/json.ts';
import { keyIn, pageOf } from '../../platform/database/keyset.ts';
import type { Verification } from '../../platform/events/audit-chain.ts';
import { Sealing } from '../../platform/events/sealing.ts';
import { AuditVerified } from '../people.events.ts';
import { personChipJson } from '../people.sql.ts';
import { demand } from '../person.policy.ts';

interface Query {
  name?: string | undefined;
  actorId?: string | undefined;
  from?: string | undefined;
  to?: string | undefined;
  cursor?: string | undefined;
  limit: number;
}

const BySeq = z.tuple([z.int().positive()]);

/** What happened, for administrators and auditors. */
@Injectable()
export class Audit {
  constructor(
    private readonly db: Database,
    private readonly sealing: Sealing,
  ) {}

  /** Newest first. `name` is an event's name, or its beginning up to a dot: `session` finds `session.started`. */
  async list(me: Person, { name, actorId, from, to, cursor, limit }: Query) {
    demand(me, 'audit');
    const [before = null] = keyIn(BySeq, cursor) ?? [];
    const entries = await this.db.many<AuditEntry>(
      `SELECT e.id, e.seq::float8 AS seq, e.name, ${isoTime('e.at')} AS at, e.payload, s.position IS NOT NULL AS sealed,
         (SELECT ${personChipJson('p')} FROM person p WHERE p.id = e.actor_id) AS actor,
         (SELECT p.name FROM person p WHERE p.id = (e.payload ->> 'personId')::uuid) AS subject
       FROM domain_event e LEFT JOIN event_seal s ON s.event_seq = e.seq
       WHERE ($1::text IS NULL OR e.name = $1 OR starts_with(e.name, $1 || '.')) AND ($2::uuid IS NULL OR e.actor_id = $2)
         AND ($3::timestamptz IS NULL OR e.at >= $3) AND ($4::timestamptz IS NULL OR e.at < $4) AND ($5::bigint IS NULL OR e.seq < $5)
       ORDER BY e.seq DESC LIMIT $6`,
      [name ?? null, actorId ?? null, from ?? null, to ?? null, before, limit + 1],
    );
    return pageOf(
      entries,
      limit,
      (entry) => entry,
      (entry) => [entry.seq],
    );
  }

  /** Recomputes the chain, and records that somebody did. */
  async verify(me: Person): Promise<Verification> {
    demand(me, 'audit');
    await this.sealing.sealAll();
    const verification = await this.sealing.verify();
    await this.db.write(me, async (tx) => tx.record(AuditVerified, { ok: verification.ok }));
    return verification;
  }
}
