import { Injectable } from '@nestjs/common';
import type { PageRef } from '@parvis/shared';
import { cursorTime } from '../../../content/public.ts';
import { People } from '../../../people/public.ts';
import type { Person } from '../../../platform/database/actor.ts';
import { Database } from '../../../platform/database/database.ts';
import type { Queries } from '../../../platform/database/queries.ts';
import type { Asked } from '../text/asked.ts';
import { type Wider, beginningsOf, leftOutOf, queryOf } from '../text/asked-query.ts';
import type { Piece } from '../text/excerpt.ts';
import { type Needle, type Searched, isShort, pieceOf } from '../text/piece.ts';
import { mixedUp, slipsBetween, slipsForgiven } from '../text/slips.ts';
import { type Parameters, foundSql } from './found.sql.ts';
import { Frequencies } from './frequencies.ts';
import { KeptTexts, type Version } from './kept-texts.ts';
import { needlesOf } from './needles.ts';
import { offerSql, recentSql } from './offered.sql.ts';
import { type Hit, type HitPage, type Offered, type Place, type Search, SearchEngine } from './search-engine.ts';
import { FIRST, shownSql } from './shown.sql.ts';

/** `piece`: whether it is the beginning of the text (`FIRST`), and its characters. */
interface Row extends Omit<Hit, 'piece' | 'breadcrumb'> {
  piece: string | null;
  version: string | null;
  above: string | null;
  pagesAbove: PageRef[] | null;
  entryId: string;
  score: number;
  bandSize: number;
  /** More of this band follows. */
  more: boolean;
  bandEnd: [number, string, string];
}

/** Words offered for one that was mistyped. */
const NEAREST = 8;
/** The words go as one text: PostgreSQL plans anew for each length of an array, which takes as long as the rest. */
const NEAR = `
  SELECT t.word AS typed, n.word FROM string_to_table($1, ' ') t(word), search_words_like(t.word) n(word)
  UNION ALL SELECT NULL, w.word FROM string_to_table($2, ' ') m(word) CROSS JOIN LATERAL (SELECT s.word FROM search_word s WHERE s.word = m.word OFFSET 0) w`;

/** How many of each kind a statement looks for: as many as are usually shown, or as may be asked for. */
const OFFERED = [6, 20];
/** Comes after whatever may follow a beginning: the last code point. */
const LAST = '\u{10FFFF}';

/** The parameters that every search has, in the order of its values; those of its filters follow. */
const FIXED = {
  match: '$2',
  wanted: '$3',
  rank: '$4',
  literal: '$5',
  key: '$6',
  count: '$7',
  asked: '$8',
  band: { named: '$9', at: '$10', id: '$11' },
  after: { score: '$12', id: '$13' },
  limit: '$14',
  bandSize: '$15',
};
const [SLOTS, NEEDLES, FIRST_GIVEN] = ['$16', '$17', 18];

/** A band is three pages of hits, and never so few that the best are not among them. */
const bandSize = (limit: number): number => Math.max(60, 3 * limit);

const findSql = (everywhere: boolean, parameters: Parameters, people: People): string => `WITH ${foundSql(everywhere, parameters, people)}
  SELECT shown.*, (SELECT count(*)::int FROM found) AS "bandSize", (SELECT count(*) > ${parameters.limit} FROM best) AS more,
    (SELECT json_build_array(f.named, ${cursorTime('f.at')}, f.id) FROM (SELECT * FROM found ORDER BY named, at, id LIMIT 1) f) AS "bandEnd"
  FROM (${shownSql(SLOTS, NEEDLES)}) shown`;

/** Searches in PostgreSQL: rights, words, filters and ranking in one statement. */
@Injectable()
export class PostgresSearch extends SearchEngine {
  private readonly statements = new Map<string, string>();

  private readonly db: Queries;

  constructor(
    database: Database,
    private readonly people: People,
    private readonly frequencies: Frequencies,
    private readonly texts: KeptTexts,
  ) {
    super();
    // Apart from what is short: a page would wait behind a search.
    this.db = database.sharing(4);
  }

  async find(viewer: Person, search: Search): Promise<HitPage> {
    const needles = needlesOf(search.asked, search.wider);
    const { text, values } = this.statement(viewer, search, needles);
    const rows = await this.db.many<Row>(text, values);
    const texts = await this.texts.of(rows.flatMap(versionOf));
    return { hits: hitsOf(rows, texts, needles), next: nextPlace(search, rows.at(-1)) };
  }

