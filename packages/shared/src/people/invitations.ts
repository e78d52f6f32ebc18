import { z } from 'zod';
import { route } from '../contract.ts';
import { Id, Instant, Language, PageQuery, byId, email, line, listOf, optionalLine, secret } from '../text.ts';
import { Me, Organization, PersonChip, Role, TimeZone, newPassword } from './person.ts';

const Invitee = z.strictObject({
  id: Id.optional(),
  email,
  name: optionalLine(120).default(''),
  organizationId: Id,
  roles: z.array(Role).max(5).default([]),
  communityIds: z.array(Id).max(50).default([]),
  language: Language.default('fr'),
  /** A guest's account ends then; null: it stays. */
  guestUntil: Instant.nullable().default(null),
});

export const InvitationView = z.object({
  id: Id,
  email: z.string(),
  name: z.string(),
  organization: Organization,
  roles: z.array(Role),
  createdAt: Instant,
  expiresAt: Instant,
  acceptedAt: Instant.nullable(),
  invitedBy: PersonChip.nullable(),
});
export type InvitationView = z.infer<typeof InvitationView>;

/** Answers once with the link, so that it can also be handed over without mail. */
export const InvitationCreated = InvitationView.extend({ link: z.string() });

export const BulkInvitationReport = z.object({
  invited: z.int(),
  skipped: z.int(),
  refused: z.int(),
  lines: z.array(
    z.object({
      line: z.int(),
      email: z.string(),
      outcome: z.enum(['invited', 'skipped', 'refused']),
      field: z.string().nullable(),
      /** Stable code of the reason: `known-user`, `already-invited`, `invalid`, `unknown-organization`, `twice`. */
      reason: z.string().nullable(),
      message: z.string().nullable(),
    }),
  ),
});
export type BulkInvitationReport = z.infer<typeof BulkInvitationReport>;

export const invitationRoutes = {
  readInvitation: route({
    method: 'POST',
    path: '/invitations/preview',
    access: 'public',
    summary: 'Whom an invitation is for',
    body: z.strictObject({ token: secret }),
    response: z.object({
      email: z.string(),
      name: z.string(),
      organization: z.string(),
      workspace: z.string(),
      expiresAt: Instant,
      language: Language,
    }),
  }),
  acceptInvitation: route({
    method: 'POST',
    path: '/invitations/acceptance',
    access: 'public',
    status: 201,
    summary: 'Creates the account and signs in; `user` is null when an administrator has to approve it first',
    body: z.strictObject({
      token: secret,
      name: line(120),
      password: newPassword,
      language: Language,
      timeZone: TimeZone.default('Europe/Paris'),
    }),
    response: z.object({ user: Me.nullable() }),
  }),
  askForAccount: route({
    method: 'POST',
    path: '/registrations',
    access: 'public',
    status: 202,
    summary: 'Asks for an account with an address of an allowed domain; the answer is always the same',
    body: z.strictObject({ email, language: Language.default('fr') }),
    response: z.object({ reference: z.string() }),
  }),
  listInvitations: route({
    method: 'GET',
    path: '/admin/invitations',
    access: 'session',
    summary: 'Open invitations',
    query: PageQuery,
    response: listOf(InvitationView),
  }),
  invite: route({
    method: 'POST',
    path: '/admin/invitations',
    access: 'session',
    status: 201,
    summary: 'Invites by mail and link',
    body: Invitee,
    response: InvitationCreated,
  }),
  inviteMany: route({
    method: 'POST',
    path: '/admin/invitations/bulk',
    access: 'session',
    summary: 'Invites many from a CSV (email, name, organization, roles, communities); reports on each line',
    body: z.strictObject({ csv: z.string().max(1_000_000), dryRun: z.boolean().default(false) }),
    response: BulkInvitationReport,
  }),
  withdrawInvitation: route({
    method: 'DELETE',
    path: '/admin/invitations/:id',
    access: 'session',
    status: 204,
    summary: 'Withdraws an invitation',
    params: byId,
  }),
};
