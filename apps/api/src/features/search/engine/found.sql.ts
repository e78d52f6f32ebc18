import { findable, READABLE, withinReach } from './rights.sql.ts';
import type { People } from '../../../people/public.ts';

/** Names that are looked through where a word stands almost everywhere. */
const NAMES = 2_000;
/** Entries of a kind that are looked through then, the newest first. */
const NEWEST = 2_500;
/** Whoever reads so few communities, or less than a tenth of all: what lies in them is looked through even then. */
const FEW = 20;

export interface Parameters {
  /** Kinds of which the newest are looked through. */
  kinds: readonly ('page' | 'annotation')[];
  match: string;
  /** Some words must not be there: a name that has what is wanted is not enough. */
  excludes: boolean;
  wanted: string;
  rank: string;
  literal: string;
  key: string;
  count: string;
  asked: string;
  /** Those that are asked for. */
  filters: Partial<Record<'kind' | 'community' | 'author' | 'from' | 'to' | 'phrases' | 'unwantedPhrases', string>>;
  /** The last entry of the band before, by nearness of its name (or level) and time; null in the first. */
  band: { named: string; at: string; id: string };
  after: { score: string; id: string };
  /** Entries that are ranked by all their words: those with the nearest names, then the newest. */
  bandSize: string;
  limit: string;
}

/** The day of a place in time where the viewer lives: `from` and `to` are her days. */
const day = (date: string, plus: number): string =>
  `((${date}::date + ${plus})::timestamp AT TIME ZONE (SELECT z.time_zone FROM person z WHERE z.id = $1))`;

/** Conditions on a match `m` that its columns answer. */
function filters({ filters: f }: Parameters): string {
  return [
    withinReach('m'),
    f.kind && `m.kind = ${f.kind}`,
    f.author && `m.author_id = ${f.author}::uuid`,
    f.from && `m.at >= ${day(f.from, 0)}`,
    f.to && `m.at < ${day(f.to, 1)}`,
    (f.from ?? f.to) && `m.kind NOT IN ('person', 'community')`,
  ]
    .filter(Boolean)
    .join(' AND ');
}

/** What somebody does, and labels, as names are folded. */
const NOTES = `regexp_replace(folded(e.notes), '[^[:alnum:]]+', ' ', 'g')`;

/** Conditions on the text of a match `m`: words that must follow one another, or must not. Its text is read for them, so they come last. */
function phrases({ filters: f }: Parameters): string {
  const follow = (patterns: string, rule: string) =>
    `(SELECT ${rule}(e.plain ~ x OR e.title_key ~ x OR (e.notes <> '' AND ${NOTES} ~ x)) FROM search_entry e, unnest(${patterns}::text[]) x WHERE e.id = m.id)`;
  const conditions = [f.phrases && follow(f.phrases, 'bool_and'), f.unwantedPhrases && `NOT ${follow(f.unwantedPhrases, 'bool_or')}`];
  return conditions
    .filter(Boolean)
    .map((condition) => ` AND ${condition}`)
    .join('');
}

/** After the band before, in the order of bands: the nearest names first, then what is not named so (0, or as `LEVEL` says), the newest first. */
const afterBand = ({ band }: Parameters, named: string): string =>
  `(${band.named}::int IS NULL OR (${named}, m.at, m.id) < (${band.named}, ${band.at}::timestamptz, ${band.id}::uuid))`;

const sought = (p: Parameters): string => `${p.match}::tsquery, ${p.wanted}::tsquery, ${p.count}::int, ${p.key}`;
/** Matches in few communities by the index of these, or among many of them by that of all words. */
const matchesIn = (p: Parameters, communities: string): string => `search_found_in(${sought(p)}, ${communities})`;
const matchesAmong = (p: Parameters, communities: string): string => `search_found_among(${sought(p)}, ${communities})`;

/** Every entry with the words. */
const all = (p: Parameters): string => `
  SELECT m.* FROM ${p.filters.community ? matchesIn(p, `ARRAY[${p.filters.community}::uuid]`) : matchesAmong(p, '(SELECT array_agg(id) FROM readable)')} m
  WHERE ${filters(p)} AND ${afterBand(p, 'm.named')}${phrases(p)}
  ORDER BY m.named DESC, m.at DESC, m.id DESC OFFSET 0`;

/** How much the viewer reads. */
const REACH = `reach AS MATERIALIZED (SELECT count(*) <= ${FEW} OR count(*) * 10 < (SELECT count(*) FROM community) AS few, array_agg(id) AS ids FROM readable)`;
const COLUMNS = 'm.id, m.kind, m.content_id, m.person_id, m.place_id, m.at';
/** How near a name `m` with all words is to what was asked, as `search_found_in` tells it. */
const nearness = ({ key, count }: Parameters): string =>
  `CASE WHEN m.title_key = ${key} THEN 3 WHEN cardinality(string_to_array(m.title_key, ' ')) <= 2 * ${count}::int THEN 2 ELSE 1 END`;

