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

/** Writes the events of a transaction and returns the jobs that deliver them. */
export async function insertEvents(tx: Queries, actor: Actor, events: PendingEvent[]): Promise<PendingJob[]> {
  const jobs: PendingJob[] = [];
  for (const event of events) {
    const id = uuidv7();
    await tx.many(`INSERT INTO domain_event (id, name, actor_id, request_id, payload) VALUES ($1, $2, $3, $4, $5)`, [
      id,
      event.type.name,
      actor.id,
      actor.requestId,
      JSON.stringify(event.payload),
    ]);
    if (event.personal) {
      await tx.many(`INSERT INTO domain_event_personal (event_id, data) VALUES ($1, $2)`, [id, JSON.stringify(event.personal)]);
    }
    jobs.push({ type: DeliverEvent, data: { eventId: id }, options: {} });
  }
  return jobs;
}

/** The events with these ids, in the order in which they were recorded; those that are not there (another database) are left out. */
export function readEvents(db: Queries, ids: readonly string[]): Promise<RecordedEvent[]> {
  return db.many<RecordedEvent>(
    `SELECT seq::text, id, name, actor_id AS "actorId", request_id AS "requestId", payload, at FROM domain_event WHERE id = ANY($1::uuid[]) ORDER BY domain_event.seq`,
    [ids],
  );
}
