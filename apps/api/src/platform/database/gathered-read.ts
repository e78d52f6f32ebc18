import { Gathering } from '../gathering.ts';
import type { Queries, Values } from './queries.ts';

/** What the parameters of a gathered read may be. */
export type SqlType = 'uuid' | 'uuid[]' | 'text' | 'int' | 'timestamptz';

/** So many are asked in one statement at most; nobody waits longer for an earlier one. */
const LIMITS = { atOnce: 64, sideBySide: 2, longestMs: 10 };

/**
 * A read of one row that many ask at the same time, each with values of her own: those of one moment share one statement,
 * which answers each by itself. To start a statement that names ten tables costs more than to run it ten times.
 */
export class GatheredRead {
  private readonly together: string;
  private readonly gathering = new Gathering<Values, object | null>((all) => this.read(all), LIMITS);

  /** `alone`: the text for one, whose parameters have these types in their order. */
  constructor(
    private readonly queries: Queries,
    private readonly alone: string,
    types: readonly SqlType[],
  ) {
    // By way of a query, so that PostgreSQL does not plan anew for each number of them; each is looked up by itself (OFFSET 0).
    const lists = types.map((_, place) => `(SELECT $${place + 1}::text[])`);
    const names = types.map((_, place) => `v${place + 1}`);
    const typed = types.map((type, place) => `v${place + 1}::${type}`);
    this.together = `
      SELECT asked.nth, found.* FROM (
        SELECT nth::int AS nth, ${typed.join(', ')} FROM unnest(${lists.join(', ')}) WITH ORDINALITY AS given(${names.join(', ')}, nth) OFFSET 0) asked
      CROSS JOIN LATERAL (SELECT * FROM (${alone.replace(/\$(\d+)/g, 'asked.v$1')}) one OFFSET 0) found`;
  }

  /** The row for these values, or null. */
  one<T extends object>(values: Values): Promise<T | null> {
    return this.gathering.do(values) as Promise<T | null>;
  }

  private async read(all: readonly Values[]): Promise<(object | null)[]> {
    const [only] = all;
    if (only && all.length === 1) return [await this.queries.one<object>(this.alone, only)];
    const columns = (only ?? []).map((_, place) => all.map((values) => asText(values[place])));
    const found: (object | null)[] = all.map(() => null);
    for (const { nth, ...row } of await this.queries.many<{ nth: number }>(this.together, columns)) found[nth - 1] = row;
    return found;
  }
}

/** A value as PostgreSQL reads it from text. */
function asText(value: unknown): string | null {
  if (value === null || value === undefined) return null;
  return Array.isArray(value) ? `{${value.join(',')}}` : String(value);
}
