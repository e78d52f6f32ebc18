import { Injectable } from '@nestjs/common';
import type { SearchKind } from '@parvis/shared';
import { LRUCache } from 'lru-cache';
import { system } from '../../../platform/database/actor.ts';
import { Database, type Tx } from '../../../platform/database/database.ts';
import { type Readable, indexed } from '../text/terms.ts';
import { KINDS, OWNER, sourceOf } from './sources.sql.ts';

/** What of each kind is to be brought up to date: ids of what owns the entries. */
export type Due = Partial<Record<SearchKind, readonly string[]>>;

/** A row of `SOURCES`. */
interface Source extends Readable {
  id: string;
  at: string;
}

/** Entries written in one statement; pages are long. */
const AT_ONCE: Record<SearchKind, number> = { page: 50, annotation: 250, community: 250, person: 250, file: 250 };
const LOCK_SPACE = 13;

/** The time as text: JavaScript's has no microseconds. */
const READ = Object.fromEntries(
  KINDS.map((kind) => [kind, `SELECT s.*, s.at::text AS at FROM ${sourceOf(kind)} s WHERE s.${OWNER[kind]} = ANY($1::uuid[])`]),
) as Record<SearchKind, string>;

const COLUMNS = [
  'community_id',
  'author_id',
  'at',
  'title',
  'notes',
  'text',
  'title_key',
  'title_words',
  'plain',
  'title_vector',
  'vector',
];
const of = (row: string) => `(${COLUMNS.map((column) => `${row}.${column}`).join(', ')})`;
/** What is the same already is left alone: repairing costs what is broken. */
const WRITE = `
  INSERT INTO search_entry AS e SELECT * FROM json_populate_recordset(NULL::search_entry, $1::json)
  ON CONFLICT (id) DO UPDATE SET (${COLUMNS.join(', ')}) = ROW ${of('excluded')} WHERE ${of('e')} IS DISTINCT FROM ${of('excluded')}
  RETURNING e.id`;
const REMOVE = `DELETE FROM search_entry WHERE kind = $1 AND content_id = ANY($2::uuid[]) AND id <> ALL($3::uuid[]) RETURNING id`;
const KEEP_WORDS = `INSERT INTO search_word (word) SELECT DISTINCT unnest($1::text[]) ORDER BY 1 ON CONFLICT DO NOTHING`;

/** Writes entries from the present state of what they stand for. */
@Injectable()
export class Entries {
  /** Words that were there lately: nearly all are, and need not be written again. */
  private readonly known = new LRUCache<string, true>({ max: 50_000, ttl: 10 * 60_000 });

  constructor(private readonly db: Database) {}

  /** Brings entries up to date. Returns how many changed. */
  async write(due: Due): Promise<number> {
    let changed = 0;
    for (const kind of KINDS) {
      const owners = due[kind] ?? [];
      const step = AT_ONCE[kind];
      for (let from = 0; from < owners.length; from += step) changed += await this.writeSome(kind, owners.slice(from, from + step));
    }
    return changed;
  }

  private async writeSome(kind: SearchKind, owners: readonly string[]): Promise<number> {
    const { changed, words } = await this.db.write(system, async (tx) => {
      await lock(tx, kind, owners);
      // Read after the lock: whoever had it before wrote an older state.
      const sources = await tx.many<Source>(READ[kind], [owners]);
      const made = sources.map((source) => ({ source, ...indexed(source) }));
      const written = made.length === 0 ? [] : await tx.many(WRITE, [JSON.stringify(made.map(rowOf))]);
      // Entries of anything else go with what they belong to.
      const removed = kind === 'file' ? await tx.many(REMOVE, [kind, owners, sources.map(({ id }) => id)]) : [];
      return { changed: written.length + removed.length, words: made.flatMap((entry) => entry.words) };
    });
    await this.keepWords(words);
    return changed;
  }

  private async keepWords(words: readonly string[]): Promise<void> {
    const unknown = [...new Set(words)].filter((word) => !this.known.get(word));
    if (unknown.length === 0) return;
    await this.db.many(KEEP_WORDS, [unknown]);
    for (const word of unknown) this.known.set(word, true);
  }
}

const rowOf = ({ source, titleKey, titleWords, plain, titleVector, vector }: { source: Source } & ReturnType<typeof indexed>) => ({
  ...source,
  title_key: titleKey,
  title_words: titleWords,
  plain,
  title_vector: titleVector,
  vector,
});

/** In one order, so that two who write the same wait for each other rather than for ever. */
const lock = (tx: Tx, kind: SearchKind, owners: readonly string[]) =>
  tx.many(
    `SELECT pg_advisory_xact_lock(${LOCK_SPACE}, h) FROM (SELECT DISTINCT hashtext(o) AS h FROM unnest($1::text[]) o ORDER BY h) sorted`,
    [owners.map((id) => `${kind} ${id}`)],
  );
