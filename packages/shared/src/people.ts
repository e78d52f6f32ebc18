import { z } from 'zod';
import { route } from './contract.ts';
import { Id, Instant, Language, PageQuery, email, line, listOf, optionalLine, secret, words } from './text.ts';

export const OrganizationKind = z.enum(['customer', 'vendor', 'partner']);
export type OrganizationKind = z.infer<typeof OrganizationKind>;

/** `admin`, `contract-owner` and `auditor` belong to the customer, the two support roles to a vendor. */
export const Role = z.enum(['admin', 'support-agent', 'support-manager', 'contract-owner', 'auditor']);
export type Role = z.infer<typeof Role>;

export const Organization = z.object({ id: Id, kind: OrganizationKind, name: z.string() });
export type Organization = z.infer<typeof Organization>;

/** A person as others meet her, everywhere the same. `photoId` goes with `GET /people/:id/photo?v=photoId`. */
export const PersonChip = z.object({ id: Id, name: z.string(), photoId: Id.nullable(), active: z.boolean() });
export type PersonChip = z.infer<typeof PersonChip>;

export const PersonCard = PersonChip.extend({
  job: z.string(),
  organization: Organization,
  language: Language,
  timeZone: z.string(),
  email: z.string(),
});
export type PersonCard = z.infer<typeof PersonCard>;

export const Me = PersonCard.extend({
  roles: z.array(Role),
  can: z.object({ administer: z.boolean(), audit: z.boolean(), createCommunity: z.boolean() }),
});
export type Me = z.infer<typeof Me>;

/** OWASP: length before composition rules; the server also refuses passwords known from breaches. */
export const PASSWORD_MIN_LENGTH = 15;
export const newPassword = z.string().min(PASSWORD_MIN_LENGTH).max(256);

export const TimeZone = z.string().max(60).refine(isTimeZone, { error: 'not a time zone of the IANA database' });
function isTimeZone(name: string): boolean {
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: name }));
  } catch {
    return false;
  }
}

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

export const TokenView = z.object({
  id: Id,
  name: z.string(),
  scopes: z.array(z.string()),
  createdAt: Instant,
  lastUsedAt: Instant.nullable(),
});
export type TokenView = z.infer<typeof TokenView>;

export const PersonAccount = PersonCard.extend({
  roles: z.array(Role),
  createdAt: Instant,
  lastSeenAt: Instant.nullable(),
  deactivatedAt: Instant.nullable(),
  guestUntil: Instant.nullable(),
  pendingApproval: z.boolean(),
});
export type PersonAccount = z.infer<typeof PersonAccount>;

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

export const AuditEntry = z.object({
  id: Id,
  seq: z.int(),
  name: z.string(),
  at: Instant,
  actor: PersonChip.nullable(),
  subject: z.string().nullable(),
  payload: z.record(z.string(), z.unknown()),
  sealed: z.boolean(),
});
export type AuditEntry = z.infer<typeof AuditEntry>;

export const AuditVerification = z.object({
  ok: z.boolean(),
  sealed: z.int(),
  unsealed: z.int(),
  /** Where the chain breaks: the position, and whether a line was changed, removed, reordered or the tail cut. */
  problem: z.object({ position: z.int(), kind: z.enum(['changed', 'missing', 'reordered', 'tail-cut']) }).nullable(),
});

export const SentMail = z.object({
  id: z.string(),
  at: Instant,
  to: z.string(),
  subject: z.string(),
  text: z.string(),
});

export const WorkspaceSettings = z.object({
  /** People with an address of these domains may ask for an account; an administrator approves. Empty: nobody. */
  allowedDomains: z.array(z.string()),
  name: z.string(),
});
export type WorkspaceSettings = z.infer<typeof WorkspaceSettings>;

const byId = z.strictObject({ id: Id });
const SignedIn = z.object({ user: Me });

