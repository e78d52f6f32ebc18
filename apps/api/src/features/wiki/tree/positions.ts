import { generateKeyBetween, generateNKeysBetween } from 'fractional-indexing';
import { visibleTo } from '../../../content/public.ts';
import type { Person } from '../../../platform/database/actor.ts';
import type { Tx } from '../../../platform/database/database.ts';
import { invalid } from '../../../platform/http/refusal.ts';

/** Where among the children of `parentId`: after one (null: first), before one, else last. */
export interface Among {
  communityId: string;
  parentId: string | null;
  after?: string | null | undefined;
  before?: string | undefined;
}
interface Sibling {
  id: string;
  position: string;
}

/**
 * A position for `movingId` between siblings. Hidden and trashed siblings keep their places between the others.
 * @throws Refusal (400) naming `after` or `before` when that page does not stand there.
 */
export async function positionFor(tx: Tx, person: Person, movingId: string, among: Among): Promise<string> {
  if (among.after !== undefined && among.before !== undefined) throw invalid('before', 'Give one of after and before, not both.');
  // The same lock as for new pages: two that come at once must not take the same place.
  await tx.many(`SELECT pg_advisory_xact_lock(hashtextextended($1, 0))`, [`positions ${among.communityId} ${among.parentId ?? ''}`]);
  const neighbours = await gap(tx, person, movingId, among);
  const position = between(neighbours);
  if (position !== null) return position;
  await spread(tx, movingId, among);
  const spreadOut = between(await gap(tx, person, movingId, among));
  if (spreadOut === null) throw new Error('siblings that were spread out leave no place between them');
  return spreadOut;
}

type Gap = [below: string | null, above: string | null];

/** Null when the two leave no place between them: the same position twice, or one that was not made here. */
function between([below, above]: Gap): string | null {
  try {
    return generateKeyBetween(below, above);
  } catch {
    return null;
  }
}

/** By the key of the index that keeps siblings in order: the page above, or the community at the top. */
const SIBLINGS = `FROM page p WHERE coalesce(p.parent_id, p.community_id) = coalesce($2::uuid, $1::uuid) AND p.community_id = $1 AND p.id <> $3`;
const FIRST = `SELECT p.id, p.position ${SIBLINGS} ORDER BY p.position, p.id LIMIT 1`;
const LAST = `SELECT p.id, p.position ${SIBLINGS} ORDER BY p.position DESC, p.id DESC LIMIT 1`;
const FOLLOWING = `SELECT p.id, p.position ${SIBLINGS} AND (p.position, p.id) > ($4, $5::uuid) ORDER BY p.position, p.id LIMIT 1`;
const PRECEDING = `SELECT p.id, p.position ${SIBLINGS} AND (p.position, p.id) < ($4, $5::uuid) ORDER BY p.position DESC, p.id DESC LIMIT 1`;
const SEEN = `SELECT p.id, p.position FROM page p JOIN content c ON c.id = p.id AND ${visibleTo('$4', 'c')}
  WHERE p.community_id = $1 AND p.parent_id IS NOT DISTINCT FROM $2::uuid AND p.id <> $3 AND p.id = $5`;

async function gap(tx: Tx, person: Person, movingId: string, { communityId, parentId, after, before }: Among): Promise<Gap> {
  const place = [communityId, parentId, movingId];
  const at = async (sql: string, from?: Sibling) =>
    (await tx.one<Sibling>(sql, from ? [...place, from.position, from.id] : place))?.position ?? null;
  if (after === null) return [null, await at(FIRST)];
  const [field, id] = after !== undefined ? (['after', after] as const) : (['before', before] as const);
  if (id === undefined) return [await at(LAST), null];
  const sibling = await tx.one<Sibling>(SEEN, [...place, person.id, id]);
  if (!sibling) throw invalid(field, 'This page does not stand there.', { received: id });
  return field === 'after' ? [sibling.position, await at(FOLLOWING, sibling)] : [await at(PRECEDING, sibling), sibling.position];
}

/** Gives all siblings new positions in their present order. */
async function spread(tx: Tx, movingId: string, { communityId, parentId }: Among): Promise<void> {
  const siblings = await tx.many<Sibling>(`SELECT p.id, p.position ${SIBLINGS} ORDER BY p.position, p.id FOR UPDATE`, [
    communityId,
    parentId,
    movingId,
  ]);
  await tx.many(`UPDATE page SET position = n.position FROM unnest($1::uuid[], $2::text[]) AS n(id, position) WHERE page.id = n.id`, [
    siblings.map(({ id }) => id),
    generateNKeysBetween(null, null, siblings.length),
  ]);
}
