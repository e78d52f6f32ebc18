import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Pages that are edited live: the Yjs document and the append-only log of its updates. */
export class LivePages1763700000005 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      -- One row for each page that has been opened for writing. 'state' holds every update up to 'state_seq';
      -- 'store_due': updates came since the newest revision was written, and a job is queued for it.
      CREATE TABLE page_live (
        page_id uuid PRIMARY KEY REFERENCES page (id) ON DELETE CASCADE,
        state bytea NOT NULL,
        state_seq bigint NOT NULL DEFAULT 0,
        last_seq bigint NOT NULL DEFAULT 0,
        store_due boolean NOT NULL DEFAULT false,
        CHECK (state_seq <= last_seq)
      );
      -- Yjs updates are packed already.
      ALTER TABLE page_live ALTER COLUMN state SET STORAGE EXTERNAL;

      CREATE TABLE page_update (
        page_id uuid NOT NULL REFERENCES page_live (page_id) ON DELETE CASCADE,
        seq bigint NOT NULL,
        update bytea NOT NULL,
        actor_id uuid REFERENCES person (id),
        at timestamptz NOT NULL DEFAULT clock_timestamp(),
        PRIMARY KEY (page_id, seq)
      );

      -- How far in the log a revision reaches; null for revisions of pages that nobody had opened for writing.
      ALTER TABLE page_revision ADD COLUMN seq bigint;
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward');
  }
}
