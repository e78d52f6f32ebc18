/** What the layers above may use of communities. */
export { CommunityAccess } from './community-access.ts';
export { readsCommunity } from './community.policy.ts';
export { communityChipJson, readsCommunitySql, writesInCommunitySql } from './reads-community.sql.ts';
