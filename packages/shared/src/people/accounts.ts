import { z } from 'zod';
import { route } from '../contract.ts';
import { Instant, PageQuery, byId, listOf, words } from '../text.ts';
import { PersonCard, Role } from './person.ts';

export const PersonAccount = PersonCard.extend({
  roles: z.array(Role),
  createdAt: Instant,
  lastSeenAt: Instant.nullable(),
  deactivatedAt: Instant.nullable(),
  guestUntil: Instant.nullable(),
  pendingApproval: z.boolean(),
});
export type PersonAccount = z.infer<typeof PersonAccount>;

export const accountRoutes = {
  listAccounts: route({
    method: 'GET',
    path: '/admin/people',
    access: 'session',
    summary: 'All accounts (administrators)',
    query: PageQuery.extend({
      q: words.optional(),
      state: z.enum(['active', 'deactivated', 'pending']).optional(),
      role: Role.optional(),
    }),
    response: listOf(PersonAccount),
  }),
  setRoles: route({
    method: 'PUT',
    path: '/admin/people/:id/roles',
    access: 'session',
    summary: "Sets a person's roles",
    params: byId,
    body: z.strictObject({ roles: z.array(Role).max(5) }),
    response: PersonAccount,
  }),
  deactivate: route({
    method: 'PUT',
    path: '/admin/people/:id/deactivation',
    access: 'session',
    summary: 'Deactivates: content stays, sessions and sockets end at once',
    params: byId,
    response: PersonAccount,
  }),
  reactivate: route({
    method: 'DELETE',
    path: '/admin/people/:id/deactivation',
    access: 'session',
    summary: 'Makes an account active again',
    params: byId,
    response: PersonAccount,
  }),
  approve: route({
    method: 'PUT',
    path: '/admin/people/:id/approval',
    access: 'session',
    summary: 'Approves an account that somebody asked for',
    params: byId,
    response: PersonAccount,
  }),
};
