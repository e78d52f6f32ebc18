import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Annotations of pages: threads, where they are, what happened to their places, and reactions. */
export class Annotations1763700000011 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(CONTENT);
    await db.query(THREADS);
    await db.query(PLACES);
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward');
  }
}

/** 'members': whoever is a member of its community, where others read it too. Who may annotate is the community's choice. */
const CONTENT = `
  ALTER TABLE content DROP CONSTRAINT content_audience_check,
    ADD CONSTRAINT content_audience_check CHECK (audience IN ('community', 'members', 'participants'));
  ALTER TABLE community ADD COLUMN annotated_by text NOT NULL DEFAULT 'employees' CHECK (annotated_by IN ('employees', 'members', 'readers'));
`;

const THREADS = `
  CREATE TABLE annotation (
    id uuid PRIMARY KEY REFERENCES content (id) ON DELETE CASCADE,
    motivation text NOT NULL CHECK (motivation IN ('commenting', 'questioning', 'editing', 'highlighting')),
    visibility text NOT NULL CHECK (visibility IN ('private', 'community', 'page')),
    body json NOT NULL,
    text text NOT NULL,
    edited_at timestamptz,
    resolved_at timestamptz,
    resolved_by uuid REFERENCES person (id)
  );
  CREATE TABLE annotation_reply (
    id uuid PRIMARY KEY,
    root_id uuid NOT NULL REFERENCES annotation (id) ON DELETE CASCADE,
    author_id uuid REFERENCES person (id),
    body json NOT NULL,
    text text NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    edited_at timestamptz,
    deleted_at timestamptz
  );
  CREATE INDEX annotation_reply_thread ON annotation_reply (root_id, created_at, id);
  -- To an annotation, or to one reply in its thread.
  CREATE TABLE annotation_reaction (
    root_id uuid NOT NULL REFERENCES annotation (id) ON DELETE CASCADE,
    reply_id uuid REFERENCES annotation_reply (id) ON DELETE CASCADE,
    person_id uuid NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    reaction text NOT NULL,
    at timestamptz NOT NULL DEFAULT now(),
    UNIQUE NULLS NOT DISTINCT (root_id, reply_id, person_id, reaction)
  );
  CREATE INDEX content_of_source ON content (source_id, id) WHERE source_id IS NOT NULL AND deleted_at IS NULL;
  CREATE INDEX content_annotations ON content (community_id, created_at DESC, id DESC) WHERE kind = 'annotation' AND deleted_at IS NULL;
  CREATE INDEX content_my_annotations ON content (author_id, created_at DESC, id DESC) WHERE kind = 'annotation' AND deleted_at IS NULL;
`;

/**
 * 'original' is what was selected, for ever; the other columns say where it is now: in the text of 'revision_id', or
 * (an orphan) where it was when it was lost. The whole page: no text at all.
 */
const PLACES = `
  CREATE TABLE annotation_target (
    annotation_id uuid PRIMARY KEY REFERENCES annotation (id) ON DELETE CASCADE,
    page_id uuid NOT NULL REFERENCES page (id) ON DELETE CASCADE,
    whole boolean NOT NULL,
    original jsonb,
    original_revision_id uuid NOT NULL REFERENCES page_revision (id) DEFERRABLE INITIALLY DEFERRED,
    state text NOT NULL DEFAULT 'SAFE' CHECK (state IN ('SAFE', 'MOVED', 'CHANGED', 'ORPHAN')),
    place jsonb,
    revision_id uuid NOT NULL REFERENCES page_revision (id) DEFERRABLE INITIALLY DEFERRED,
    score real NOT NULL DEFAULT 1,
    method text NOT NULL DEFAULT 'same' CHECK (method IN ('same', 'difference', 'quote', 'hand', 'none')),
    CHECK (whole = (original IS NULL) AND whole = (place IS NULL)),
    CHECK (NOT whole OR state = 'SAFE')
  );
  CREATE INDEX annotation_target_page ON annotation_target (page_id);
  CREATE INDEX annotation_target_revision ON annotation_target (revision_id);
  CREATE INDEX annotation_target_original ON annotation_target (original_revision_id);

  CREATE TABLE annotation_anchor_log (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    annotation_id uuid NOT NULL REFERENCES annotation (id) ON DELETE CASCADE,
    at timestamptz NOT NULL DEFAULT clock_timestamp(),
    revision_id uuid NOT NULL,
    state text NOT NULL,
    place jsonb,
    score real NOT NULL,
    method text NOT NULL,
    actor_id uuid REFERENCES person (id)
  );
  CREATE INDEX annotation_anchor_log_newest ON annotation_anchor_log (annotation_id, id DESC);
`;
