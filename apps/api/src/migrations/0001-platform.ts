import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Events (outbox and audit in one), their seals, and what the platform itself remembers. */
export class Platform1763700000001 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE EXTENSION IF NOT EXISTS citext;
      CREATE EXTENSION IF NOT EXISTS unaccent;
      CREATE EXTENSION IF NOT EXISTS pg_trgm;
      CREATE EXTENSION IF NOT EXISTS btree_gin;

      CREATE TABLE domain_event (
        seq bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        id uuid NOT NULL UNIQUE,
        name text NOT NULL,
        actor_id uuid,
        request_id text,
        payload jsonb NOT NULL,
        at timestamptz NOT NULL DEFAULT clock_timestamp()
      );
      CREATE INDEX domain_event_name ON domain_event (name, seq DESC);
      CREATE INDEX domain_event_actor ON domain_event (actor_id, seq DESC);

      CREATE TABLE domain_event_personal (
        event_id uuid PRIMARY KEY REFERENCES domain_event (id),
        data jsonb NOT NULL
      );

      CREATE TABLE event_seal (
        position bigint PRIMARY KEY,
        event_seq bigint NOT NULL UNIQUE REFERENCES domain_event (seq),
        hash bytea NOT NULL
      );

      CREATE TABLE set_aside_event (
        event_id uuid PRIMARY KEY REFERENCES domain_event (id),
        error text NOT NULL,
        at timestamptz NOT NULL DEFAULT now()
      );
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward');
  }
}