export const peopleRoutes = {
  readSetup: route({
    method: 'GET',
    path: '/setup',
    access: 'public',
    summary: 'Says whether the installation waits for its first administrator',
    response: z.object({ needed: z.boolean(), name: z.string().nullable() }),
  }),
  setUp: route({
    method: 'POST',
    path: '/setup',
    access: 'public',
    status: 201,
    summary: 'Creates the customer organization and its first administrator, with the code shown on the console',
    body: z.strictObject({
      code: secret,
      organization: line(120),
      name: line(120),
      email,
      password: newPassword,
      language: Language.default('fr'),
      timeZone: TimeZone.default('Europe/Paris'),
    }),
    response: SignedIn,
  }),

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

  me: route({ method: 'GET', path: '/me', access: 'session', summary: 'Who I am', response: Me }),
  editMe: route({
    method: 'PATCH',
    path: '/me',
    access: 'session',
    summary: 'Edits my profile',
    response: Me,
    body: z.strictObject({ name: line(120), job: optionalLine(120), language: Language, timeZone: TimeZone }).partial(),
  }),
  changePassword: route({
    method: 'PUT',
    path: '/me/password',
    access: 'session',
    status: 204,
    summary: 'Changes my password; ends my other sessions',
    body: z.strictObject({ current: z.string().min(1).max(256), next: newPassword }),
  }),
  setPhoto: route({
    method: 'PUT',
    path: '/me/photo',
    access: 'session',
    summary: 'Sets my photo (PNG, JPEG, WebP or AVIF up to 10 MB, re-encoded)',
    upload: z.strictObject({}),
    response: Me,
  }),
  removePhoto: route({ method: 'DELETE', path: '/me/photo', access: 'session', summary: 'Removes my photo', response: Me }),

  listTokens: route({ method: 'GET', path: '/tokens', access: 'session', summary: 'My API tokens', response: listOf(TokenView) }),
  deleteToken: route({
    method: 'DELETE',
    path: '/tokens/:id',
    access: 'session',
    status: 204,
    summary: 'Deletes one of my API tokens',
    params: byId,
  }),

  listPeople: route({
    method: 'GET',
    path: '/people',
    access: 'session',
    summary: 'People that I may know of, by name',
    query: PageQuery.extend({ q: words.optional() }),
    response: listOf(PersonCard),
  }),
  readPerson: route({
    method: 'GET',
    path: '/people/:id',
    access: 'session',
    summary: "A person's card",
    params: byId,
    response: PersonCard,
  }),
  readPhoto: route({
    method: 'GET',
    path: '/people/:id/photo',
    access: 'session',
    summary: "A person's photo, 256 px square",
    params: byId,
    query: z.strictObject({ v: z.string().max(60).optional() }),
    produces: 'image/webp',
  }),

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

  listOrganizations: route({
    method: 'GET',
    path: '/admin/organizations',
    access: 'session',
    summary: 'Organizations',
    response: listOf(Organization.extend({ people: z.int() })),
  }),
  createOrganization: route({
    method: 'POST',
    path: '/admin/organizations',
    access: 'session',
    status: 201,
    summary: 'Adds a vendor or a partner',
    body: z.strictObject({ id: Id.optional(), kind: z.enum(['vendor', 'partner']), name: line(120) }),
    response: Organization,
  }),

  readAudit: route({
    method: 'GET',
    path: '/admin/audit',
    access: 'session',
    summary: 'What happened, newest first (administrators and auditors)',
    query: PageQuery.extend({
      name: z.string().max(80).optional(),
      actorId: Id.optional(),
      from: Instant.optional(),
      to: Instant.optional(),
    }),
    response: listOf(AuditEntry),
  }),
  verifyAudit: route({
    method: 'GET',
    path: '/admin/audit/verification',
    access: 'session',
    summary: 'Recomputes the chain of the audit',
    response: AuditVerification,
  }),
  listMails: route({
    method: 'GET',
    path: '/admin/mails',
    access: 'session',
    summary: 'Mails kept in the data folder while no SMTP server is set',
    query: PageQuery,
    response: listOf(SentMail),
  }),
  readSettings: route({
    method: 'GET',
    path: '/admin/settings',
    access: 'session',
    summary: 'Settings of the workspace',
    response: WorkspaceSettings,
  }),
  editSettings: route({
    method: 'PUT',
    path: '/admin/settings',
    access: 'session',
    summary: 'Changes the settings',
    body: z.strictObject({
      name: line(120),
      allowedDomains: z
        .array(
          z
            .string()
            .max(253)
            .toLowerCase()
            .regex(/^[a-z0-9-]+(\.[a-z0-9-]+)+$/),
        )
        .max(50),
    }),
    response: WorkspaceSettings,
  }),
};