/** Where a kind stands in the order of bands when the newest of each are looked through one kind after the other. */
const LEVEL = { page: '0', annotation: '-1' };
/** The newest of one kind that filters let through, as far as they are looked through. */
const newest = (p: Parameters, kind: keyof typeof LEVEL): string => `
  (SELECT ${COLUMNS}, ${LEVEL[kind]} AS named FROM (
     SELECT m.* FROM search_entry m
     WHERE m.kind = '${kind}' AND (SELECT NOT few FROM reach) AND ${filters(p)} AND ${afterBand(p, LEVEL[kind])}
     ORDER BY m.at DESC, m.id DESC LIMIT ${NEWEST}) m
   WHERE m.vector @@ ${p.match}::tsquery AND NOT m.title_vector @@ ${p.wanted}::tsquery${phrases(p)}
   ORDER BY m.at DESC, m.id DESC)`;

/**
 * Words that stand almost everywhere: names that have them, then the newest pages, then the newest annotations; for
 * somebody who reads few communities all that lies in them. What is rarer is never cut off.
 */
const some = (p: Parameters): string => `
  SELECT * FROM (
    (SELECT ${COLUMNS}, ${nearness(p)} AS named FROM unnest(ARRAY['page', 'community', 'person', 'file']) k(kind)
     CROSS JOIN LATERAL search_names(k.kind, ${p.wanted}::tsquery, (SELECT ids FROM reach), ${NAMES}) m
     WHERE ${filters(p)} AND ${afterBand(p, nearness(p))}${p.excludes ? ` AND EXISTS (SELECT FROM search_entry v WHERE v.id = m.id AND v.vector @@ ${p.match}::tsquery OFFSET 0)` : ''}${phrases(p)}
     ORDER BY named DESC, m.at DESC, m.id DESC)
    UNION ALL
    (SELECT ${COLUMNS}, 0 AS named FROM ${matchesIn(p, '(SELECT ids FROM reach)')} m
     WHERE (SELECT few FROM reach) AND m.named = 0 AND ${filters(p)} AND ${afterBand(p, '0')}${phrases(p)}
     ORDER BY m.at DESC, m.id DESC)
    ${p.kinds.map((kind) => `UNION ALL ${newest(p, kind)}`).join(' ')}
  ) f OFFSET 0`;

/**
 * SQL: CTEs `found` (a band of entries that the viewer may find), `best` (a page of them by score, and one more) and `hits`
 * (that page). The score: how
 * often the words stand there, in the name above all; a name that says just what was asked; and how new it is. It is
 * reckoned from the time when the search began, so that it is the same on every page. All of it is reckoned in float8:
 * a numeric becomes one by way of text. `everywhere`: the words stand in
 * more entries than can be looked at one by one.
 */
export function foundSql(everywhere: boolean, p: Parameters, people: People): string {
  return `
  readable AS MATERIALIZED (${READABLE}),
  ${everywhere ? `${REACH},` : ''}
  found AS MATERIALIZED (
    SELECT e.id, e.kind, e.at, e.named FROM (${everywhere ? some(p) : all(p)}) e
    WHERE ${findable('e', people)} LIMIT ${p.bandSize}),
  scored AS (
    SELECT f.id, f.kind, (ts_rank('{0.08, 0.2, 0.5, 1}', e.vector, ${p.rank}::tsquery, 1)
      + CASE WHEN f.named > 0 THEN 0.6 + 0.6 * least(1, ${p.count}::float8 / greatest(e.title_words, 1)) ELSE 0 END
      + CASE WHEN f.named > 0 AND e.title_vector @@ ${p.literal}::tsquery THEN 0.35::float8 ELSE 0 END
      + CASE WHEN e.title_key = ${p.key} THEN 0.8::float8 WHEN starts_with(e.title_key, ${p.key}) THEN 0.2 ELSE 0 END
      + CASE f.kind WHEN 'page' THEN 0.05::float8 WHEN 'file' THEN -0.15 WHEN 'annotation' THEN -0.05 ELSE 0 END
      + 0.12 * exp(-greatest(0, ${p.asked}::float8 - date_part('epoch', f.at)) / 8e6))::float8 AS score
    FROM found f JOIN search_entry e ON e.id = f.id),
  best AS MATERIALIZED (
    SELECT s.id, s.kind, s.score FROM scored s
    WHERE (${p.after.score}::float8 IS NULL OR (s.score, s.id) < (${p.after.score}, ${p.after.id}::uuid))
    ORDER BY s.score DESC, s.id DESC LIMIT ${p.limit}::int + 1),
  hits AS MATERIALIZED (SELECT b.* FROM best b ORDER BY b.score DESC, b.id DESC LIMIT ${p.limit})`;
}
