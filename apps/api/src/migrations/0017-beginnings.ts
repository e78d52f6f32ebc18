import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Names that begin with what somebody types are found without looking at all names that hold such a word. */
export class Beginnings1764000000017 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(BEGUN);
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward');
  }
}

/** The index answers alone, and in the order of names: thousands of them cost less than a millisecond. */
const BEGUN = `
  CREATE INDEX search_entry_named ON search_entry (kind, title_key, id) INCLUDE (community_id, at) WHERE title_key <> '';

  CREATE FUNCTION search_begun(of_kind text, first text, past text, communities uuid[], most int)
    RETURNS TABLE (id uuid, community_id uuid, at timestamptz, title_key text)
    LANGUAGE sql STABLE PARALLEL SAFE ROWS 200 SET enable_seqscan = off SET enable_bitmapscan = off
    AS $$ SELECT e.id, e.community_id, e.at, e.title_key FROM public.search_entry e
          WHERE e.kind = $1 AND e.title_key <> '' AND e.title_key >= $2 AND e.title_key < $3
            AND (e.community_id IS NULL OR e.community_id IN (SELECT unnest($4)))
          ORDER BY e.title_key, e.id LIMIT $5 $$;
`;
