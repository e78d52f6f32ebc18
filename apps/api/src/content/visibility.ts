import type { Audience, CommunityVisibility, MembershipState, OrganizationKind } from '@parvis/shared';
import { readsCommunity, readsCommunitySql } from '../communities/public.ts';

/** What the rule asks of whoever looks. */
export interface Viewer {
  id: string;
  organizationKind: OrganizationKind;
}

/** What the rule asks of one piece of content. */
export interface ContentFacts {
  deleted: boolean;
  /** The community that it lies in; null: none. */
  community: { visibility: CommunityVisibility; viewerState: MembershipState | null } | null;
  /** Only for members of the community, where others read it too. */
  membersOnly: boolean;
  /** The list of the nearest restricted ancestor-or-self; null: nothing restricts. */
  participants: readonly string[] | null;
  /** What it is about, e.g. the page of an annotation. */
  source: Omit<ContentFacts, 'source'> | null;
}

/**
 * THE rule: whether this person may see this. Content lies in a community whose readers see it, or has a list, or
 * both: then one must be a reader and listed. What is about other content is seen only with it.
 * The same rule in SQL is `visibleTo`; a test holds both equal over generated cases.
 */
export function canSee(viewer: Viewer, content: ContentFacts): boolean {
  return (
    !content.deleted &&
    isReached(viewer, content) &&
    (content.source === null || (!content.source.deleted && isReached(viewer, content.source)))
  );
}

function isReached(viewer: Viewer, { community, membersOnly, participants }: Omit<ContentFacts, 'source'>): boolean {
  const reads =
    community === null || readsCommunity(viewer, { visibility: community.visibility, membership: membershipOf(community.viewerState) });
  const listed = participants === null ? community !== null : participants.includes(viewer.id);
  return reads && listed && (!membersOnly || community?.viewerState === 'member');
}

const membershipOf = (state: MembershipState | null) => (state === null ? null : { role: 'member' as const, state });

/**
 * SQL condition: the viewer (a parameter such as `$1`, the id of a person) may see this row of `content`.
 * Goes into every list, count, search, room and export; never after a LIMIT.
 */
export const visibleTo = (viewer: string, content: string, reads = readsAny(viewer)): string => `(
  ${content}.deleted_at IS NULL AND ${reachedBy(viewer, content, reads)}
  AND (${content}.source_id IS NULL OR EXISTS (
    SELECT FROM content src WHERE src.id = ${content}.source_id AND src.deleted_at IS NULL AND ${reachedBy(viewer, 'src', reads)})))`;

/**
 * SQL condition: the viewer reads the community of this id. Where a statement asks about many rows it may find the
 * communities that she reads once, and give a condition of its own to `visibleTo`: a test holds both equal.
 */
type Reads = (communityId: string) => string;

const readsAny =
  (viewer: string): Reads =>
  (communityId) =>
    `EXISTS (SELECT FROM community vk WHERE vk.id = ${communityId} AND ${readsCommunitySql(viewer, 'vk')})`;

/**
 * The same rule, short, for what lies in a community that the viewer is known to read, and is about nothing else or about
 * something that she is known to see: pages beside a page that she sees, the tree of a community, annotations of a page.
 * `member` is an SQL condition: she belongs to that community. A test holds it equal to `visibleTo`.
 */
export const visibleIn = (viewer: string, content: string, member: string): string => `(
  ${content}.deleted_at IS NULL AND (${content}.audience <> 'members' OR ${member}) AND ${isListed(viewer, content)})`;

/**
 * `visibleIn` in code, for live content of a community that the viewer is known to read: whether she `belongs` to it, and
 * the lists (the ids that `scopeId` names) that she is on. The same test holds it equal.
 */
export const isVisibleIn = (
  viewer: { belongs: boolean; lists: ReadonlySet<string> },
  content: { audience: Audience; scopeId: string | null },
): boolean => (content.audience !== 'members' || viewer.belongs) && (content.scopeId === null || viewer.lists.has(content.scopeId));

const isListed = (viewer: string, content: string): string => `(
  ${content}.scope_id IS NULL OR EXISTS (SELECT FROM content_participant cp WHERE cp.content_id = ${content}.scope_id AND cp.person_id = ${viewer}))`;

/** What `visibilityColumns` finds about a page: in a community, and about nothing else. */
export interface VisibilityRow {
  deleted: boolean;
  visibility: CommunityVisibility;
  viewerState: MembershipState | null;
  membersOnly: boolean;
  restricted: boolean;
  listed: boolean;
}

/** SQL: the columns of a `VisibilityRow`, where the rule in code is quicker than a statement that carries the rule in SQL. */
export const visibilityColumns = (
  viewer: string,
  { content, community, membership }: Record<'content' | 'community' | 'membership', string>,
) =>
  `${content}.deleted_at IS NOT NULL AS deleted, ${community}.visibility, ${membership}.state AS "viewerState", ${content}.audience = 'members' AS "membersOnly",
  ${content}.scope_id IS NOT NULL AS restricted, ${isListed(viewer, content)} AS listed`;

/** `canSee` of what `visibilityColumns` found. */
export const canSeeRow = (viewer: Viewer, row: VisibilityRow): boolean =>
  canSee(viewer, {
    deleted: row.deleted,
    community: { visibility: row.visibility, viewerState: row.viewerState },
    membersOnly: row.membersOnly,
    participants: row.restricted ? (row.listed ? [viewer.id] : []) : null,
    source: null,
  });

/** The rule but for the trash: who could see what is deleted, and may restore it. */
export const reachedBy = (viewer: string, content: string, reads = readsAny(viewer)): string => `(
  ${isListed(viewer, content)}
  AND (CASE WHEN ${content}.community_id IS NULL THEN ${content}.scope_id IS NOT NULL
       ELSE ${reads(`${content}.community_id`)} END)
  AND (${content}.audience <> 'members' OR EXISTS (
    SELECT FROM membership mo WHERE mo.community_id = ${content}.community_id AND mo.person_id = ${viewer} AND mo.state = 'member')))`;
