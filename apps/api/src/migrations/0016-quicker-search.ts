import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What searches look at is found in fewer steps, and the index is filled by the handful. */
export class QuickerSearch1764000000016 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(MATCHES);
    await db.query(PIECE);
    await db.query(GATHER);
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward');
  }
}

/**
 * As `search_matches`, and how near the name is to what was asked: 0 it has not all words, 1 it has, 2 and little else,
 * 3 it is just that. The nearest are looked at first, however old they are.
 */
const COLUMNS = 'id uuid, kind text, content_id uuid, person_id uuid, place_id uuid, community_id uuid, author_id uuid, at timestamptz';
const NEARNESS = `CASE WHEN NOT e.title_vector @@ $2 THEN 0 WHEN e.title_key = $4 THEN 3 WHEN e.title_words <= 2 * $3 THEN 2 ELSE 1 END`;
const SELECTED = `SELECT e.id, e.kind, e.content_id, e.person_id, e.place_id, e.community_id, e.author_id, e.at, ${NEARNESS}
          FROM public.search_entry e WHERE e.vector @@ $1`;
const MATCHES = `
  CREATE FUNCTION search_found(sought tsquery, named tsquery, words int, name text)
    RETURNS TABLE (${COLUMNS}, named int)
    LANGUAGE sql STABLE PARALLEL SAFE ROWS 500 SET enable_seqscan = off
    AS $$ ${SELECTED} $$;
  CREATE FUNCTION search_found_in(sought tsquery, named tsquery, words int, name text, communities uuid[])
    RETURNS TABLE (${COLUMNS}, named int)
    LANGUAGE sql STABLE PARALLEL SAFE ROWS 500 SET enable_seqscan = off
    AS $$ ${SELECTED} AND e.community_id = ANY($5) $$;
`;

/**
 * The piece of a text that shows most of what was asked: where it begins (from 1) and its characters. For each slot the
 * first needle that stands in the plain text leads to a place; without any, it is the beginning of the text.
 */
const PIECE = `
  CREATE FUNCTION search_piece(plain text, written text, slots int[], needles text[], size int, before int)
    RETURNS json LANGUAGE plpgsql STABLE PARALLEL SAFE
    AS $$
    DECLARE
      hay text := ' ' || plain || ' ';
      places int[] := '{}';
      led text[] := '{}';
      slot int := -1;
      place int;
      around text;
      found int;
      shown int;
      most int := 0;
      best int := 1;
    BEGIN
      FOR i IN 1 .. coalesce(array_length(needles, 1), 0) LOOP
        CONTINUE WHEN slots[i] = slot;
        place := strpos(hay, needles[i]);
        IF place > 0 THEN
          slot := slots[i];
          places := places || greatest(1, place - before);
          led := led || needles[i];
        END IF;
      END LOOP;
      found := coalesce(array_length(places, 1), 0);
      IF found > 0 THEN best := places[1]; END IF;
      FOR i IN 1 .. found LOOP
        EXIT WHEN found = 1 OR most = found;
        around := substr(hay, places[i], size);
        shown := 1;
        FOR j IN 1 .. found LOOP
          IF j <> i AND strpos(around, led[j]) > 0 THEN shown := shown + 1; END IF;
        END LOOP;
        IF shown > most THEN
          most := shown;
          best := places[i];
        END IF;
      END LOOP;
      RETURN json_build_array(best, substr(written, best, size));
    END $$;
`;

/**
 * Lets what is written wait in the index and enter it by the handful, or (false) one by one again, and takes in what
 * waits. The application does not own the index, and may do no more with it than this.
 */
const GATHER = `
  CREATE FUNCTION search_gather(together boolean) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
    AS $$
    BEGIN
      IF together = ('fastupdate=on' = ANY (coalesce((SELECT reloptions FROM pg_class WHERE oid = 'public.search_entry_vector'::regclass), '{}'))) THEN
        RETURN;
      END IF;
      EXECUTE format('ALTER INDEX public.search_entry_vector SET (fastupdate = %s)', CASE WHEN together THEN 'on' ELSE 'off' END);
      IF NOT together THEN PERFORM gin_clean_pending_list('public.search_entry_vector'); END IF;
    END $$;
  REVOKE EXECUTE ON FUNCTION search_gather(boolean) FROM PUBLIC;
  GRANT EXECUTE ON FUNCTION search_gather(boolean) TO parvis_app;
`;
