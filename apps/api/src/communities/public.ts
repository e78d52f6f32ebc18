/** What the layers above may use of communities. */
export { CommunityAccess, type LoadedCommunity } from './community-access.ts';
export { readsCommunity } from './community.policy.ts';
export { communityChipJson, isEmployeeSql, readsCommunitySql } from './reads-community.sql.ts';
