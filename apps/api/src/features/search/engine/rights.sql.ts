import { knowsCommunitySql, readsCommunitySql } from '../../../communities/public.ts';
import { visibleTo } from '../../../content/public.ts';
import { type People, isActive } from '../../../people/public.ts';

/**
 * SQL condition: the viewer ($1) may see this content. The communities that she reads are found once (`readable` is
 * `READABLE`), and no row asks for its own again.
 */
export const seen = (content: string): string => visibleTo('$1', content, (id) => `${id} IN (SELECT id FROM readable)`);

const FINDABLE = {
  person: (entry: string, people: People) =>
    `EXISTS (SELECT FROM person fp WHERE fp.id = ${entry}.person_id AND ${isActive('fp')} AND ${people.visibleTo('$1', 'fp')} OFFSET 0)`,
  community: (entry: string) =>
    `EXISTS (SELECT FROM community fk WHERE fk.id = ${entry}.place_id AND ${knowsCommunitySql('$1', 'fk')} OFFSET 0)`,
  page: (entry: string) => `EXISTS (SELECT FROM content fc WHERE fc.id = ${entry}.content_id AND ${seen('fc')} OFFSET 0)`,
};
/** Kinds of entries with a rule of their own; all that is content is as pages are. */
export type Ruled = keyof typeof FINDABLE;

/**
 * SQL condition: the viewer ($1) may find this entry. It is asked in the search itself, row by row in the order of the
 * results, until there are enough: never after a limit. Content follows the one predicate; people are those of the
 * directory; communities those that she may know of. (`OFFSET 0`: one by one, not all that there are.)
 */
export const findable = (entry: string, people: People): string => `(CASE ${entry}.kind
  WHEN 'person' THEN ${FINDABLE.person(entry, people)} WHEN 'community' THEN ${FINDABLE.community(entry)} ELSE ${FINDABLE.page(entry)} END)`;

/** SQL condition: the same of an entry of this kind, where all are of one. */
export const findableAs = (kind: Ruled, entry: string, people: People): string => FINDABLE[kind](entry, people);

/** SQL: the communities that the viewer ($1) reads. What lies in any other is never hers to see: spares asking for each. */
export const READABLE = `SELECT rk.id FROM community rk WHERE ${readsCommunitySql('$1', 'rk')}`;

/** SQL condition on an entry: it does not lie in a community that the viewer does not read (`readable` is `READABLE`). */
export const withinReach = (entry: string): string =>
  `(${entry}.community_id IS NULL OR ${entry}.community_id IN (SELECT id FROM readable))`;