  private statement(
    viewer: Person,
    { asked, wider, butOne, filters, place, limit }: Search,
    needles: readonly Needle[],
  ): { text: string; values: unknown[] } {
    const { match, wanted, rank, literal } = queryOf(asked, wider, butOne);
    const { band, after } = place;
    const given = Object.entries({
      kind: filters.kind,
      community: filters.communityId,
      author: filters.authorId,
      from: filters.from,
      to: filters.to,
      phrases: asked.phrases.length > 0 ? asked.phrases : undefined,
      unwantedPhrases: asked.unwantedPhrases.length > 0 ? asked.unwantedPhrases : undefined,
    }).filter(([, value]) => value !== undefined);
    const everywhere = filters.communityId === undefined && this.frequencies.everywhere(asked, wider);
    const kinds = (['page', 'annotation'] as const).filter((kind) => filters.kind === undefined || filters.kind === kind);
    const names = given.map(([name]) => name);
    const excludes = asked.unwanted.length > 0;
    return {
      text: this.text(`${everywhere} ${excludes} ${kinds.join()} ${names.join()}`, () => {
        const numbered = Object.fromEntries(names.map((name, index) => [name, `$${FIRST_GIVEN + index}`]));
        return findSql(everywhere, { ...FIXED, excludes, kinds, filters: numbered }, this.people);
      }),
      values: [
        viewer.id,
        match,
        wanted,
        rank,
        literal,
        asked.key,
        asked.wanted.length,
        place.asked,
        band?.named ?? null,
        band?.at ?? null,
        band?.id ?? null,
        after?.score ?? null,
        after?.id ?? null,
        limit,
        bandSize(limit),
        needles.map(({ slot }) => slot),
        needles.map(({ needle }) => needle),
        ...given.map(([, value]) => value),
      ],
    };
  }

  /** A text is put together once for each combination of what can be asked for: it is long, and kept prepared as it is. */
  private text(combination: string, made: () => string): string {
    let text = this.statements.get(combination);
    if (text === undefined) this.statements.set(combination, (text = made()));
    return text;
  }

  async offer(viewer: Person, asked: Asked | null, wider: Wider, about: { communityId: string | null; limit: number }): Promise<Offered> {
    if (asked === null) return this.offered(this.text('recent', recentSql), [viewer.id, about.limit]);
    const most = OFFERED.find((number) => number >= about.limit) ?? about.limit;
    const text = this.text(`offer ${most}`, () => offerSql(this.people, most));
    const found = await this.offered(text, [
      viewer.id,
      beginningsOf(asked, wider),
      asked.key,
      about.communityId,
      `${asked.key}${LAST}`,
      leftOutOf(asked),
    ]);
    return {
      pages: found.pages.slice(0, about.limit),
      people: found.people.slice(0, about.limit),
      communities: found.communities.slice(0, about.limit),
    };
  }

  private async offered(text: string, values: readonly unknown[]): Promise<Offered> {
    return (await this.db.one<{ offered: Offered }>(text, values))?.offered ?? { pages: [], people: [], communities: [] };
  }

  async near(words: readonly string[]): Promise<Map<string, string[]>> {
    const sought = words.filter((word) => slipsForgiven(word) > 0);
    if (sought.length === 0) return new Map();
    const rows = await this.db.many<{ typed: string | null; word: string }>(NEAR, [sought.join(' '), sought.flatMap(mixedUp).join(' ')]);
    const candidates = (word: string) => new Set(rows.filter(({ typed }) => typed === word || typed === null).map((row) => row.word));
    return new Map(sought.map((word) => [word, nearest(word, [...candidates(word)])]));
  }
}

const versionOf = ({ entryId, version }: Row): Version[] => (version === null ? [] : [{ id: entryId, version }]);

function hitsOf(rows: readonly Row[], texts: ReadonlyMap<string, Searched>, needles: readonly Needle[]): Hit[] {
  const pages = new Map(rows.flatMap(({ pagesAbove }) => pagesAbove ?? []).map((page) => [page.id, page]));
  return rows.map(({ piece, above, ...row }) => {
    const text = texts.get(row.entryId);
    return {
      ...row,
      piece: text ? pieceOf(text, needles) : piece === null ? null : cutPiece(piece),
      breadcrumb: above ? above.split(' ').flatMap((id) => pages.get(id) ?? []) : [],
    };
  });
}

/** A piece that the database cut. */
const cutPiece = (piece: string): Piece => ({ text: piece.slice(1), first: piece.startsWith(FIRST), last: isShort(piece.slice(1)) });

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
function nextPlace({ place, limit }: Search, last: Row | undefined): Place | null {
  if (last === undefined) return null;
  if (last.more) return { ...place, after: { score: last.score, id: last.entryId } };
  if (last.bandSize < bandSize(limit)) return null;
  const [named, at, id] = last.bandEnd;
  return { asked: place.asked, band: { named, at, id }, after: null };
}
