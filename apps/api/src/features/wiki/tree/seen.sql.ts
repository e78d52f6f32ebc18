import { visibleTo } from '../../../content/public.ts';

/**
 * SQL: the content `c` of a row, when the viewer ($1) sees it. Asked row by row in the order that comes in, so that a
 * list that an index gives in its order stops where its page ends, however many pages there are. (`OFFSET 0` keeps the
 * planner from turning it round: it takes the rule for rarer than it is.)
 */
export const seenContent = (id: string): string =>
  `CROSS JOIN LATERAL (SELECT v.* FROM content v WHERE v.id = ${id} AND ${visibleTo('$1', 'v')} OFFSET 0) c`;
