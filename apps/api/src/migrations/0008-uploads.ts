import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Files on their way: the parts that have arrived lie in the store, `parts` are their keys in order. */
export class Uploads1763700000008 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE upload (
        id uuid PRIMARY KEY,
        content_id uuid NOT NULL REFERENCES content (id) ON DELETE CASCADE,
        person_id uuid NOT NULL REFERENCES person (id) ON DELETE CASCADE,
        name text NOT NULL,
        size bigint NOT NULL CHECK (size > 0),
        received bigint NOT NULL DEFAULT 0 CHECK (received BETWEEN 0 AND size),
        parts text[] NOT NULL DEFAULT '{}',
        file_id uuid REFERENCES file (id) ON DELETE CASCADE,
        touched_at timestamptz NOT NULL DEFAULT now()
      );
      CREATE INDEX upload_unfinished ON upload (person_id) WHERE file_id IS NULL;
      CREATE INDEX upload_content ON upload (content_id);
      CREATE INDEX upload_file ON upload (file_id) WHERE file_id IS NOT NULL;
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward');
  }
}
