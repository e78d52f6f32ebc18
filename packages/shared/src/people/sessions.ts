import { z } from 'zod';
import { route } from '../contract.ts';
import { Id, Instant, byId, email, listOf, secret } from '../text.ts';
import { SignedIn, newPassword } from './person.ts';

export const SessionView = z.object({
  id: Id,
  createdAt: Instant,
  lastSeenAt: Instant,
  expiresAt: Instant,
  device: z.string(),
  network: z.string(),
  current: z.boolean(),
});
export type SessionView = z.infer<typeof SessionView>;

export const sessionRoutes = {
  signIn: route({
    method: 'POST',
    path: '/sessions',
    access: 'public',
    status: 201,
    summary: 'Signs in; the refusal is the same whatever the cause, with a reference code',
    body: z.strictObject({ email, password: z.string().min(1).max(256), remember: z.boolean().default(false) }),
    response: SignedIn,
  }),
  signOut: route({ method: 'DELETE', path: '/sessions/current', access: 'session', status: 204, summary: 'Signs out' }),
  listSessions: route({ method: 'GET', path: '/sessions', access: 'session', summary: 'My sessions', response: listOf(SessionView) }),
  revokeSession: route({
    method: 'DELETE',
    path: '/sessions/:id',
    access: 'session',
    status: 204,
    summary: 'Ends one of my sessions',
    params: byId,
  }),
  revokeOtherSessions: route({
    method: 'DELETE',
    path: '/sessions',
    access: 'session',
    status: 204,
    summary: 'Ends all my sessions but this one',
  }),
  askPasswordReset: route({
    method: 'POST',
    path: '/password-resets',
    access: 'public',
    status: 202,
    summary: 'Sends a single-use link when the account exists; the answer is always the same',
    body: z.strictObject({ email }),
    response: z.object({ reference: z.string() }),
  }),
  resetPassword: route({
    method: 'PUT',
    path: '/password-resets',
    access: 'public',
    status: 204,
    summary: "Sets a new password with the link's token; ends all sessions",
    body: z.strictObject({ token: secret, password: newPassword }),
  }),
};
