import { communityChipJson } from '../communities/public.ts';
import { personOrNullJson } from '../people/public.ts';
import { isoTime } from '../platform/database/json.ts';

/** SQL: the columns of a `ContentCard` for a row `c` of `content`, joined by `CARD_JOINS`. */
export const CARD = `c.id, c.kind, c.title, c.slug, c.excerpt, c.state, c.audience, ${communityChipJson('ck')} AS community,
  ${personOrNullJson('cauthor')} AS author, ${personOrNullJson('ceditor')} AS "lastEditor", ${isoTime('c.updated_at')} AS "updatedAt"`;

export const CARD_JOINS = `LEFT JOIN community ck ON ck.id = c.community_id
  LEFT JOIN person cauthor ON cauthor.id = c.author_id LEFT JOIN person ceditor ON ceditor.id = c.last_editor_id`;

/** SQL expression (text): a time to the microsecond, as it goes into a cursor. */
export const cursorTime = (expression: string): string => `to_char(${expression} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;
