import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Organizations, people, how they sign in and how they are invited. Secrets lie here as SHA-256 only. */
export class People1763700000002 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(FOLDING);
    await db.query(PEOPLE);
    await db.query(SIGN_IN);
    await db.query(INVITATIONS);
    await db.query(WORKSPACE);
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward');
  }
}

/** Text as it is sought and sorted: without accents or capitals. PostgreSQL calls unaccent stable, since dictionaries may change; ours does not. */
const FOLDING = `
  CREATE FUNCTION folded(text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT
    AS $$ SELECT lower(public.unaccent('public.unaccent'::regdictionary, $1)) $$;
`;

const PEOPLE = `
  CREATE TABLE organization (
    id uuid PRIMARY KEY,
    kind text NOT NULL CHECK (kind IN ('customer', 'vendor', 'partner')),
    name text NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now()
  );
  CREATE UNIQUE INDEX organization_one_customer ON organization (kind) WHERE kind = 'customer';
  CREATE UNIQUE INDEX organization_name ON organization (folded(name));

  CREATE TABLE person (
    id uuid PRIMARY KEY,
    organization_id uuid NOT NULL REFERENCES organization (id),
    email citext NOT NULL UNIQUE,
    name text NOT NULL,
    job text NOT NULL DEFAULT '',
    language text NOT NULL DEFAULT 'fr' CHECK (language IN ('fr', 'en')),
    time_zone text NOT NULL DEFAULT 'Europe/Paris',
    photo_id uuid,
    password_hash text,
    roles text[] NOT NULL DEFAULT '{}'
      CHECK (roles <@ ARRAY['admin', 'support-agent', 'support-manager', 'contract-owner', 'auditor']),
    guest_until timestamptz,
    pending_approval boolean NOT NULL DEFAULT false,
    deactivated_at timestamptz,
    created_at timestamptz NOT NULL DEFAULT now(),
    last_seen_at timestamptz
  );
  CREATE INDEX person_by_name ON person (folded(name), id);
  CREATE INDEX person_of_organization ON person (organization_id, folded(name), id);
  CREATE INDEX person_sought ON person USING gin (folded(name || ' ' || job || ' ' || email::text) gin_trgm_ops);
  CREATE INDEX person_roles ON person USING gin (roles) WHERE roles <> '{}';
  CREATE INDEX person_guests ON person (guest_until) WHERE guest_until IS NOT NULL;
`;

const SIGN_IN = `
  CREATE TABLE session (
    id uuid PRIMARY KEY,
    person_id uuid NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    token_hash bytea NOT NULL UNIQUE,
    device text NOT NULL,
    network text NOT NULL,
    idle_seconds int NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    last_seen_at timestamptz NOT NULL DEFAULT now(),
    idle_until timestamptz NOT NULL,
    expires_at timestamptz NOT NULL
  );
  CREATE INDEX session_person ON session (person_id, last_seen_at DESC);
  CREATE INDEX session_expiry ON session (LEAST(idle_until, expires_at));

  CREATE TABLE device (
    token_hash bytea NOT NULL,
    person_id uuid NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    created_at timestamptz NOT NULL DEFAULT now(),
    last_used_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (token_hash, person_id)
  );
  CREATE INDEX device_person ON device (person_id);

  CREATE TABLE api_token (
    id uuid PRIMARY KEY,
    person_id uuid NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    token_hash bytea NOT NULL UNIQUE,
    name text NOT NULL,
    scopes text[] NOT NULL CHECK (scopes <@ ARRAY['read', 'write']),
    created_at timestamptz NOT NULL DEFAULT now(),
    last_used_at timestamptz
  );
  CREATE INDEX api_token_person ON api_token (person_id, created_at DESC);

  CREATE TABLE password_reset (
    id uuid PRIMARY KEY,
    person_id uuid NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    token_hash bytea NOT NULL UNIQUE,
    created_at timestamptz NOT NULL DEFAULT now(),
    expires_at timestamptz NOT NULL,
    used_at timestamptz
  );
  CREATE INDEX password_reset_person ON password_reset (person_id);

  CREATE TABLE sign_in_attempt (
    key bytea PRIMARY KEY,
    account bytea,
    tries int NOT NULL,
    refused int NOT NULL DEFAULT 0,
    since timestamptz NOT NULL DEFAULT now(),
    last_at timestamptz NOT NULL DEFAULT now(),
    next_at timestamptz NOT NULL DEFAULT '-infinity'
  );
  CREATE INDEX sign_in_attempt_account ON sign_in_attempt (account);
  CREATE INDEX sign_in_attempt_age ON sign_in_attempt (last_at);

  CREATE TABLE sign_in_reference (
    id uuid PRIMARY KEY,
    code text NOT NULL UNIQUE,
    kind text NOT NULL CHECK (kind IN ('sign-in', 'password-reset', 'registration')),
    cause text,
    person_id uuid REFERENCES person (id) ON DELETE CASCADE,
    account bytea NOT NULL,
    network text NOT NULL,
    request_id text,
    failures int,
    failing_since timestamptz,
    answered_at timestamptz,
    at timestamptz NOT NULL DEFAULT now()
  );
  CREATE INDEX sign_in_reference_account ON sign_in_reference (account, at DESC);
  CREATE INDEX sign_in_reference_age ON sign_in_reference (at);
`;

const INVITATIONS = `
  CREATE TABLE invitation (
    id uuid PRIMARY KEY,
    email citext NOT NULL,
    name text NOT NULL DEFAULT '',
    organization_id uuid NOT NULL REFERENCES organization (id),
    roles text[] NOT NULL DEFAULT '{}',
    community_ids uuid[] NOT NULL DEFAULT '{}',
    language text NOT NULL DEFAULT 'fr' CHECK (language IN ('fr', 'en')),
    guest_until timestamptz,
    needs_approval boolean NOT NULL DEFAULT false,
    invited_by uuid REFERENCES person (id),
    created_at timestamptz NOT NULL DEFAULT now(),
    expires_at timestamptz NOT NULL,
    accepted_at timestamptz,
    accepted_by uuid REFERENCES person (id),
    withdrawn_at timestamptz
  );
  CREATE UNIQUE INDEX invitation_open ON invitation (email) WHERE accepted_at IS NULL AND withdrawn_at IS NULL;
  CREATE INDEX invitation_newest ON invitation (id DESC) WHERE accepted_at IS NULL AND withdrawn_at IS NULL;

  CREATE TABLE invitation_link (
    token_hash bytea PRIMARY KEY,
    invitation_id uuid NOT NULL REFERENCES invitation (id) ON DELETE CASCADE
  );
  CREATE INDEX invitation_link_invitation ON invitation_link (invitation_id);
`;

const WORKSPACE = `
  CREATE TABLE workspace (
    singleton boolean PRIMARY KEY DEFAULT true CHECK (singleton),
    name text NOT NULL,
    allowed_domains text[] NOT NULL DEFAULT '{}'
  );
  INSERT INTO workspace (name) VALUES ('Parvis');

  CREATE TABLE setup_code (
    code_hash bytea PRIMARY KEY,
    tries int NOT NULL DEFAULT 0,
    created_at timestamptz NOT NULL DEFAULT now()
  );
`;
