import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Events that wait for delivery are rows of a table of their own: a job in the queue for each cost more than the event itself. */
export class UndeliveredEvents1764000000023 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(UNDELIVERED);
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward');
  }
}

/**
 * Written with the event, in one statement, so that it needs no foreign key; gone once the event is delivered. Rows come
 * and go all the time: they are cleared away by their number, not by their share. What the version before has put
 * into the queue is delivered from there.
 */
const UNDELIVERED = `
  CREATE TABLE undelivered_event (
    seq bigint PRIMARY KEY,
    tries int NOT NULL DEFAULT 0,
    due timestamptz NOT NULL DEFAULT '-infinity'
  ) WITH (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000,
          autovacuum_vacuum_insert_threshold = -1, autovacuum_analyze_scale_factor = 0, autovacuum_analyze_threshold = 100000);
`;
