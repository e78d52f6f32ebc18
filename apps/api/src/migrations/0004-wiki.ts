import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Files, wiki pages with their revisions, links and old addresses, and imports. */
export class Wiki1763700000004 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE file (
        id uuid PRIMARY KEY,
        name text NOT NULL,
        media_type text NOT NULL,
        size bigint NOT NULL,
        width int,
        height int,
        sha256 bytea NOT NULL,
        storage_key text NOT NULL,
        created_by uuid REFERENCES person (id),
        created_at timestamptz NOT NULL DEFAULT now()
      );
      CREATE TABLE file_use (
        content_id uuid NOT NULL REFERENCES content (id) ON DELETE CASCADE,
        file_id uuid NOT NULL REFERENCES file (id) ON DELETE CASCADE,
        PRIMARY KEY (content_id, file_id)
      );
      CREATE INDEX file_use_file ON file_use (file_id);

      CREATE TABLE page (
        id uuid PRIMARY KEY REFERENCES content (id) ON DELETE CASCADE,
        community_id uuid NOT NULL REFERENCES community (id),
        parent_id uuid REFERENCES page (id),
        position text COLLATE "C" NOT NULL,
        revision_id uuid NOT NULL,
        import_source text,
        import_key text,
        CHECK (parent_id <> id),
        CHECK ((import_source IS NULL) = (import_key IS NULL))
      );
      CREATE INDEX page_siblings ON page (community_id, parent_id, position, id);
      CREATE INDEX page_children ON page (parent_id, position, id);
      CREATE UNIQUE INDEX page_imported ON page (community_id, import_source, import_key) WHERE import_key IS NOT NULL;

      CREATE TABLE page_revision (
        id uuid PRIMARY KEY,
        page_id uuid NOT NULL REFERENCES page (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
        document json NOT NULL,
        text text NOT NULL,
        text_version int NOT NULL,
        author_id uuid REFERENCES person (id),
        at timestamptz NOT NULL DEFAULT now()
      );
      CREATE INDEX page_revision_page ON page_revision (page_id, at DESC);
      ALTER TABLE page ADD FOREIGN KEY (revision_id) REFERENCES page_revision (id) DEFERRABLE INITIALLY DEFERRED;

      CREATE TABLE page_link (
        page_id uuid NOT NULL REFERENCES page (id) ON DELETE CASCADE,
        target_id uuid NOT NULL,
        PRIMARY KEY (page_id, target_id)
      );
      CREATE INDEX page_link_target ON page_link (target_id);

      CREATE TABLE page_address (
        community_id uuid NOT NULL REFERENCES community (id),
        path text NOT NULL,
        page_id uuid NOT NULL REFERENCES page (id) ON DELETE CASCADE,
        PRIMARY KEY (community_id, path)
      );
      CREATE INDEX page_address_page ON page_address (page_id);

      CREATE TABLE markdown_import (
        id uuid PRIMARY KEY,
        community_id uuid NOT NULL REFERENCES community (id),
        author_id uuid NOT NULL REFERENCES person (id),
        name text NOT NULL,
        storage_key text,
        state text NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'running', 'done', 'failed')),
        step text NOT NULL DEFAULT 'reading',
        done int NOT NULL DEFAULT 0,
        total int NOT NULL DEFAULT 0,
        report jsonb,
        failure jsonb,
        created_at timestamptz NOT NULL DEFAULT now(),
        finished_at timestamptz
      );
      CREATE INDEX markdown_import_community ON markdown_import (community_id, created_at DESC, id DESC);
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward');
  }
}
