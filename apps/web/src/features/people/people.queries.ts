import { type Role, api } from '@parvis/shared';
import { infiniteQueryOptions, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { call, upload } from '../../lib/api.ts';
import { useWrite } from '../../lib/use-write.ts';

export const myself = queryOptions({ queryKey: ['me'], queryFn: ({ signal }) => call(api.me, {}, signal), staleTime: 5 * 60_000 });
export const setupState = queryOptions({ queryKey: ['setup'], queryFn: ({ signal }) => call(api.readSetup, {}, signal) });
export const person = (id: string) =>
  queryOptions({ queryKey: ['person', id], queryFn: ({ signal }) => call(api.readPerson, { params: { id } }, signal) });
const FEW_PEOPLE = 6;
/** The first people with this name, asked from two letters on. */
export const peopleNamed = (q: string) =>
  queryOptions({
    queryKey: ['people', q],
    queryFn: ({ signal }) => call(api.listPeople, { query: { q, limit: FEW_PEOPLE } }, signal),
    enabled: q.length > 1,
  });
export const mySessions = queryOptions({ queryKey: ['sessions'], queryFn: ({ signal }) => call(api.listSessions, {}, signal) });
export const myTokens = queryOptions({ queryKey: ['tokens'], queryFn: ({ signal }) => call(api.listTokens, {}, signal) });

type AccountFilter = { q?: string; state?: 'active' | 'deactivated' | 'pending'; role?: Role };
const paged = {
  initialPageParam: undefined as string | undefined,
  getNextPageParam: ({ nextCursor }: { nextCursor: string | null }) => nextCursor ?? undefined,
};
export const accounts = (filter: AccountFilter) =>
  infiniteQueryOptions({
    queryKey: ['accounts', filter],
    queryFn: ({ signal, pageParam }) => call(api.listAccounts, { query: { ...filter, cursor: pageParam } }, signal),
    ...paged,
  });
export const audit = (name: string) =>
  infiniteQueryOptions({
    queryKey: ['audit', name],
    queryFn: ({ signal, pageParam }) => call(api.readAudit, { query: { ...(name && { name }), cursor: pageParam } }, signal),
    ...paged,
  });
export const auditVerification = queryOptions({
  queryKey: ['audit-verification'],
  queryFn: ({ signal }) => call(api.verifyAudit, {}, signal),
  staleTime: 0,
});
export const sentMails = infiniteQueryOptions({
  queryKey: ['mails'],
  queryFn: ({ signal, pageParam }) => call(api.listMails, { query: { cursor: pageParam } }, signal),
  ...paged,
});
export const invitations = infiniteQueryOptions({
  queryKey: ['invitations'],
  queryFn: ({ signal, pageParam }) => call(api.listInvitations, { query: { cursor: pageParam } }, signal),
  ...paged,
});
export const organizations = queryOptions({
  queryKey: ['organizations'],
  queryFn: ({ signal }) => call(api.listOrganizations, {}, signal),
});
export const settings = queryOptions({ queryKey: ['settings'], queryFn: ({ signal }) => call(api.readSettings, {}, signal) });

export const useSignIn = () => useWrite('signIn');
export const useSignOut = () => useWrite('signOut');
export const useSetUp = () => useWrite('setUp');
export const useAskPasswordReset = () => useWrite('askPasswordReset');
export const useResetPassword = () => useWrite('resetPassword');
export const useReadInvitation = () => useWrite('readInvitation');
export const useAcceptInvitation = () => useWrite('acceptInvitation');
export const useEditMe = () => useWrite('editMe', ['me']);
export const useChangePassword = () => useWrite('changePassword', ['sessions']);
export const useRevokeSession = () => useWrite('revokeSession', ['sessions']);
export const useRevokeOtherSessions = () => useWrite('revokeOtherSessions', ['sessions']);
export const useDeleteToken = () => useWrite('deleteToken', ['tokens']);
export const useInvite = () => useWrite('invite', ['invitations']);
export const useInviteMany = () => useWrite('inviteMany', ['invitations']);
export const useWithdrawInvitation = () => useWrite('withdrawInvitation', ['invitations']);
export const useSetRoles = () => useWrite('setRoles', ['accounts']);
export const useDeactivate = () => useWrite('deactivate', ['accounts']);
export const useReactivate = () => useWrite('reactivate', ['accounts']);
export const useApprove = () => useWrite('approve', ['accounts']);
export const useEditSettings = () => useWrite('editSettings', ['settings']);
export const useCreateOrganization = () => useWrite('createOrganization', ['organizations']);

export function useSetPhoto() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (file: File) => upload(api.setPhoto, { file }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['me'] }),
  });
}
