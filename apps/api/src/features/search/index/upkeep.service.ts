import { type BeforeApplicationShutdown, Injectable, type OnApplicationBootstrap, type OnModuleInit } from '@nestjs/common';
import type { SearchKind } from '@parvis/shared';
import { z } from 'zod';
import { Config } from '../../../platform/config/config.ts';
import { system } from '../../../platform/database/actor.ts';
import { Database } from '../../../platform/database/database.ts';
import { defineJob } from '../../../platform/jobs/job-type.ts';
import { Jobs } from '../../../platform/jobs/jobs.ts';
import { Log } from '../../../platform/log/log.ts';
import { indexed } from '../text/terms.ts';
import { Entries } from './entries.ts';
import { KINDS, OWNER, OWNERS, fingerprint, sourceOf } from './sources.sql.ts';

const RebuildSearch = defineJob('rebuild-search', z.object({}), { oneWaiting: true, expireInSeconds: 4 * 60 * 60 });
const RepairSearch = defineJob('repair-search', z.object({}), { cron: '20 3 * * *', expireInSeconds: 60 * 60 });

/** How one kind of entries stands to what it is made of. */
export interface KindCheck {
  kind: SearchKind;
  /** Things that can be found, and entries. */
  things: number;
  entries: number;
  missing: number;
  surplus: number;
  /** Entries that say something else. */
  different: number;
  /** Equal when nothing is missing, surplus or different. */
  checksumOfThings: string;
  checksumOfEntries: string;
}
export interface SearchCheck {
  ok: boolean;
  kinds: KindCheck[];
  /** Entries whose words are not those of their text. */
  wrongWords: number;
}

export type Progress = (done: number, total: number) => void;

/** Owners that are asked for at once, and how many parts of them are written side by side: one is made while another is written. */
const STEP = 500;
const SIDE_BY_SIDE = 2;

const CHECK = (kind: SearchKind) => `
  SELECT count(s.id)::int AS things, count(e.id)::int AS entries,
    count(*) FILTER (WHERE e.id IS NULL)::int AS missing, count(*) FILTER (WHERE s.id IS NULL)::int AS surplus,
    count(*) FILTER (WHERE s.h <> e.h)::int AS different,
    md5(coalesce(string_agg(s.h, '' ORDER BY s.id), '')) AS "checksumOfThings", md5(coalesce(string_agg(e.h, '' ORDER BY e.id), '')) AS "checksumOfEntries"
  FROM (SELECT s.id, ${fingerprint('s')} AS h FROM ${sourceOf(kind)} s) s
  FULL JOIN (SELECT e.id, ${fingerprint('e')} AS h FROM search_entry e WHERE e.kind = '${kind}') e ON e.id = s.id`;

/** Owners of entries that are missing or say something else, and entries that stand for nothing. */
const DIFFERENT = (kind: SearchKind) => `
  SELECT DISTINCT s.owner AS id FROM (SELECT s.id, s.${OWNER[kind]} AS owner, ${fingerprint('s')} AS h FROM ${sourceOf(kind)} s) s
  LEFT JOIN (SELECT e.id, ${fingerprint('e')} AS h FROM search_entry e WHERE e.kind = '${kind}') e ON e.id = s.id WHERE s.h IS DISTINCT FROM e.h`;
const REMOVE_SURPLUS = (kind: SearchKind) => `
  DELETE FROM search_entry e WHERE e.kind = '${kind}' AND NOT EXISTS (SELECT FROM ${sourceOf(kind)} s WHERE s.id = e.id) RETURNING e.id`;
const FOLLOWING = (kind: SearchKind) => `SELECT o.id FROM (${OWNERS[kind]}) o WHERE o.id > $1 ORDER BY o.id LIMIT ${STEP}`;
const FIRST = '00000000-0000-0000-0000-000000000000';
const COUNT = KINDS.map((kind) => `(SELECT count(*) FROM (${OWNERS[kind]}) o)`).join(' + ');

const parts = (owners: readonly string[]): string[][] => {
  const size = Math.ceil(owners.length / SIDE_BY_SIDE);
  return Array.from({ length: SIDE_BY_SIDE }, (_, nth) => owners.slice(nth * size, (nth + 1) * size));
};

const WORDS_OF = `
  SELECT id, title, notes, text FROM search_entry WHERE ($1::uuid IS NULL OR id > $1) ORDER BY id LIMIT ${STEP}`;
const WRONG_WORDS = `
  SELECT count(*)::int AS count FROM json_populate_recordset(NULL::search_entry, $1::json) n JOIN search_entry e ON e.id = n.id
  WHERE (e.vector, e.title_vector, e.plain, e.title_key) IS DISTINCT FROM (n.vector, n.title_vector, n.plain, n.title_key)`;
/** Words that nothing holds any more; new ones may belong to an entry that is being written. */
const FORGET_WORDS = `
  DELETE FROM search_word w WHERE w.since < now() - interval '1 day'
    AND NOT EXISTS (SELECT FROM search_entry e WHERE e.vector @@ ('''' || w.word || '''')::tsquery)`;

/**
 * While much is written the words of many entries enter the index together, which costs a tenth; searches look through
 * those that wait as well.
 */
const GATHER = `SELECT search_gather($1)`;

/** Builds the index anew while it is used, repairs it every night, and proves that it equals the database. */
@Injectable()
export class SearchUpkeep implements OnModuleInit, OnApplicationBootstrap, BeforeApplicationShutdown {
  private ending = false;
  private readonly rebuilding = new Set<Promise<number>>();

  constructor(
    private readonly config: Config,
    private readonly db: Database,
    private readonly entries: Entries,
    private readonly jobs: Jobs,
    private readonly log: Log,
  ) {}

