import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What people are told, what they want to hear of, and what mails are signed with. */
export class Notifications1763700000014 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(LEVELS);
    await db.query(NOTIFICATIONS);
    await db.query(MAILS);
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward');
  }
}

/** A watch says how much: who watched before wanted everything. */
const LEVELS = `
  ALTER TABLE content_watch ADD COLUMN level text NOT NULL DEFAULT 'all' CHECK (level IN ('all', 'mentions', 'none'));
  ALTER TABLE community_watch ADD COLUMN level text NOT NULL DEFAULT 'all' CHECK (level IN ('all', 'mentions', 'none'));
  CREATE INDEX content_watch_newest ON content_watch (person_id, at DESC, content_id DESC);

  -- How often a page names somebody, at most so far: whom it names once more is told once more.
  CREATE TABLE page_mention (
    page_id uuid NOT NULL REFERENCES page (id) ON DELETE CASCADE,
    person_id uuid NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    times int NOT NULL,
    PRIMARY KEY (page_id, person_id)
  );
`;

/**
 * 'notification': one thing that somebody is told about. 'notice': one fact about it, told once by its key; what came
 * after 'read_until' is unread ('unread' finds those rows, it may be true for longer).
 */
const NOTIFICATIONS = `
  CREATE TABLE notification (
    id uuid PRIMARY KEY DEFAULT uuidv7(),
    person_id uuid NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    content_id uuid REFERENCES content (id) ON DELETE CASCADE,
    community_id uuid REFERENCES community (id) ON DELETE CASCADE,
    item_id uuid NOT NULL GENERATED ALWAYS AS (coalesce(content_id, community_id)) STORED,
    at timestamptz NOT NULL,
    unread boolean NOT NULL,
    read_until timestamptz NOT NULL DEFAULT '-infinity',
    CONSTRAINT notification_is_about_one_thing CHECK (num_nonnulls(content_id, community_id) = 1),
    CONSTRAINT notification_for_each_thing UNIQUE (person_id, item_id)
  );
  CREATE INDEX notification_newest ON notification (person_id, at DESC, id DESC);
  CREATE INDEX notification_unread ON notification (person_id, at DESC, id DESC) WHERE unread;
  CREATE INDEX notification_read ON notification (read_until) WHERE NOT unread;
  CREATE INDEX notification_content ON notification (content_id) WHERE content_id IS NOT NULL;
  CREATE INDEX notification_community ON notification (community_id) WHERE community_id IS NOT NULL;

  CREATE TABLE notice (
    id uuid PRIMARY KEY DEFAULT uuidv7(),
    notification_id uuid NOT NULL REFERENCES notification (id) ON DELETE CASCADE,
    key text NOT NULL,
    kind text NOT NULL,
    actor_id uuid REFERENCES person (id),
    -- A reply in the thread; null: the thing itself.
    part_id uuid,
    at timestamptz NOT NULL,
    mail_begun_at timestamptz,
    mailed_at timestamptz,
    CONSTRAINT notice_told_once UNIQUE (notification_id, key)
  );
  CREATE INDEX notice_newest ON notice (notification_id, at DESC, id DESC);
  CREATE INDEX notice_mailed ON notice (mailed_at) WHERE mailed_at IS NOT NULL;

  CREATE TABLE notification_settings (
    person_id uuid PRIMARY KEY REFERENCES person (id) ON DELETE CASCADE,
    mail boolean NOT NULL
  );
`;

/** One random key of this installation, from which those of single uses are derived. */
const MAILS = `
  CREATE TABLE signing_key (
    only_one boolean PRIMARY KEY DEFAULT true CHECK (only_one),
    key bytea NOT NULL
  );
  INSERT INTO signing_key (key) VALUES (sha256(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid())));
`;
