import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Pieces for excerpts are cut in fewer passes over a text, and out of one that is not packed. */
export class CheaperExcerpts1764000000025 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(UNPACKED);
    await db.query(PART);
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward');
  }
}

/** Texts are read at each search and written seldom. Those that are packed are unpacked when they are written again. */
const UNPACKED = 'ALTER TABLE search_entry ALTER COLUMN text SET STORAGE EXTERNAL, ALTER COLUMN plain SET STORAGE EXTERNAL';

/**
 * The piece of a text that shows most of what was asked, behind `^` where it is the beginning of the text and `-` where
 * it is not. For each slot the first needle that stands in the plain text leads to a place; without any, it is the
 * beginning. Of places that show as much, the one of the first slot.
 * (`left(right(…))` counts characters up to where it cuts; `substr` counts all that there are before.)
 */
const PART = `
  CREATE FUNCTION search_part(plain text, written text, slots int[], needles text[], size int, before int)
    RETURNS text LANGUAGE plpgsql STABLE PARALLEL SAFE
    AS $$
    DECLARE
      hay text := ' ' || plain || ' ';
      places int[] := '{}';
      begins int[] := '{}';
      led text[] := '{}';
      slot int := -1;
      place int;
      around text;
      found int := 0;
      shown int;
      most int := 0;
      best int := 1;
    BEGIN
      FOR i IN 1 .. cardinality(needles) LOOP
        CONTINUE WHEN slots[i] = slot;
        place := strpos(hay, needles[i]);
        CONTINUE WHEN place = 0;
        slot := slots[i];
        found := found + 1;
        places[found] := place;
        begins[found] := greatest(1, place - before);
        led[found] := needles[i];
      END LOOP;
      IF found > 0 THEN best := begins[1]; END IF;
      FOR i IN 1 .. found LOOP
        EXIT WHEN found = 1 OR most = found;
        around := NULL;
        shown := 1;
        FOR j IN 1 .. found LOOP
          CONTINUE WHEN j = i;
          IF places[j] >= begins[i] THEN
            -- Its first place is the first one behind this beginning too.
            IF places[j] + length(led[j]) <= begins[i] + size THEN shown := shown + 1; END IF;
          ELSE
            IF around IS NULL THEN around := left(right(hay, 1 - begins[i]), size); END IF;
            IF strpos(around, led[j]) > 0 THEN shown := shown + 1; END IF;
          END IF;
        END LOOP;
        IF shown > most THEN
          most := shown;
          best := begins[i];
        END IF;
      END LOOP;
      RETURN CASE WHEN best = 1 THEN '^' || left(written, size) ELSE '-' || left(right(written, 1 - best), size) END;
    END $$;
`;
