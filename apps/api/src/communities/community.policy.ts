import type { CommunityAbilities, CommunityVisibility, MemberRole, MembershipState, OrganizationKind, Role } from '@parvis/shared';

export interface Viewer {
  id: string;
  organizationKind: OrganizationKind;
  roles: readonly Role[];
}
export interface CommunityFacts {
  visibility: CommunityVisibility;
  archived: boolean;
  pagesWrittenBy: 'members' | 'animators';
  membership: { role: MemberRole; state: MembershipState } | null;
}

/** Whether somebody reads what is in the community. Only a full membership counts; open is open to employees. */
export function readsCommunity(
  viewer: Pick<Viewer, 'organizationKind'>,
  { visibility, membership }: Pick<CommunityFacts, 'visibility' | 'membership'>,
): boolean {
  return membership?.state === 'member' || (visibility === 'open' && viewer.organizationKind === 'customer');
}

/**
 * Whether somebody may know that it exists: its readers, employees unless it is secret, whoever asked or is invited,
 * and administrators, who see names and appoint animators but read nothing in it.
 */
export function knowsCommunity(
  viewer: Pick<Viewer, 'organizationKind' | 'roles'>,
  { visibility, membership }: Pick<CommunityFacts, 'visibility' | 'membership'>,
): boolean {
  const employee = viewer.organizationKind === 'customer';
  return membership !== null || (employee && (visibility !== 'secret' || viewer.roles.includes('admin')));
}

/** All that somebody may do to a community that she may know of. */
export function communityAbilities(viewer: Viewer, community: CommunityFacts): CommunityAbilities {
  const { membership, archived } = community;
  const member = membership?.state === 'member';
  const animates = member && membership.role === 'animator';
  const administers = viewer.organizationKind === 'customer' && viewer.roles.includes('admin');
  const writes = !archived && (animates || (member && community.pagesWrittenBy === 'members'));
  const employee = viewer.organizationKind === 'customer';
  return {
    read: readsCommunity(viewer, community),
    join: !archived && !member && (membership?.state === 'invited' || (employee && community.visibility === 'open')),
    ask: !archived && membership === null && employee && community.visibility === 'closed',
    leave: membership !== null,
    edit: animates && !archived,
    manageMembers: animates || administers,
    archive: animates || administers,
    writePages: writes,
    importPages: writes,
  };
}
