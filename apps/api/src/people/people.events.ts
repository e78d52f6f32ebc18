import { Role } from '@parvis/shared';
import { z } from 'zod';
import { defineEvent } from '../platform/events/event-type.ts';

const person = z.object({ personId: z.uuid() });

export const WorkspaceSetUp = defineEvent('workspace.set-up', person);
export const SettingsChanged = defineEvent('settings.changed', z.object({}));
export const OrganizationAdded = defineEvent('organization.added', z.object({ organizationId: z.uuid() }));

export const PersonJoined = defineEvent(
  'person.joined',
  person.extend({ via: z.enum(['set-up', 'invitation', 'registration', 'command']), invitationId: z.uuid().nullable() }),
);
export const ProfileEdited = defineEvent('person.profile-edited', person);
export const PhotoChanged = defineEvent('person.photo-changed', person);
export const RolesChanged = defineEvent('person.roles-changed', person.extend({ before: z.array(Role), after: z.array(Role) }));
export const PersonDeactivated = defineEvent('person.deactivated', person);
export const PersonReactivated = defineEvent('person.reactivated', person);
export const PersonApproved = defineEvent('person.approved', person);
export const GuestExpired = defineEvent('person.guest-expired', person);

export const SessionStarted = defineEvent('session.started', person.extend({ sessionId: z.uuid() }));
export const SessionEnded = defineEvent('session.ended', person.extend({ sessionIds: z.array(z.uuid()) }));
export const TokenCreated = defineEvent('token.created', person.extend({ tokenId: z.uuid(), scopes: z.array(z.string()) }));
export const TokenDeleted = defineEvent('token.deleted', person.extend({ tokenId: z.uuid() }));
export const PasswordChanged = defineEvent('password.changed', person.extend({ by: z.enum(['person', 'reset', 'command']) }));

/** Why a sign-in was refused. Support reads it by the reference; the public answer never tells. */
export const RefusalCause = z.enum(['unknown', 'wrong-password', 'no-password', 'deactivated', 'expired-guest', 'pending', 'throttled']);
export type RefusalCause = z.infer<typeof RefusalCause>;
export const SignInRefused = defineEvent(
  'sign-in.refused',
  z.object({ referenceId: z.uuid(), personId: z.uuid().nullable(), cause: RefusalCause }),
);
export const ResetAsked = defineEvent('password-reset.asked', z.object({ referenceId: z.uuid() }));
export const AccountAsked = defineEvent('registration.asked', z.object({ referenceId: z.uuid() }));

const invitation = z.object({ invitationId: z.uuid() });
export const InvitationSent = defineEvent('invitation.sent', invitation);
export const InvitationWithdrawn = defineEvent('invitation.withdrawn', invitation);

export const MailsRead = defineEvent('mails.read', z.object({ mailIds: z.array(z.string()) }));
export const AuditVerified = defineEvent('audit.verified', z.object({ ok: z.boolean() }));
