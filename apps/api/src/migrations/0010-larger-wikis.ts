import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Orders and counts that are asked for again and again, where communities have thousands of pages and members. */
export class LargerWikis1763700000010 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      -- Siblings in order: pages at the top of a community lie below the community itself.
      CREATE INDEX page_in_order ON page (coalesce(parent_id, community_id), position, id);
      DROP INDEX page_siblings;
      CREATE INDEX page_community ON page (community_id, id);
      CREATE INDEX content_trash_community ON content (community_id, deleted_at DESC, id DESC) WHERE deleted_with = id;

      -- What every list of communities counts and names.
      CREATE INDEX content_counted ON content (community_id) WHERE deleted_at IS NULL AND scope_id IS NULL AND source_id IS NULL;
      CREATE INDEX membership_animator ON membership (community_id, person_id) WHERE role = 'animator' AND state = 'member';
      CREATE INDEX membership_state ON membership (community_id, state, person_id);
      CREATE INDEX person_deactivated ON person (id) WHERE deactivated_at IS NOT NULL;
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward');
  }
}
