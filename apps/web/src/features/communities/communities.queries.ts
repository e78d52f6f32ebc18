import { type MembershipState, api } from '@parvis/shared';
import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import { call } from '../../lib/api.ts';
import { useWrite } from '../../lib/use-write.ts';

export const myCommunities = queryOptions({
  queryKey: ['communities', 'mine'],
  queryFn: ({ signal }) => call(api.listCommunities, { query: { filter: 'mine' } }, signal),
});
/** `all`: those that are listed to me, without the archived ones. */
export const listedCommunities = (show: 'all' | 'mine' | 'archived', q: string) =>
  infiniteQueryOptions({
    queryKey: ['communities', 'listed', show, q],
    queryFn: ({ signal, pageParam }) =>
      call(
        api.listCommunities,
        {
          query: {
            filter: show === 'mine' ? 'mine' : 'all',
            archived: show === 'archived' ? 'true' : undefined,
            q: q || undefined,
            cursor: pageParam,
          },
        },
        signal,
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
    placeholderData: keepPreviousData,
  });
/** By its slug, as it stands in addresses. */
export const community = (slug: string) =>
  queryOptions({
    queryKey: ['communities', 'one', slug],
    queryFn: ({ signal }) => call(api.readCommunity, { params: { id: slug } }, signal),
  });
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
