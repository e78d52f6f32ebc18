/** What the layers above may use of communities. */
export { CommunityAccess } from './community-access.ts';
export { readsCommunity } from './community.policy.ts';
export { communityChipJson, readsCommunitySql } from './reads-community.sql.ts';
