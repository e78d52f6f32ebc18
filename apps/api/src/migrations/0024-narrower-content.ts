import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What is about something else, annotations above all, is in no index that nobody seeks it by: lists by title or by change leave it out. */
export class NarrowerContent1764000000024 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(INDEXES);
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward');
  }
}

/** Eight indexes were written to for each annotation, the letters of its first line among them; half of them do. */
const INDEXES = `
  DROP INDEX content_recent, content_title_words, content_title, content_source, content_of_source;
  CREATE INDEX content_recent ON content (community_id, updated_at DESC, id DESC) WHERE deleted_at IS NULL AND source_id IS NULL;
  CREATE INDEX content_title_words ON content USING gin (community_id, folded(title) gin_trgm_ops) WHERE deleted_at IS NULL AND source_id IS NULL;
  CREATE INDEX content_title ON content (community_id, folded(title), id) WHERE deleted_at IS NULL AND source_id IS NULL;
  CREATE INDEX content_about ON content (source_id, id) WHERE source_id IS NOT NULL;
`;
