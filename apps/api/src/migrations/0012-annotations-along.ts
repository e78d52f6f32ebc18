import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Annotations that go along: where they were in each revision, copies of pages, changes taken back, their pictures. */
export class AnnotationsAlong1763700000012 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(PLACES);
    await db.query(BESIDE);
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward');
  }
}

/**
 * 'annotation_places' holds, for a revision that annotations were carried to, where each was in its text:
 * { "<annotation>": [state, start, end] }. It goes with its revision. The log only grows: what is taken back stays in it,
 * and 'undoes' says which line. The text that an annotation was last found in may go; its quotes then decide.
 */
const PLACES = `
  CREATE TABLE annotation_places (
    revision_id uuid PRIMARY KEY REFERENCES page_revision (id) ON DELETE CASCADE,
    page_id uuid NOT NULL REFERENCES page (id) ON DELETE CASCADE,
    places jsonb NOT NULL
  );
  CREATE INDEX annotation_places_page ON annotation_places (page_id, revision_id DESC);
  ALTER TABLE annotation_anchor_log ADD COLUMN undoes bigint REFERENCES annotation_anchor_log (id) ON DELETE CASCADE;
  CREATE INDEX annotation_anchor_log_undoes ON annotation_anchor_log (undoes) WHERE undoes IS NOT NULL;
  ALTER TABLE annotation_target DROP CONSTRAINT annotation_target_revision_id_fkey;
`;

/** 'sent_to': what a file was sent for something about; until that uses it, whoever sent it sees it, and nobody else. */
const BESIDE = `
  ALTER TABLE page_copy ADD COLUMN annotations int NOT NULL DEFAULT 0;
  ALTER TABLE file ADD COLUMN sent_to uuid REFERENCES content (id) ON DELETE SET NULL;
  CREATE INDEX file_sent_by ON file (created_by, created_at) WHERE sent_to IS NOT NULL;
  CREATE INDEX file_sent_to ON file (sent_to) WHERE sent_to IS NOT NULL;
`;
