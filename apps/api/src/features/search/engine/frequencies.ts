import { Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { Database } from '../../../platform/database/database.ts';
import { Log } from '../../../platform/log/log.ts';
import type { Asked } from '../text/asked.ts';
import { type Wider, lexemesOf } from '../text/asked-query.ts';

const EVERY = 5 * 60_000;
/**
 * Looking at every entry with a word costs as many steps as there are; looking at the newest until a band is full costs
 * the fewer, the more often it stands there. Some five times as much a step, since it reads vectors: from this product of
 * share and number on the latter is cheaper.
 */
const EVERYWHERE = 1_500;

/** What the planner's own statistics say: the share of entries that each frequent lexeme stands in. */
const READ = `
  SELECT greatest(c.reltuples, 0)::int AS entries, coalesce(s.most_common_elems::text::text[], '{}') AS lexemes,
    coalesce(s.most_common_elem_freqs, '{}') AS shares
  FROM pg_class c LEFT JOIN pg_stats s ON s.schemaname = 'public' AND s.tablename = 'search_entry' AND s.attname = 'vector'
  WHERE c.oid = 'public.search_entry'::regclass`;

/** Knows which words stand almost everywhere, so that a search for them is not one for everything. */
@Injectable()
export class Frequencies implements OnApplicationBootstrap, OnApplicationShutdown {
  private entries = 0;
  private shares = new Map<string, number>();
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly db: Database,
    private readonly log: Log,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    await this.read();
    this.timer = setInterval(() => void this.read(), EVERY).unref();
  }

  onApplicationShutdown(): void {
    clearInterval(this.timer);
  }

  /** Reads them anew. What cannot be read now stays as it was. */
  async read(): Promise<void> {
    try {
      const row = await this.db.one<{ entries: number; lexemes: string[]; shares: number[] }>(READ);
      this.entries = row?.entries ?? 0;
      this.shares = new Map(row?.lexemes.map((lexeme, index) => [lexeme, row.shares[index] ?? 0]));
    } catch (error) {
      this.log.warn({ error }, 'frequencies of words could not be read');
    }
  }

  /** More entries have all that is wanted than a search should look at one by one. */
  everywhere(asked: Asked, wider: Wider): boolean {
    const rarest = Math.min(
      ...lexemesOf(asked).map((lexemes, index) => {
        const wanted = asked.wanted[index]?.word ?? '';
        const others = [...lexemes, ...(wider.near.get(wanted) ?? [])];
        const share = Math.max(0, ...others.map((lexeme) => this.shares.get(lexeme) ?? 0));
        return wider.beginning === wanted ? Math.max(share, this.largestBeginning(wanted)) : share;
      }),
    );
    return rarest * rarest * this.entries > EVERYWHERE;
  }

  private largestBeginning(word: string): number {
    let largest = 0;
    for (const [lexeme, share] of this.shares) if (share > largest && lexeme.startsWith(word)) largest = share;
    return largest;
  }
}
