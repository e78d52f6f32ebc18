/** What the layers above may use of communities. */
export { CommunityAccess } from './community-access.ts';
export {
  CommunityCreated,
  CommunityEdited,
  MemberJoined,
  MembershipAsked,
  MembershipEnded,
  MembershipInvited,
} from './community.events.ts';
export { readsCommunity } from './community.policy.ts';
export { communityChipJson, communityChipText, knowsCommunitySql, readsCommunitySql, writesInCommunitySql } from './reads-community.sql.ts';
