import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What lies in communities that the viewer does not read is neither weighed nor passed on. */
export class FewerMatches1764000000026 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(AMONG);
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward');
  }
}

/** As `search_found`, and only what lies in one of the communities or in none. */
const AMONG = `
  CREATE FUNCTION search_found_among(sought tsquery, named tsquery, words int, name text, communities uuid[])
    RETURNS TABLE (id uuid, kind text, content_id uuid, person_id uuid, place_id uuid, community_id uuid, author_id uuid, at timestamptz, named int)
    LANGUAGE sql STABLE PARALLEL SAFE ROWS 500 SET enable_seqscan = off
    AS $$ SELECT e.id, e.kind, e.content_id, e.person_id, e.place_id, e.community_id, e.author_id, e.at,
            CASE WHEN NOT e.title_vector @@ $2 THEN 0 WHEN e.title_key = $4 THEN 3 WHEN e.title_words <= 2 * $3 THEN 2 ELSE 1 END
          FROM public.search_entry e
          WHERE e.vector @@ $1 AND (e.community_id IS NULL OR e.community_id IN (SELECT unnest($5))) $$;
`;
