import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Takes away an index that nothing needs: whoever asks which annotations were carried to a revision names its page, and nearly
 * all annotations of a page have the same one. Writing one entry less, an annotation costs less, and carrying those of a
 * whole page changes no index.
 */
export class LeanerTargets1764000000028 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query('DROP INDEX annotation_target_revision');
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward');
  }
}
