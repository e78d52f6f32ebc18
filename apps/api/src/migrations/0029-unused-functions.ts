import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Takes away what searches call no more: `search_found_among` and `search_part` have taken their places. */
export class UnusedFunctions1764000000029 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(
      'DROP FUNCTION search_found(tsquery, tsquery, int, text); DROP FUNCTION search_piece(text, text, int[], text[], int, int);',
    );
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward');
  }
}
