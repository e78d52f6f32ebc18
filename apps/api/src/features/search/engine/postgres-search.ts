import { Injectable } from '@nestjs/common';
import { People } from '../../../people/public.ts';
import type { Person } from '../../../platform/database/actor.ts';
import { Database } from '../../../platform/database/database.ts';
import type { Asked } from '../text/asked.ts';
import { type Wider, queryOf } from '../text/asked-query.ts';
import { mixedUp, slipsBetween, slipsForgiven } from '../text/slips.ts';
import { foundSql, type Parameters, BAND, Values } from './found.sql.ts';
import { Frequencies } from './frequencies.ts';
import { needlesOf } from './needles.ts';
import { offerSql, recentSql } from './offered.sql.ts';
import { type Hit, type HitPage, type Offered, type Place, type Search, SearchEngine } from './search-engine.ts';
import { PIECE, shownSql } from './shown.sql.ts';

/** `pieces`: where each begins, counted from 1, and its text. */
interface Row extends Omit<Hit, 'pieces'> {
  pieces: [number, string][] | null;
  entryId: string;
  score: number;
  bandSize: number;
  bandEnd: [number, string, string];
}

/** Words offered for one that was mistyped. */
const NEAREST = 8;
const NEAR = `
  SELECT t.word AS typed, n.word FROM unnest($1::text[]) t(word), search_words_like(t.word) n(word)
  UNION SELECT m.typed, w.word FROM unnest($2::text[], $3::text[]) m(typed, word) JOIN search_word w ON w.word = m.word`;

/** Searches in PostgreSQL: rights, words, filters and ranking in one statement. */
@Injectable()
export class PostgresSearch extends SearchEngine {
  constructor(
    private readonly db: Database,
    private readonly people: People,
    private readonly frequencies: Frequencies,
  ) {
    super();
  }

  async find(viewer: Person, search: Search): Promise<HitPage> {
    const { text, values } = this.statement(viewer, search);
    const rows = await this.db.many<Row>(text, values);
    const shown = rows.slice(0, search.limit);
    return { hits: shown.map(hitOf), next: nextPlace(search, rows, shown.at(-1)) };
  }

  private statement(viewer: Person, { asked, wider, butOne, filters, place, limit }: Search): { text: string; values: unknown[] } {
    const values = new Values();
    values.add(viewer.id);
    const query = queryOf(asked, wider, butOne);
    const given = (value: unknown): string | undefined => (value === undefined ? undefined : values.add(value));
    const some = (patterns: readonly string[]) => given(patterns.length > 0 ? patterns : undefined);
    const parameters: Parameters = {
      kinds: (['page', 'annotation'] as const).filter((kind) => filters.kind === undefined || filters.kind === kind),
      match: values.add(query.match),
      wanted: values.add(query.wanted),
      rank: values.add(query.rank),
      literal: values.add(query.literal),
      key: values.add(asked.key),
      count: values.add(asked.wanted.length),
      asked: values.add(place.asked),
      band: {
        named: values.add(place.band?.named ?? null),
        at: values.add(place.band?.at ?? null),
        id: values.add(place.band?.id ?? null),
      },
      after: { score: values.add(place.after?.score ?? null), id: values.add(place.after?.id ?? null) },
      limit: values.add(limit + 1),
      filters: {
        kind: given(filters.kind),
        community: given(filters.communityId),
        author: given(filters.authorId),
        from: given(filters.from),
        to: given(filters.to),
        phrases: some(asked.phrases),
        unwantedPhrases: some(asked.unwantedPhrases),
      },
    };
    const everywhere = filters.communityId === undefined && this.frequencies.everywhere(asked, wider);
    const needles = needlesOf(asked, wider);
    const shown = shownSql(values.add(needles.map(({ slot }) => slot)), values.add(needles.map(({ needle }) => needle)));
    const text = `WITH ${foundSql(everywhere, parameters, this.people)}
      SELECT shown.*, (SELECT count(*)::int FROM found) AS "bandSize",
        (SELECT json_build_array(f.named, f.at::text, f.id) FROM found f ORDER BY f.named, f.at, f.id LIMIT 1) AS "bandEnd"
      FROM (${shown}) shown`;
    return { text, values: values.list };
  }

  async offer(viewer: Person, asked: Asked | null, wider: Wider, about: { communityId: string | null; limit: number }): Promise<Offered> {
    if (asked === null) return this.offered(recentSql(), [viewer.id, about.limit]);
    const query = asked.wanted
      .map(({ word }) => `(${[word, ...(wider.near.get(word) ?? [])].map((each) => `'${each}':*`).join('|')})`)
      .join('&');
    return this.offered(offerSql(this.people), [viewer.id, about.limit, query, asked.key, about.communityId]);
  }

  private async offered(text: string, values: readonly unknown[]): Promise<Offered> {
    return (await this.db.one<{ offered: Offered }>(text, values))?.offered ?? { pages: [], people: [], communities: [] };
  }

  async near(words: readonly string[]): Promise<Map<string, string[]>> {
    const sought = words.filter((word) => slipsForgiven(word) > 0);
    if (sought.length === 0) return new Map();
    const mixed = sought.flatMap((word) => mixedUp(word).map((other) => ({ word, other })));
    const rows = await this.db.many<{ typed: string; word: string }>(NEAR, [
      sought,
      mixed.map(({ word }) => word),
      mixed.map(({ other }) => other),
    ]);
    return new Map(
      sought.map((word) => [
        word,
        nearest(
          word,
          rows.filter(({ typed }) => typed === word).map((row) => row.word),
        ),
      ]),
    );
  }
}

const hitOf = ({ pieces, ...row }: Row): Hit => ({
  ...row,
  pieces: (pieces ?? []).map(([start, text]) => ({ text, first: start === 1, last: [...text].length < PIECE })),
});

function nearest(word: string, others: string[]): string[] {
  const most = slipsForgiven(word);
  return others
    .map((other) => ({ other, slips: slipsBetween(word, other, most), first: other[0] === word[0] ? 0 : 1 }))
    .filter(({ slips }) => slips > 0 && slips <= most)
    .toSorted((a, b) => a.slips - b.slips || a.first - b.first || (a.other < b.other ? -1 : 1))
    .slice(0, NEAREST)
    .map(({ other }) => other);
}

/** The rest of the band; then the next band; then nothing. */
function nextPlace({ place, limit }: Search, rows: Row[], last: Row | undefined): Place | null {
  if (last === undefined) return null;
  if (rows.length > limit) return { ...place, after: { score: last.score, id: last.entryId } };
  if (last.bandSize < BAND) return null;
  const [named, at, id] = last.bandEnd;
  return { asked: place.asked, band: { named, at, id }, after: null };
}
