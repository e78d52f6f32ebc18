import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Says on an annotation whether anything was ever said or done in answer, so that lists look for answers only there. */
export class AnsweredAnnotations1764000000027 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(ANSWERED);
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward');
  }
}

/** The database keeps it, whoever writes. It is never taken back: an answer may be restored, and looking in vain is no harm. */
const ANSWERED = `
  ALTER TABLE annotation ADD COLUMN answered boolean NOT NULL DEFAULT false;
  CREATE FUNCTION note_answers() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    UPDATE annotation SET answered = true WHERE id IN (SELECT root_id FROM answers) AND NOT answered;
    RETURN NULL;
  END $$;
  CREATE TRIGGER annotation_replied AFTER INSERT ON annotation_reply
    REFERENCING NEW TABLE AS answers FOR EACH STATEMENT EXECUTE FUNCTION note_answers();
  CREATE TRIGGER annotation_reacted AFTER INSERT ON annotation_reaction
    REFERENCING NEW TABLE AS answers FOR EACH STATEMENT EXECUTE FUNCTION note_answers();
  UPDATE annotation a SET answered = true
  WHERE EXISTS (SELECT FROM annotation_reply y WHERE y.root_id = a.id) OR EXISTS (SELECT FROM annotation_reaction r WHERE r.root_id = a.id);
`;
