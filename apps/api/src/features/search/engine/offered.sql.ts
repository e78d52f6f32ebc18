import { communityChipJson } from '../../../communities/public.ts';
import { visibleTo } from '../../../content/public.ts';
import { type People, personChipJson } from '../../../people/public.ts';
import { READABLE, type Ruled, findableAs } from './rights.sql.ts';

/** Names with such a word, and names that begin so, that are looked through: two letters begin more than anybody reads. */
const NAMES = 1_000;
const BEGUN = 5_000;

const page = (
  visited: string,
): string => `json_build_object('id', c.id, 'title', c.title, 'slug', c.slug, 'community', ${communityChipJson('k')},
  'parentTitle', (SELECT pc.title FROM page p JOIN content pc ON pc.id = p.parent_id AND ${visibleTo('$1', 'pc')} WHERE p.id = c.id), 'visited', ${visited})`;
const person = `json_build_object('chip', ${personChipJson('p')}, 'job', p.job, 'organization', o.name)`;
const community = (mine: string): string => `jsonb_set(to_jsonb(${communityChipJson('k')}), '{mine}', to_jsonb(${mine}))`;
const PERSON_FLAT = `(to_jsonb(${person}) -> 'chip') || (to_jsonb(${person}) - 'chip')`;

const COLUMNS = 'e.id, e.kind, e.content_id, e.person_id, e.place_id, e.community_id, e.author_id, e.at, e.title_key';
const REACH = '(SELECT ids FROM reach)';
/** What the viewer read lately is never among what was left out; it may come twice. */
const visited = (columns: string): string => `
  UNION ALL SELECT ${columns}, true FROM visit v JOIN search_entry e ON e.id = v.content_id
  WHERE v.person_id = $1 AND e.kind = 'page' AND e.title_vector @@ $2::tsquery`;

/** Entries of a kind whose names begin with what was typed ($3, before $5) and hold nothing that is left out ($6), in an order, those that the viewer ($1) may find. */
const begun = (kind: Ruled, order: string, people: People, more = ''): string => `
  SELECT ${COLUMNS}, b.visited, true AS begins FROM (
    SELECT n.* FROM (
      SELECT m.id, m.community_id, m.at, m.title_key, false AS visited FROM search_begun('${kind}', $3, $5, ${REACH}, ${BEGUN}) m ${more}) n
    WHERE starts_with(n.title_key, $3) ORDER BY ${order} OFFSET 0) b
  CROSS JOIN LATERAL (SELECT s.* FROM search_entry s WHERE s.id = b.id OFFSET 0) e
  WHERE NOT e.title_vector @@ $6::tsquery AND ${findableAs(kind, 'e', people)}`;

/** Entries of a kind whose names hold words that begin so ($2), but for those that begin with what was typed where `others`. */
const held = (kind: Ruled, order: string, people: People, others: boolean, more = ''): string => `
  SELECT e.* FROM (
    SELECT n.*, starts_with(n.title_key, $3) AS begins FROM (
      SELECT m.*, false AS visited FROM search_names('${kind}', $2::tsquery, ${REACH}, ${NAMES}) m ${more}) n
    ${others ? 'WHERE NOT starts_with(n.title_key, $3)' : ''} ORDER BY ${order} OFFSET 0) e
  WHERE ${findableAs(kind, 'e', people)}`;

const PAGES = '(n.community_id = $4::uuid) DESC NULLS LAST, visited DESC, at DESC, id';

/**
 * SQL: names that begin with what was typed, then names that hold a word that does, as `Offered`, at most so many of each.
 * The latter are looked for only where the former are not enough. (The number stands in the text: with one plan for any
 * number PostgreSQL plans for each anew, which takes longer than all else.)
 */
export const offerSql = (people: People, most: number): string => `
  WITH readable AS MATERIALIZED (${READABLE}),
  reach AS MATERIALIZED (SELECT array_agg(id) AS ids FROM readable),
  pages AS MATERIALIZED (
    SELECT DISTINCT ON (f.id) f.* FROM (
      SELECT * FROM ((${begun('page', PAGES, people, visited('e.id, e.community_id, e.at, e.title_key'))})
        UNION ALL (${held('page', PAGES, people, true, visited(COLUMNS))})) u LIMIT ${2 * most}) f
    ORDER BY f.id, f.visited DESC),
  people AS MATERIALIZED (
    SELECT * FROM ((${begun('person', 'title_key, id', people)}) UNION ALL (${held('person', 'title_key, id', people, true)})) u LIMIT ${most}),
  communities AS MATERIALIZED (
    ${held('community', `EXISTS (SELECT FROM membership mo WHERE mo.community_id = n.place_id AND mo.person_id = $1 AND mo.state = 'member') DESC, begins DESC, title_key, id`, people, false)} LIMIT ${most})
  SELECT json_build_object(
    'pages', (SELECT coalesce(json_agg(l.page), '[]') FROM (
      SELECT ${page('f.visited')} AS page FROM pages f JOIN content c ON c.id = f.content_id LEFT JOIN community k ON k.id = c.community_id
      ORDER BY (c.community_id = $4::uuid) DESC NULLS LAST, f.begins DESC, f.visited DESC, f.at DESC, f.id LIMIT ${most}) l),
    'people', (SELECT coalesce(json_agg(${PERSON_FLAT} ORDER BY f.begins DESC, f.title_key, f.id), '[]')
      FROM people f JOIN person p ON p.id = f.person_id JOIN organization o ON o.id = p.organization_id),
    'communities', (SELECT coalesce(json_agg(${community('(m.person_id IS NOT NULL)')} ORDER BY (m.person_id IS NOT NULL) DESC, f.begins DESC, f.title_key, f.id), '[]')
      FROM communities f JOIN community k ON k.id = f.place_id LEFT JOIN membership m ON m.community_id = k.id AND m.person_id = $1 AND m.state = 'member')
  ) AS offered`;

/** SQL: what the viewer ($1) read last, and her communities; at most $2 of each. */
export const recentSql = (): string => `
  SELECT json_build_object(
    'pages', (SELECT coalesce(json_agg(l.page), '[]') FROM (
      SELECT ${page('true')} AS page FROM visit v JOIN content c ON c.id = v.content_id AND c.kind = 'page' AND ${visibleTo('$1', 'c')}
      LEFT JOIN community k ON k.id = c.community_id WHERE v.person_id = $1 ORDER BY v.at DESC, v.content_id DESC LIMIT $2) l),
    'people', '[]'::json,
    'communities', (SELECT coalesce(json_agg(l.community), '[]') FROM (
      SELECT ${community('true')} AS community FROM membership m JOIN community k ON k.id = m.community_id AND k.archived_at IS NULL
      WHERE m.person_id = $1 AND m.state = 'member' ORDER BY folded(k.name), k.id LIMIT $2) l)
  ) AS offered`;
