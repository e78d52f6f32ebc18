import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The reading order of a community's pages as one key, so that the page before and the page after are one step each. */
export class ReadingOrder1764000000015 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(KEY);
    await db.query(KEPT);
    await db.query(`ALTER TABLE content ADD CONSTRAINT content_page_is_about_nothing CHECK (kind <> 'page' OR source_id IS NULL)`);
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward');
  }
}

/**
 * 'path': position and id of every page from the top down to this one. A blank comes before all that stands in a position,
 * so that keys compare as the positions do, and what lies below a page comes right after it. 'above': the pages above it,
 * from the top down.
 */
const KEY = `
  ALTER TABLE page ADD COLUMN path text COLLATE "C", ADD COLUMN above uuid[];
  WITH RECURSIVE walked AS (
    SELECT id, position || ' ' || id AS path, '{}'::uuid[] AS above FROM page WHERE parent_id IS NULL
    UNION ALL
    SELECT p.id, walked.path || '/' || p.position || ' ' || p.id, walked.above || walked.id FROM page p JOIN walked ON p.parent_id = walked.id
  )
  UPDATE page SET path = walked.path, above = walked.above FROM walked WHERE page.id = walked.id;
  ALTER TABLE page ALTER COLUMN path SET NOT NULL, ALTER COLUMN above SET NOT NULL;
  CREATE INDEX page_reading_order ON page (community_id, path);
`;

/**
 * Kept by the database itself, whoever writes: a new page takes what the page above it has and adds its own; a page that
 * moves takes all below it along. A restored table brings them, and there pages may come before those above them.
 */
const KEPT = `
  CREATE FUNCTION page_takes_place() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    IF TG_OP = 'UPDATE' OR NEW.path IS NULL THEN
      NEW.path := NEW.position || ' ' || NEW.id;
      NEW.above := '{}';
      IF NEW.parent_id IS NOT NULL THEN
        SELECT p.path || '/' || NEW.path, p.above || p.id INTO NEW.path, NEW.above FROM page p WHERE p.id = NEW.parent_id;
        NEW.path := coalesce(NEW.path, NEW.position || ' ' || NEW.id);
        NEW.above := coalesce(NEW.above, '{}');
      END IF;
    END IF;
    RETURN NEW;
  END $$;
  CREATE TRIGGER page_takes_place BEFORE INSERT OR UPDATE OF parent_id, position ON page FOR EACH ROW EXECUTE FUNCTION page_takes_place();

  CREATE FUNCTION page_takes_along() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    WITH RECURSIVE below AS (
      SELECT p.id, up.path || '/' || p.position || ' ' || p.id AS path, up.above || up.id AS above
      FROM page up JOIN page p ON p.parent_id = up.id WHERE up.id = NEW.id
      UNION ALL
      SELECT p.id, below.path || '/' || p.position || ' ' || p.id, below.above || below.id FROM below JOIN page p ON p.parent_id = below.id
    )
    UPDATE page SET path = below.path, above = below.above FROM below WHERE page.id = below.id AND (page.path <> below.path OR page.above <> below.above);
    RETURN NULL;
  END $$;
  CREATE TRIGGER page_takes_along AFTER INSERT OR UPDATE OF parent_id, position ON page FOR EACH ROW EXECUTE FUNCTION page_takes_along();
  ALTER TABLE page ENABLE ALWAYS TRIGGER page_takes_place, ENABLE ALWAYS TRIGGER page_takes_along;
`;
