import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Communities with their members, and the one record that everything people make shares. */
export class CommunitiesContent1763700000003 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(COMMUNITIES);
    await db.query(CONTENT);
    await db.query(PERSONAL);
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward');
  }
}

const COMMUNITIES = `
  CREATE TABLE community (
    id uuid PRIMARY KEY,
    name text NOT NULL,
    slug text NOT NULL UNIQUE,
    description text NOT NULL DEFAULT '',
    visibility text NOT NULL CHECK (visibility IN ('open', 'closed', 'secret')),
    emblem int NOT NULL CHECK (emblem BETWEEN 0 AND 35),
    pages_written_by text NOT NULL DEFAULT 'members' CHECK (pages_written_by IN ('members', 'animators')),
    created_by uuid REFERENCES person (id),
    created_at timestamptz NOT NULL DEFAULT now(),
    archived_at timestamptz
  );
  CREATE INDEX community_by_name ON community (folded(name), id);

  CREATE TABLE membership (
    community_id uuid NOT NULL REFERENCES community (id) ON DELETE CASCADE,
    person_id uuid NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    role text NOT NULL CHECK (role IN ('animator', 'member')),
    state text NOT NULL CHECK (state IN ('member', 'asked', 'invited')),
    since timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (community_id, person_id)
  );
  CREATE INDEX membership_person ON membership (person_id, state);
`;

/** `scope_id` is the nearest restricted ancestor-or-self; a restricted piece of content is its own scope. */
const CONTENT = `
  CREATE TABLE content (
    id uuid PRIMARY KEY,
    kind text NOT NULL,
    community_id uuid REFERENCES community (id),
    author_id uuid REFERENCES person (id),
    last_editor_id uuid REFERENCES person (id),
    title text NOT NULL,
    slug text NOT NULL,
    excerpt text NOT NULL DEFAULT '',
    state text NOT NULL DEFAULT 'published' CHECK (state IN ('draft', 'published', 'archived')),
    audience text NOT NULL DEFAULT 'community' CHECK (audience IN ('community', 'participants')),
    scope_id uuid REFERENCES content (id) DEFERRABLE INITIALLY DEFERRED,
    source_id uuid REFERENCES content (id),
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    published_at timestamptz,
    last_activity_at timestamptz NOT NULL DEFAULT now(),
    deleted_at timestamptz,
    deleted_by uuid REFERENCES person (id),
    deleted_with uuid REFERENCES content (id),
    CONSTRAINT draft_is_for_participants CHECK (state <> 'draft' OR audience = 'participants'),
    CONSTRAINT restricted_is_its_own_scope CHECK ((audience = 'participants') = (scope_id IS NOT DISTINCT FROM id AND scope_id IS NOT NULL)),
    CONSTRAINT without_community_for_participants CHECK (community_id IS NOT NULL OR scope_id IS NOT NULL),
    CONSTRAINT trash_is_whole CHECK ((deleted_at IS NULL) = (deleted_with IS NULL))
  );
  CREATE INDEX content_recent ON content (community_id, updated_at DESC, id DESC) WHERE deleted_at IS NULL;
  CREATE INDEX content_scope ON content (scope_id) WHERE scope_id IS NOT NULL;
  CREATE INDEX content_source ON content (source_id) WHERE source_id IS NOT NULL;
  CREATE INDEX content_trash ON content (deleted_at DESC, id DESC) WHERE deleted_with = id;
  CREATE INDEX content_deleted_with ON content (deleted_with) WHERE deleted_with IS NOT NULL;

  CREATE TABLE content_participant (
    content_id uuid NOT NULL REFERENCES content (id) ON DELETE CASCADE,
    person_id uuid NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    PRIMARY KEY (content_id, person_id)
  );
  CREATE INDEX content_participant_person ON content_participant (person_id);
`;

const PERSONAL = `
  CREATE TABLE favourite (
    person_id uuid NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    content_id uuid NOT NULL REFERENCES content (id) ON DELETE CASCADE,
    at timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (person_id, content_id)
  );
  CREATE INDEX favourite_newest ON favourite (person_id, at DESC, content_id DESC);

  CREATE TABLE visit (
    person_id uuid NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    content_id uuid NOT NULL REFERENCES content (id) ON DELETE CASCADE,
    at timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (person_id, content_id)
  );
  CREATE INDEX visit_newest ON visit (person_id, at DESC, content_id DESC);
`;
