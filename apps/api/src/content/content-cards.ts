import { communityChipJson, communityChipText } from '../communities/public.ts';
import { personOrNullJson, personOrNullText } from '../people/public.ts';
import { escaped, isoTime, objectText, orNull, quoted } from '../platform/database/json.ts';
import { cursorOf } from '../platform/database/keyset.ts';

/** SQL: the columns of a `ContentCard` for a row `c` of `content`, joined by `CARD_JOINS`. */
export const CARD = `c.id, c.kind, c.title, c.slug, c.excerpt, c.state, c.audience, ${communityChipJson('ck')} AS community,
  ${personOrNullJson('cauthor')} AS author, ${personOrNullJson('ceditor')} AS "lastEditor", ${isoTime('c.updated_at')} AS "updatedAt"`;

const CARD_PEOPLE = `LEFT JOIN person cauthor ON cauthor.id = c.author_id LEFT JOIN person ceditor ON ceditor.id = c.last_editor_id`;
export const CARD_JOINS = `LEFT JOIN community ck ON ck.id = c.community_id ${CARD_PEOPLE}`;

/**
 * SQL expression (text): the same for content that all lies in the community with this id, which is looked at once;
 * joined by `CARD_PEOPLE`. A test holds both equal.
 */
const cardTextIn = (communityId: string): string =>
  objectText({
    id: quoted('c.id'),
    kind: quoted('c.kind'),
    title: escaped('c.title'),
    slug: escaped('c.slug'),
    excerpt: escaped('c.excerpt'),
    state: quoted('c.state'),
    audience: quoted('c.audience'),
    community: orNull(`(SELECT ${communityChipText('ck')} FROM community ck WHERE ck.id = ${communityId})`),
    author: personOrNullText('cauthor'),
    lastEditor: personOrNullText('ceditor'),
    updatedAt: quoted(isoTime('c.updated_at')),
  });

/**
 * SQL expression (text), for `cardsText`: cards of content `c` of one community that is about nothing else and meets `condition`,
 * last changed first.
 * `most` is a parameter: one more than is shown.
 */
export const lastChangedIn = (communityId: string, condition: string, most: string): string => `(
  SELECT concat(${cursorTime(`(array_agg(r.at))[${most} - 1]`)}, E'\\n', string_agg(r.card, E'\\n')) FROM (
    SELECT ${cardTextIn(communityId)} AS card, c.updated_at AS at FROM content c ${CARD_PEOPLE}
    WHERE c.community_id = ${communityId} AND c.source_id IS NULL AND ${condition} ORDER BY c.updated_at DESC, c.id DESC LIMIT ${most}) r)`;

/** The JSON text of a page of cards, as `lastChangedIn` found them: the time of the last one shown, then a card a line. */
export function cardsText(found: string, limit: number): string {
  const [at, ...lines] = found.split('\n');
  const shown = lines.slice(0, limit);
  const last = lines.length > limit ? (JSON.parse(shown.at(-1) ?? '') as { id: string }) : null;
  return `{"items":[${shown.join(',')}],"nextCursor":${JSON.stringify(last && cursorOf([at ?? '', last.id]))}}`;
}

/** SQL expression (text): a time to the microsecond, as it goes into a cursor. */
export const cursorTime = (expression: string): string => `to_char(${expression} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;
