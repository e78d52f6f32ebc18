import { Injectable } from '@nestjs/common';
import type { SessionView } from '@parvis/shared';
import { v7 as uuidv7 } from 'uuid';
import type { Person } from '../../platform/database/actor.ts';
import { Database, type Tx } from '../../platform/database/database.ts';
import { isoTime } from '../../platform/database/json.ts';
import { notFound } from '../../platform/http/refusal.ts';
import { demandSession } from '../person.policy.ts';
import { SessionEnded, SessionStarted } from '../people.events.ts';
import { Cookies } from './cookies.ts';
import { hashOf, newSecret } from './secrets.ts';
import type { Visit } from './visit.ts';

const HOUR = 60 * 60;
const DAY = 24 * HOUR;
/** Seconds without use, and in all, after which a session ends. */
const LIFETIMES = { remembered: { idle: 30 * DAY, total: 30 * DAY }, passing: { idle: 12 * HOUR, total: 7 * DAY } };

export interface NewSession {
  id: string;
  secret: string;
  /** Seconds that the browser keeps it; null: until it closes. */
  seconds: number | null;
}

/** Sessions of people: begun at sign-in under a new secret, listed, ended. */
@Injectable()
export class Sessions {
  constructor(
    private readonly db: Database,
    private readonly cookies: Cookies,
  ) {}

  /** Begins a session in the transaction that proved who it is. Hand it out with `give` once that has committed. */
  async begin(tx: Tx, personId: string, visit: Visit, remember: boolean): Promise<NewSession> {
    const { idle, total } = remember ? LIFETIMES.remembered : LIFETIMES.passing;
    const { secret, hash } = newSecret();
    const id = uuidv7();
    await tx.many(
      `INSERT INTO session (id, person_id, token_hash, device, network, idle_seconds, idle_until, expires_at)
       VALUES ($1, $2, $3, $4, $5, $6::int, now() + make_interval(secs => $6::int), now() + make_interval(secs => $7::int))`,
      [id, personId, hash, visit.device, visit.network, idle, total],
    );
    await tx.many(`UPDATE person SET last_seen_at = now() WHERE id = $1`, [personId]);
    tx.record(SessionStarted, { personId, sessionId: id }, { network: visit.network, device: visit.device });
    return { id, secret, seconds: remember ? total : null };
  }

  /** Ends what this browser had of the same person: a session is never carried over into the next sign-in. */
  async replace(tx: Tx, personId: string, visit: Visit): Promise<void> {
    const secret = visit.cookie(this.cookies.sessionName);
    if (!secret) return;
    const ended = await tx.one<{ id: string }>(`DELETE FROM session WHERE token_hash = $1 AND person_id = $2 RETURNING id`, [
      hashOf(secret),
      personId,
    ]);
    if (ended) this.recordEnd(tx, personId, [ended.id]);
  }

  /** Puts the session into the browser. */
  give(visit: Visit, session: NewSession): void {
    this.cookies.giveSession(visit, session.secret, session.seconds);
  }

  /** Ends sessions of a person, all of them but `but`. */
  async endAll(tx: Tx, personId: string, but: string | null = null): Promise<void> {
    const ended = await tx.many<{ id: string }>(`DELETE FROM session WHERE person_id = $1 AND id IS DISTINCT FROM $2::uuid RETURNING id`, [
      personId,
      but,
    ]);
    this.recordEnd(
      tx,
      personId,
      ended.map(({ id }) => id),
    );
  }

  /** The person's sessions, the last used first. */
  async list(me: Person): Promise<{ items: SessionView[]; nextCursor: null }> {
    const items = await this.db.many<SessionView>(
      `SELECT s.id, ${isoTime('s.created_at')} AS "createdAt", ${isoTime('s.last_seen_at')} AS "lastSeenAt",
         ${isoTime('LEAST(s.idle_until, s.expires_at)')} AS "expiresAt", s.device, s.network, s.id IS NOT DISTINCT FROM $2::uuid AS current
       FROM session s WHERE s.person_id = $1 AND LEAST(s.idle_until, s.expires_at) > now() ORDER BY s.last_seen_at DESC, s.id DESC LIMIT 200`,
      [me.id, me.sessionId],
    );
    return { items, nextCursor: null };
  }

  /** Ends this very session. */
  async signOut(me: Person, visit: Visit): Promise<void> {
    await this.end(me, demandSession(me));
    this.cookies.takeSession(visit);
  }

  /** Ends one of the person's own sessions. */
  async end(me: Person, id: string): Promise<void> {
    demandSession(me);
    await this.db.write(me, async (tx) => {
      const ended = await tx.one(`DELETE FROM session WHERE id = $1 AND person_id = $2 RETURNING id`, [id, me.id]);
      if (!ended) throw notFound();
      this.recordEnd(tx, me.id, [id]);
    });
  }

  /** Ends all the person's sessions but this one. */
  async endOthers(me: Person): Promise<void> {
    const current = demandSession(me);
    await this.db.write(me, (tx) => this.endAll(tx, me.id, current));
  }

  private recordEnd(tx: Tx, personId: string, sessionIds: string[]): void {
    if (sessionIds.length === 0) return;
    tx.record(SessionEnded, { personId, sessionIds });
    for (const sessionId of sessionIds) tx.revoke({ kind: 'session', sessionId });
  }
}
