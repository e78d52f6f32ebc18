import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What is arranged around pages: labels, watches, templates, copies, and who reads them again when. */
export class PageTree1763700000007 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(LABELS_AND_WATCHES);
    await db.query(PAGES);
    await db.query(SUGGESTIONS);
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward');
  }
}

const LABELS_AND_WATCHES = `
  CREATE TABLE content_label (
    content_id uuid NOT NULL REFERENCES content (id) ON DELETE CASCADE,
    key text COLLATE "C" NOT NULL,
    label text NOT NULL,
    PRIMARY KEY (content_id, key)
  );
  CREATE INDEX content_label_key ON content_label (key, content_id);

  CREATE TABLE content_watch (
    person_id uuid NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    content_id uuid NOT NULL REFERENCES content (id) ON DELETE CASCADE,
    below boolean NOT NULL DEFAULT false,
    at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (content_id, person_id)
  );
  CREATE INDEX content_watch_person ON content_watch (person_id);

  CREATE TABLE community_watch (
    person_id uuid NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    community_id uuid NOT NULL REFERENCES community (id) ON DELETE CASCADE,
    at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (community_id, person_id)
  );
  CREATE INDEX community_watch_person ON community_watch (person_id);
`;

/** A tree lies in one community, whatever is moved and written at the same time: the last constraint sees to it. */
const PAGES = `
  ALTER TABLE page
    ADD COLUMN template boolean NOT NULL DEFAULT false,
    ADD COLUMN owner_id uuid REFERENCES person (id),
    ADD COLUMN review_at date,
    ADD COLUMN confirmed_at timestamptz,
    ADD COLUMN confirmed_by uuid REFERENCES person (id),
    ADD CONSTRAINT review_has_an_owner CHECK (review_at IS NULL OR owner_id IS NOT NULL),
    ADD CONSTRAINT page_in_community UNIQUE (id, community_id);
  ALTER TABLE page ADD CONSTRAINT parent_in_the_same_community
    FOREIGN KEY (parent_id, community_id) REFERENCES page (id, community_id) DEFERRABLE INITIALLY DEFERRED;
  CREATE INDEX page_parent_community ON page (parent_id, community_id);
  CREATE INDEX page_review ON page (community_id, review_at, id) WHERE review_at IS NOT NULL;
  CREATE INDEX page_review_day ON page (review_at) WHERE review_at IS NOT NULL;
  CREATE INDEX page_owner ON page (owner_id, review_at, id) WHERE owner_id IS NOT NULL;
  CREATE INDEX page_template ON page (community_id, id) WHERE template;

  CREATE TABLE page_copy (
    id uuid PRIMARY KEY REFERENCES content (id) ON DELETE CASCADE,
    source_id uuid NOT NULL,
    actor_id uuid NOT NULL REFERENCES person (id),
    pages int NOT NULL,
    left_out int NOT NULL,
    at timestamptz NOT NULL DEFAULT now()
  );

  CREATE TABLE page_review_reminder (
    page_id uuid NOT NULL REFERENCES page (id) ON DELETE CASCADE,
    person_id uuid NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    review_at date NOT NULL,
    week int NOT NULL,
    sent_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (page_id, person_id, review_at, week)
  );
`;

const SUGGESTIONS = `
  CREATE INDEX content_title_words ON content USING gin (community_id, folded(title) gin_trgm_ops) WHERE deleted_at IS NULL;
  CREATE INDEX content_title ON content (community_id, folded(title), id) WHERE deleted_at IS NULL;
`;
