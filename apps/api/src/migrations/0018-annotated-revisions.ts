import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Revisions that annotations were made on are kept, also where it was the whole page that was annotated. */
export class AnnotatedRevisions1764000000018 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(
      `UPDATE page_revision r SET pinned = true FROM annotation_target t WHERE t.original_revision_id = r.id AND NOT r.pinned`,
    );
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward');
  }
}
