import { v7 as uuidv7 } from 'uuid';
import type { Actor } from '../database/actor.ts';
import type { Queries } from '../database/queries.ts';
import type { PendingJob } from '../jobs/job-type.ts';
import type { EventType } from './event-type.ts';
import { DeliverEvent } from './deliver-event.ts';

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

/** In the order in which they happened: each takes the next number. */
const INSERT = `
  INSERT INTO domain_event (id, name, actor_id, request_id, payload)
  SELECT e.id, e.name, $2, $3, e.payload
  FROM ROWS FROM (json_to_recordset($1::json) AS (id uuid, name text, payload jsonb)) WITH ORDINALITY AS e(id, name, payload, place) ORDER BY e.place`;
const INSERT_PERSONAL = `
  INSERT INTO domain_event_personal (event_id, data) SELECT e.id, e.personal FROM json_to_recordset($1::json) AS e(id uuid, personal jsonb)`;

/** Writes the events of a transaction and returns the jobs that deliver them. */
export async function insertEvents(tx: Queries, actor: Actor, events: PendingEvent[]): Promise<PendingJob[]> {
  if (events.length === 0) return [];
  const rows = events.map(({ type, payload, personal }) => ({ id: uuidv7(), name: type.name, payload, personal }));
  await tx.many(INSERT, [JSON.stringify(rows), actor.id, actor.requestId]);
  const personal = rows.filter((row) => row.personal !== null);
  if (personal.length > 0) await tx.many(INSERT_PERSONAL, [JSON.stringify(personal)]);
  return rows.map(({ id }) => ({ type: DeliverEvent, data: { eventId: id }, options: {} }));
}

/** The events with these ids, in the order in which they were recorded; those that are not there (another database) are left out. */
export function readEvents(db: Queries, ids: readonly string[]): Promise<RecordedEvent[]> {
  return db.many<RecordedEvent>(
    `SELECT seq::text, id, name, actor_id AS "actorId", request_id AS "requestId", payload, at FROM domain_event WHERE id = ANY($1::uuid[]) ORDER BY domain_event.seq`,
    [ids],
  );
}
