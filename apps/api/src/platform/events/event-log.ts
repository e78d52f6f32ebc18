import { v7 as uuidv7 } from 'uuid';
import type { z } from 'zod';
import type { Actor } from '../database/actor.ts';
import type { Queries } from '../database/queries.ts';
import type { EventType } from './event-type.ts';

export interface PendingEvent {
  type: EventType;
  payload: Record<string, unknown>;
  /** Personal data such as a network address: kept beside the audit line, erasable without breaking its chain. */
  personal: Record<string, unknown> | null;
  /** Of several things that are written together, the one that this says something of, and who wrote it. */
  of?: { id: string; actor: Actor };
}

/** An event as it was recorded. */
export interface RecordedEvent<P = Record<string, unknown>> {
  seq: string;
  id: string;
  name: string;
  actorId: string | null;
  requestId: string | null;
  payload: P;
  at: Date;
}
export type Recorded<E extends EventType> = RecordedEvent<E['payload']['_output']>;

/** In the order in which they happened: each takes the next number, and waits to be delivered. */
const waiting = (recorded: string): string => `
  WITH recorded AS (INSERT INTO domain_event (id, name, actor_id, request_id, payload) ${recorded} RETURNING seq)
  INSERT INTO undelivered_event (seq) SELECT seq FROM recorded`;
/** Most transactions record one. */
const INSERT_ONE = waiting('VALUES ($1, $2, $3, $4, $5)');
const INSERT_MANY = waiting(`
  SELECT e.id, e.name, $2, $3, e.payload
  FROM ROWS FROM (json_to_recordset($1::json) AS (id uuid, name text, payload jsonb)) WITH ORDINALITY AS e(id, name, payload, place) ORDER BY e.place`);
const INSERT_PERSONAL = `
  INSERT INTO domain_event_personal (event_id, data) SELECT e.id, e.personal FROM json_to_recordset($1::json) AS e(id uuid, personal jsonb)`;

/** Collects facts that a write records. */
export class Facts {
  readonly events: PendingEvent[] = [];

  /** Records a past-tense fact: audit line and outbox in one. `personal` is kept beside it and can be erased. */
  record<E extends EventType>(type: E, payload: z.input<E['payload']>, personal?: Record<string, unknown>): void {
    this.events.push({ type, payload: type.payload.parse(payload), personal: personal ?? null });
  }

  /** The facts of several things, by their ids, that are written together by whoever wrote each. */
  static ofEach(all: readonly { id: string; actor: Actor; facts: Facts }[]): Facts {
    const together = new Facts();
    for (const { id, actor, facts } of all) together.events.push(...facts.events.map((event) => ({ ...event, of: { id, actor } })));
    return together;
  }
}

/**
 * SQL: the last parts of a WITH whose part `made` writes things and has a column `id`: they record in the same statement the
 * facts (`Facts.ofEach`) of those that are in it. `nth` is the number of the parameter that `recordingValues` gives.
 */
export const recording = (made: string, nth: number): string => `
  recorded AS (
    INSERT INTO domain_event (id, name, actor_id, request_id, payload)
    SELECT e.id, e.name, e.actor, e.request, e.payload
    FROM ROWS FROM (json_to_recordset($${nth}::json) AS (id uuid, name text, payload jsonb, made uuid, actor uuid, request text))
      WITH ORDINALITY AS e(id, name, payload, made, actor, request, place)
    WHERE e.made IN (SELECT id FROM ${made}) ORDER BY e.place RETURNING seq),
  waiting AS (INSERT INTO undelivered_event (seq) SELECT seq FROM recorded)`;

/** @throws Error when a fact has personal data: that needs a transaction. */
export function recordingValues(actor: Actor, { events }: Facts): unknown[] {
  if (events.some(({ personal }) => personal !== null)) throw new Error('Personal data of an event is recorded in a transaction.');
  const rows = events.map(({ type, payload, of }) => {
    const by = of?.actor ?? actor;
    return { id: uuidv7(), name: type.name, payload, made: of?.id, actor: by.id, request: by.requestId };
  });
  return [JSON.stringify(rows)];
}

const rowsOf = (events: readonly PendingEvent[]) =>
  events.map(({ type, payload, personal }) => ({ id: uuidv7(), name: type.name, payload, personal }));

/** Writes the events of a transaction. Returns what was asked of the database, without waiting for it. */
export function insertEvents(tx: Queries, actor: Actor, events: PendingEvent[]): Promise<unknown>[] {
  const rows = rowsOf(events);
  const [first, second] = rows;
  if (!first) return [];
  const asked = second
    ? tx.many(INSERT_MANY, [JSON.stringify(rows), actor.id, actor.requestId])
    : tx.many(INSERT_ONE, [first.id, first.name, actor.id, actor.requestId, JSON.stringify(first.payload)]);
  const personal = rows.filter((row) => row.personal !== null);
  return [asked, ...(personal.length > 0 ? [tx.many(INSERT_PERSONAL, [JSON.stringify(personal)])] : [])];
}

/** The events with these ids, in the order in which they were recorded; those that are not there (another database) are left out. */
export function readEvents(db: Queries, ids: readonly string[]): Promise<RecordedEvent[]> {
  return db.many<RecordedEvent>(
    `SELECT seq::text, id, name, actor_id AS "actorId", request_id AS "requestId", payload, at FROM domain_event WHERE id = ANY($1::uuid[]) ORDER BY domain_event.seq`,
    [ids],
  );
}
