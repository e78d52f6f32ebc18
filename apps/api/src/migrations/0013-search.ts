import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What is found: one entry for each page, annotation, community, person and use of a file; and the words that there are. */
export class Search1763700000013 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(ENTRIES);
    await db.query(WORDS);
    await db.query(MATCHES);
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward');
  }
}

/**
 * An entry belongs to what decides who sees it: `content_id` (a page, an annotation, the content that uses a file), a
 * person or a community, and goes with it. Vectors are read row by row where a word stands almost everywhere: unpacking
 * them would cost more than the space.
 */
const ENTRIES = `
  CREATE TABLE search_entry (
    id uuid PRIMARY KEY,
    kind text NOT NULL CHECK (kind IN ('page', 'annotation', 'community', 'person', 'file')),
    content_id uuid REFERENCES content (id) ON DELETE CASCADE,
    file_id uuid REFERENCES file (id) ON DELETE CASCADE,
    person_id uuid REFERENCES person (id) ON DELETE CASCADE,
    place_id uuid REFERENCES community (id) ON DELETE CASCADE,
    community_id uuid,
    author_id uuid,
    at timestamptz NOT NULL,
    title text NOT NULL,
    notes text NOT NULL,
    text text NOT NULL,
    title_key text COLLATE "C" NOT NULL,
    title_words smallint NOT NULL,
    plain text NOT NULL,
    title_vector tsvector NOT NULL,
    vector tsvector NOT NULL,
    CHECK (num_nonnulls(content_id, person_id, place_id) = 1),
    CHECK ((kind = 'file') = (file_id IS NOT NULL)),
    CHECK ((kind = 'person') = (person_id IS NOT NULL)),
    CHECK ((kind = 'community') = (place_id IS NOT NULL))
  );
  ALTER TABLE search_entry ALTER COLUMN vector SET STORAGE EXTERNAL, ALTER COLUMN title_vector SET STORAGE MAIN;
  -- Every word of a thing is one that is asked for: the planner knows the frequent ones by name.
  ALTER TABLE search_entry ALTER COLUMN vector SET STATISTICS 500;

  -- What is written is found at once, and no search pays for what was written before it.
  CREATE INDEX search_entry_vector ON search_entry USING gin (community_id, vector) WITH (fastupdate = off);
  CREATE INDEX search_entry_title ON search_entry USING gin (kind, title_vector) WITH (fastupdate = off);
  CREATE INDEX search_entry_newest ON search_entry (kind, at DESC, id DESC);
  CREATE INDEX search_entry_content ON search_entry (content_id) WHERE content_id IS NOT NULL;
  CREATE INDEX search_entry_file ON search_entry (file_id) WHERE file_id IS NOT NULL;
  CREATE INDEX search_entry_author ON search_entry (author_id, at DESC) WHERE author_id IS NOT NULL;
`;

/** Folded words, to find what a slip of the finger meant. They lead only to what the reader may see anyhow. */
const WORDS = `
  CREATE TABLE search_word (
    word text COLLATE "C" PRIMARY KEY,
    since timestamptz NOT NULL DEFAULT now()
  );
  CREATE INDEX search_word_like ON search_word USING gin (word gin_trgm_ops) WITH (fastupdate = off);

  -- Two letters mixed up in a word of five leave a fifth of its trigrams. The application counts the slips exactly.
  CREATE FUNCTION search_words_like(sought text) RETURNS SETOF text LANGUAGE sql STABLE PARALLEL SAFE
    SET pg_trgm.similarity_threshold = 0.19
    AS $$ SELECT w.word FROM public.search_word w WHERE w.word OPERATOR(public.%) sought AND abs(length(w.word) - length(sought)) <= 2
          ORDER BY w.word OPERATOR(public.<->) sought, w.word LIMIT 60 $$;
  GRANT MAINTAIN ON search_entry, search_word TO parvis_app;
`;

/**
 * Entries with the words, by the index whatever the planner thinks: it takes reading a vector row by row for as cheap as
 * comparing two numbers, and it is a hundred times that.
 */
const MATCHES = `
  CREATE FUNCTION search_matches(sought tsquery, named tsquery)
    RETURNS TABLE (id uuid, kind text, content_id uuid, person_id uuid, place_id uuid, community_id uuid, author_id uuid, at timestamptz, named int)
    LANGUAGE sql STABLE PARALLEL SAFE ROWS 500 SET enable_seqscan = off
    AS $$ SELECT e.id, e.kind, e.content_id, e.person_id, e.place_id, e.community_id, e.author_id, e.at, (e.title_vector @@ $2)::int
          FROM public.search_entry e WHERE e.vector @@ $1 $$;
  CREATE FUNCTION search_matches_in(sought tsquery, named tsquery, communities uuid[])
    RETURNS TABLE (id uuid, kind text, content_id uuid, person_id uuid, place_id uuid, community_id uuid, author_id uuid, at timestamptz, named int)
    LANGUAGE sql STABLE PARALLEL SAFE ROWS 500 SET enable_seqscan = off
    AS $$ SELECT e.id, e.kind, e.content_id, e.person_id, e.place_id, e.community_id, e.author_id, e.at, (e.title_vector @@ $2)::int
          FROM public.search_entry e WHERE e.vector @@ $1 AND e.community_id = ANY($3) $$;
  -- Names, among them none of communities that the viewer does not read; more begin with two letters than anybody looks at.
  CREATE FUNCTION search_names(of_kind text, sought tsquery, communities uuid[], most int)
    RETURNS TABLE (id uuid, kind text, content_id uuid, person_id uuid, place_id uuid, community_id uuid, author_id uuid, at timestamptz, title_key text)
    LANGUAGE sql STABLE PARALLEL SAFE ROWS 200 SET enable_seqscan = off
    AS $$ SELECT e.id, e.kind, e.content_id, e.person_id, e.place_id, e.community_id, e.author_id, e.at, e.title_key
          FROM public.search_entry e
          WHERE e.title_vector @@ $2 AND e.kind = $1 AND (e.community_id IS NULL OR e.community_id IN (SELECT unnest($3))) LIMIT $4 $$;
`;
