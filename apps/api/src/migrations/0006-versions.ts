import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Versions that people see, superseded revisions packed, and pages whose readers read a published revision. */
export class Versions1763700000006 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(REVISIONS);
    await db.query(VERSIONS);
    await db.query(PUBLICATION);
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward');
  }
}

/** What is superseded is packed: `base_id` is the revision that `packed` is told against; null: it stands for itself. */
const REVISIONS = `
  ALTER TABLE page_revision
    ALTER COLUMN document DROP NOT NULL,
    ALTER COLUMN text DROP NOT NULL,
    ADD COLUMN packed bytea,
    ADD COLUMN base_id uuid REFERENCES page_revision (id) DEFERRABLE INITIALLY DEFERRED,
    ADD COLUMN pinned boolean NOT NULL DEFAULT false,
    ADD COLUMN draft boolean NOT NULL DEFAULT false,
    ADD CONSTRAINT revision_is_whole_or_packed CHECK (num_nonnulls(document, packed) = 1 AND (document IS NULL) = (text IS NULL)),
    ADD CONSTRAINT only_packed_has_a_base CHECK (base_id IS NULL OR packed IS NOT NULL);
  -- Packed already: PostgreSQL need not try again.
  ALTER TABLE page_revision ALTER COLUMN packed SET STORAGE EXTERNAL;
  CREATE INDEX page_revision_base ON page_revision (base_id) WHERE base_id IS NOT NULL;
  CREATE INDEX page_revision_unpacked ON page_revision (page_id, at) WHERE packed IS NULL;
`;

/** A version is a revision that people see, under the same id. `open`: the next write of its session replaces it. */
const VERSIONS = `
  CREATE TABLE page_version (
    id uuid PRIMARY KEY REFERENCES page_revision (id) ON DELETE CASCADE,
    page_id uuid NOT NULL REFERENCES page (id) ON DELETE CASCADE,
    number int NOT NULL CHECK (number > 0),
    name text,
    kind text NOT NULL CHECK (kind IN ('automatic', 'named', 'published', 'restored', 'imported')),
    author_ids uuid[] NOT NULL DEFAULT '{}',
    words_added int NOT NULL DEFAULT 0,
    words_removed int NOT NULL DEFAULT 0,
    restored_from uuid,
    open boolean NOT NULL DEFAULT false,
    at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT page_version_number UNIQUE (page_id, number)
  );
`;

/**
 * `published_revision_id`: what readers read; null: they read live. Links and files that only the draft holds are
 * marked, so that nothing of it shows; files that only older versions show stay with them.
 */
const PUBLICATION = `
  ALTER TABLE page
    ADD COLUMN published_revision_id uuid REFERENCES page_revision (id) DEFERRABLE INITIALLY DEFERRED,
    ADD COLUMN draft_since timestamptz,
    ADD COLUMN draft_author_ids uuid[] NOT NULL DEFAULT '{}';
  ALTER TABLE page_link ADD COLUMN draft boolean NOT NULL DEFAULT false;
  ALTER TABLE file_use ADD COLUMN place text NOT NULL DEFAULT 'current' CHECK (place IN ('current', 'draft', 'past'));
`;
