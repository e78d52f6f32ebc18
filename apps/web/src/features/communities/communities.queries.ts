import { type MembershipState, api } from '@parvis/shared';
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { call } from '../../lib/api.ts';
import { useWrite } from '../../lib/use-write.ts';

export const myCommunities = queryOptions({ queryKey: ['communities', 'mine'], queryFn: ({ signal }) => call(api.listCommunities, { query: { filter: 'mine' } }, signal) });
export const allCommunities = (q: string, archived: boolean) =>
  infiniteQueryOptions({
    queryKey: ['communities', 'all', q, archived],
    queryFn: ({ signal, pageParam }) => call(api.listCommunities, { query: { filter: 'all', archived: archived ? 'true' : undefined, q: q || undefined, cursor: pageParam } }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
  });
/** By its slug, as it stands in addresses. */
export const community = (slug: string) => queryOptions({ queryKey: ['communities', 'one', slug], queryFn: ({ signal }) => call(api.readCommunity, { params: { id: slug } }, signal) });
export const members = (communityId: string, state: MembershipState) =>
  infiniteQueryOptions({
    queryKey: ['members', communityId, state],
    queryFn: ({ signal, pageParam }) => call(api.listMembers, { params: { id: communityId }, query: { state, cursor: pageParam } }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
  });

const CHANGED = [['communities'], ['members']];
export const useCreateCommunity = () => useWrite('createCommunity', ...CHANGED);
export const useEditCommunity = () => useWrite('editCommunity', ...CHANGED);
export const useArchiveCommunity = () => useWrite('archiveCommunity', ...CHANGED);
export const useUnarchiveCommunity = () => useWrite('unarchiveCommunity', ...CHANGED);
export const useJoinCommunity = () => useWrite('joinCommunity', ...CHANGED);
export const useLeaveCommunity = () => useWrite('leaveCommunity', ...CHANGED);
export const useSetMember = () => useWrite('setMember', ...CHANGED);
export const useRemoveMember = () => useWrite('removeMember', ...CHANGED);
export const useInviteMember = () => useWrite('inviteMember', ...CHANGED);
