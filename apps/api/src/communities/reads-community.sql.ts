import { escaped, objectText, quoted } from '../platform/database/json.ts';

/**
 * SQL condition: the viewer (a parameter such as `$1`, the id of a person) reads this community (an alias of the table
 * `community`). The same rule in code is `readsCommunity` of `community.policy.ts`; a test holds both equal.
 */
export const readsCommunitySql = (viewer: string, community: string): string => `(
  EXISTS (SELECT FROM membership vm WHERE vm.community_id = ${community}.id AND vm.person_id = ${viewer} AND vm.state = 'member')
  OR (${community}.visibility = 'open' AND ${isEmployeeSql(viewer)}))`;

/**
 * SQL condition: the viewer may know that this community exists. The same rule in code is `knowsCommunity` of
 * `community.policy.ts`; a test holds both equal.
 */
export const knowsCommunitySql = (viewer: string, community: string): string => `(
  EXISTS (SELECT FROM membership km WHERE km.community_id = ${community}.id AND km.person_id = ${viewer})
  OR EXISTS (SELECT FROM person kp JOIN organization ko ON ko.id = kp.organization_id
    WHERE kp.id = ${viewer} AND ko.kind = 'customer' AND (${community}.visibility <> 'secret' OR kp.roles @> ARRAY['admin'])))`;

/** SQL condition: the viewer writes pages in this community (its id). The same rule in code is `writePages` of `communityAbilities`. */
export const writesInCommunitySql = (viewer: string, communityId: string): string => `EXISTS (
  SELECT FROM membership wm JOIN community wk ON wk.id = wm.community_id AND wk.archived_at IS NULL
  WHERE wm.community_id = ${communityId} AND wm.person_id = ${viewer} AND wm.state = 'member'
    AND (wm.role = 'animator' OR wk.pages_written_by = 'members'))`;

/** SQL condition: the viewer belongs to the customer. */
export const isEmployeeSql = (viewer: string): string =>
  `EXISTS (SELECT FROM person vp JOIN organization vo ON vo.id = vp.organization_id WHERE vp.id = ${viewer} AND vo.kind = 'customer')`;

/** SQL expression (json): the `CommunityChip` of a row of `community`, or null where there is none. */
export const communityChipJson = (community: string): string =>
  `CASE WHEN ${community}.id IS NOT NULL THEN json_build_object('id', ${community}.id, 'name', ${community}.name, 'slug', ${community}.slug, 'emblem', ${community}.emblem, 'visibility', ${community}.visibility) END`;

/** SQL expression: the same as JSON text, for lists that are asked for all the time. */
export const communityChipText = (community: string): string =>
  objectText({
    id: quoted(`${community}.id`),
    name: escaped(`${community}.name`),
    slug: escaped(`${community}.slug`),
    emblem: `${community}.emblem`,
    visibility: quoted(`${community}.visibility`),
  });