  onModuleInit(): void {
    this.jobs.handle(RebuildSearch, async () => void (await this.rebuild()));
    this.jobs.handle(RepairSearch, async () => {
      const changed = await this.repair();
      if (changed > 0) this.log.warn({ changed }, 'entries of the search index were repaired');
      await this.db.many(FORGET_WORDS);
      // A rebuild that was killed left them waiting.
      if (this.rebuilding.size === 0) await this.db.many(GATHER, [false]);
    });
  }

  /**
   * An installation that was there before its index is indexed in the background, by who works there: a command that
   * builds it itself leaves no second one to be done. The queue, far below, has begun before.
   */
  async onApplicationBootstrap(): Promise<void> {
    if (!this.config.works) return;
    const { empty } = (await this.db.one<{ empty: boolean }>(
      `SELECT NOT EXISTS (SELECT FROM search_entry) AND EXISTS (SELECT FROM person) AS empty`,
    )) ?? { empty: false };
    if (empty) await this.db.write(system, async (tx) => tx.enqueue(RebuildSearch, {}, { singletonKey: 'rebuild' }));
  }

  /** The queue, which ends after this, waits some seconds for its jobs and no longer: what cannot end by then ends here, and goes on at the next start. */
  async beforeApplicationShutdown(): Promise<void> {
    this.ending = true;
    await Promise.allSettled(this.rebuilding);
  }

  /**
   * Writes every entry anew that differs. Searches go on meanwhile, and so does writing. Returns how many changed.
   * @throws Error when the product ends before it is done.
   */
  async rebuild(progress: Progress = () => undefined): Promise<number> {
    const rebuilding = this.rebuildAll(progress);
    this.rebuilding.add(rebuilding);
    try {
      return await rebuilding;
    } finally {
      this.rebuilding.delete(rebuilding);
    }
  }

  private async rebuildAll(progress: Progress): Promise<number> {
    const total = Number((await this.db.one<{ total: string }>(`SELECT ${COUNT} AS total`))?.total);
    let done = 0;
    let changed = 0;
    progress(0, total);
    await this.db.many(GATHER, [true]);
    try {
      for (const kind of KINDS) {
        for (let owners = await this.owners(kind); owners.length > 0;) {
          if (this.ending) throw new Error('The product ends: the index is built to its end after the next start.');
          const [next, ...written] = await Promise.all([this.owners(kind, owners), ...parts(owners).map((part) => this.write(kind, part))]);
          changed += written.reduce((sum, some) => sum + some, 0);
          progress((done += owners.length), total);
          owners = next;
        }
        changed += (await this.db.many(REMOVE_SURPLUS(kind))).length;
      }
    } finally {
      await this.db.many(GATHER, [false]);
    }
    await this.db.many(`ANALYZE search_entry`);
    return changed;
  }

  /** Those that follow some, or the first ones. */
  private async owners(kind: SearchKind, before?: readonly string[]): Promise<string[]> {
    if (before !== undefined && before.length < STEP) return [];
    return (await this.db.many<{ id: string }>(FOLLOWING(kind), [before?.at(-1) ?? FIRST])).map(({ id }) => id);
  }

  /** Writes only what differs from the database. Returns how many entries changed. */
  async repair(): Promise<number> {
    let changed = 0;
    for (const kind of KINDS) {
      const owners = await this.db.many<{ id: string }>(DIFFERENT(kind));
      changed += await this.write(
        kind,
        owners.map(({ id }) => id),
      );
      changed += (await this.db.many(REMOVE_SURPLUS(kind))).length;
    }
    return changed;
  }

  /** What cannot be written is told and left out; it holds up nothing else. */
  private async write(kind: SearchKind, owners: string[]): Promise<number> {
    try {
      return await this.entries.write({ [kind]: owners });
    } catch (error) {
      if (owners.length > 1) {
        const middle = Math.ceil(owners.length / 2);
        return (await this.write(kind, owners.slice(0, middle))) + (await this.write(kind, owners.slice(middle)));
      }
      this.log.error({ kind, id: owners[0], error }, 'something could not be indexed');
      return 0;
    }
  }

  /** Compares the index with the database: each entry with what it stands for, and its words with its text. */
  async check(progress: Progress = () => undefined): Promise<SearchCheck> {
    const kinds: KindCheck[] = [];
    for (const kind of KINDS) kinds.push({ kind, ...(await this.db.one<Omit<KindCheck, 'kind'>>(CHECK(kind))) } as KindCheck);
    const wrongWords = await this.wrongWords(
      kinds.reduce((sum, { entries }) => sum + entries, 0),
      progress,
    );
    const ok = wrongWords === 0 && kinds.every((kind) => kind.checksumOfThings === kind.checksumOfEntries);
    return { ok, kinds, wrongWords };
  }

  private async wrongWords(total: number, progress: Progress): Promise<number> {
    let wrong = 0;
    let done = 0;
    for (let after: string | null = null, more = true; more;) {
      const entries: { id: string; title: string; notes: string; text: string }[] = await this.db.many(WORDS_OF, [after]);
      const expected = entries.map((entry) => {
        const { vector, titleVector, plain, titleKey } = indexed(entry);
        return { id: entry.id, vector, title_vector: titleVector, plain, title_key: titleKey };
      });
      wrong += (await this.db.one<{ count: number }>(WRONG_WORDS, [JSON.stringify(expected)]))?.count ?? 0;
      progress((done += entries.length), total);
      after = entries.at(-1)?.id ?? null;
      more = entries.length === STEP;
    }
    return wrong;
  }
}
