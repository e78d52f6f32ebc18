import { communityChipJson, communityChipText } from '../communities/public.ts';
import { personChipText, personOrNullJson } from '../people/public.ts';
import { escaped, isoTime, objectText, quoted } from '../platform/database/json.ts';
import { cursorOf } from '../platform/database/keyset.ts';

/** SQL: the columns of a `ContentCard` for a row `c` of `content`, joined by `CARD_JOINS`. */
export const CARD = `c.id, c.kind, c.title, c.slug, c.excerpt, c.state, c.audience, ${communityChipJson('ck')} AS community,
  ${personOrNullJson('cauthor')} AS author, ${personOrNullJson('ceditor')} AS "lastEditor", ${isoTime('c.updated_at')} AS "updatedAt"`;

export const CARD_JOINS = `LEFT JOIN community ck ON ck.id = c.community_id
  LEFT JOIN person cauthor ON cauthor.id = c.author_id LEFT JOIN person ceditor ON ceditor.id = c.last_editor_id`;

/** Parts what `lastChangedIn` finds: neither stands in JSON text, which escapes both. */
const [LINE, PART] = ['\n', '\t'];

/** The same as JSON text but for community and people: in a list of one community they are said once, and put in by `cardsText`. */
const CARD_TEXT = objectText({
  id: quoted('c.id'),
  kind: quoted('c.kind'),
  title: escaped('c.title'),
  slug: escaped('c.slug'),
  excerpt: escaped('c.excerpt'),
  state: quoted('c.state'),
  audience: quoted('c.audience'),
  updatedAt: quoted(isoTime('c.updated_at')),
});

/**
 * SQL expression (text), for `cardsText`: cards of content `c` of one community that meets `condition`, last changed first.
 * `most` is a parameter: one more than is shown. Lines: the time of the last one shown, the community, the people, and
 * a card each with the ids of its author and its last editor.
 */
export const lastChangedIn = (communityId: string, condition: string, most: string): string => `(
  SELECT concat_ws(E'\\n', coalesce(${cursorTime(`(array_agg(r.at))[${most} - 1]`)}, ''),
    (SELECT ${communityChipText('ck')} FROM community ck WHERE ck.id = ${communityId}),
    coalesce((SELECT string_agg(${personChipText('p')}, E'\\t') FROM person p WHERE p.id = ANY (array_agg(r.author_id) || array_agg(r.last_editor_id))), ''),
    string_agg(concat(r.card, E'\\t', r.author_id, E'\\t', r.last_editor_id), E'\\n'))
  FROM (SELECT ${CARD_TEXT} AS card, c.author_id, c.last_editor_id, c.updated_at AS at FROM content c
    WHERE c.community_id = ${communityId} AND c.source_id IS NULL AND ${condition} ORDER BY c.updated_at DESC, c.id DESC LIMIT ${most}) r)`;

/** The JSON text of a page of cards, as `lastChangedIn` found them. */
export function cardsText(found: string, limit: number): string {
  const [at = '', community = '', people = '', ...cards] = found.split(LINE);
  const chips = new Map(people.split(PART).map((chip) => [idIn(chip), chip]));
  const chipOf = (id: string) => chips.get(id) || 'null';
  const shown = cards.slice(0, limit).map((line) => {
    const [card = '', author = '', editor = ''] = line.split(PART);
    return `${card.slice(0, -1)},"community":${community},"author":${chipOf(author)},"lastEditor":${chipOf(editor)}}`;
  });
  const next = cards.length > limit ? cursorOf([at, idIn(shown.at(-1) ?? '')]) : null;
  return `{"items":[${shown.join(',')}],"nextCursor":${JSON.stringify(next)}}`;
}

/** The id that JSON text begins with. */
const idIn = (json: string): string => json.slice(ID_AT, ID_AT + ID_LENGTH);
const ID_AT = '{"id":"'.length;
const ID_LENGTH = 36;

/** SQL expression (text): a time to the microsecond, as it goes into a cursor. */
export const cursorTime = (expression: string): string => `to_char(${expression} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;
