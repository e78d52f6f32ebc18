import { v7 as uuidv7 } from 'uuid';
import type { Actor } from '../database/actor.ts';
import type { Queries } from '../database/queries.ts';
import type { EventType } from './event-type.ts';

export interface PendingEvent {
  type: EventType;
  payload: Record<string, unknown>;
  /** Personal data such as a network address: kept beside the audit line, erasable without breaking its chain. */
  personal: Record<string, unknown> | null;
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

/** Writes the events of a transaction. Returns what was asked of the database, without waiting for it. */
export function insertEvents(tx: Queries, actor: Actor, events: PendingEvent[]): Promise<unknown>[] {
  const rows = events.map(({ type, payload, personal }) => ({ id: uuidv7(), name: type.name, payload, personal }));
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
