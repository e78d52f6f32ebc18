import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Tells whoever keeps the outline of a wiki, or what stands on a page, whether it is still so. */
export class Outlines1764000000022 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(VERSIONS);
    await db.query(OUTLINE_CHANGES);
    await db.query(PAGE_CHANGES);
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward');
  }
}

/** One line for each community that has had pages. Apart from `community`, whose row every write in it refers to. */
const VERSIONS = `
  CREATE TABLE community_outline (
    community_id uuid PRIMARY KEY REFERENCES community (id) ON DELETE CASCADE,
    version bigint NOT NULL
  ) WITH (fillfactor = 50);
  INSERT INTO community_outline SELECT DISTINCT community_id, 1 FROM page;
`;

/**
 * A community's number grows, once a transaction, with whatever its tree shows. Deferred: whoever changes a tree holds the
 * row while she commits, not while she works.
 */
const OUTLINE_CHANGES = `
  CREATE FUNCTION outline_changes() RETURNS trigger LANGUAGE plpgsql AS $$
  DECLARE
    told text := coalesce(current_setting('parvis.outlines_changed', true), '');
    changed uuid;
  BEGIN
    FOREACH changed IN ARRAY CASE TG_OP WHEN 'INSERT' THEN ARRAY[NEW.community_id] WHEN 'DELETE' THEN ARRAY[OLD.community_id]
      ELSE ARRAY[OLD.community_id, NEW.community_id] END
    LOOP
      CONTINUE WHEN changed IS NULL OR strpos(told, changed::text) > 0;
      INSERT INTO community_outline AS o (community_id, version) SELECT k.id, 1 FROM community k WHERE k.id = changed
        ON CONFLICT (community_id) DO UPDATE SET version = o.version + 1;
      told := told || ' ' || changed;
    END LOOP;
    PERFORM set_config('parvis.outlines_changed', told, true);
    RETURN NULL;
  END $$;

  CREATE CONSTRAINT TRIGGER page_comes_or_goes AFTER INSERT OR DELETE ON page
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION outline_changes();
  CREATE CONSTRAINT TRIGGER page_is_elsewhere AFTER UPDATE ON page
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
    WHEN ((OLD.community_id, OLD.parent_id, OLD.position, OLD.path) IS DISTINCT FROM (NEW.community_id, NEW.parent_id, NEW.position, NEW.path))
    EXECUTE FUNCTION outline_changes();
  CREATE CONSTRAINT TRIGGER page_is_told_otherwise AFTER UPDATE ON content
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
    WHEN (NEW.kind = 'page' AND (OLD.community_id, OLD.title, OLD.slug, OLD.state, OLD.audience, OLD.scope_id, OLD.deleted_at)
      IS DISTINCT FROM (NEW.community_id, NEW.title, NEW.slug, NEW.state, NEW.audience, NEW.scope_id, NEW.deleted_at))
    EXECUTE FUNCTION outline_changes();
`;

/**
 * The rows of a page in 'page' and 'content' are new ones with every change of theirs, which their xmin tells. What is
 * arranged around it lies in other tables: these count here, so that the page's own row is a new one then too.
 */
const PAGE_CHANGES = `
  ALTER TABLE page ADD COLUMN around int NOT NULL DEFAULT 0;

  CREATE FUNCTION page_around_changes() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    UPDATE page SET around = around + 1
    WHERE id = CASE WHEN TG_OP = 'DELETE' THEN (to_jsonb(OLD) ->> TG_ARGV[0])::uuid ELSE (to_jsonb(NEW) ->> TG_ARGV[0])::uuid END
      AND xmin <> pg_current_xact_id()::xid;
    RETURN NULL;
  END $$;
  CREATE TRIGGER labels_of_page AFTER INSERT OR UPDATE OR DELETE ON content_label FOR EACH ROW EXECUTE FUNCTION page_around_changes('content_id');
  CREATE TRIGGER files_of_page AFTER INSERT OR UPDATE OR DELETE ON file_use FOR EACH ROW EXECUTE FUNCTION page_around_changes('content_id');
  CREATE TRIGGER links_of_page AFTER INSERT OR UPDATE OR DELETE ON page_link FOR EACH ROW EXECUTE FUNCTION page_around_changes('page_id');
`;
