import { Global, Module } from '@nestjs/common';
import { Authenticator } from '../platform/security/authenticator.ts';
import { Accounts } from './accounts.ts';
import { AccountsDeskController } from './administration/accounts-desk.controller.ts';
import { AccountsDesk } from './administration/accounts-desk.service.ts';
import { Audit } from './administration/audit.service.ts';
import { Organizations } from './administration/organizations.service.ts';
import { WorkspaceController } from './administration/workspace.controller.ts';
import { Workspace } from './administration/workspace.service.ts';
import { Enrolment } from './enrolment.ts';
import { Acceptance } from './invitations/acceptance.service.ts';
import { BulkInvitations } from './invitations/bulk-invitations.service.ts';
import { InvitationStore } from './invitations/invitation-store.ts';
import { InvitationsController } from './invitations/invitations.controller.ts';
import { Invitations } from './invitations/invitations.service.ts';
import { Registrations } from './invitations/registrations.service.ts';
import { MailAllowance } from './mails/mail-allowance.ts';
import { Post } from './mails/post.ts';
import { PasswordHasher } from './passwords/password-hasher.ts';
import { PasswordResets } from './passwords/password-resets.service.ts';
import { PasswordsController } from './passwords/passwords.controller.ts';
import { Passwords } from './passwords/passwords.service.ts';
import { PeopleEffects } from './people.effects.ts';
import { People } from './people.ts';
import { Ports } from './ports.ts';
import { Directory } from './profile/directory.service.ts';
import { Photos } from './profile/photos.service.ts';
import { ProfileController } from './profile/profile.controller.ts';
import { Profile } from './profile/profile.service.ts';
import { Tokens } from './profile/tokens.service.ts';
import { SetupCode } from './setup/setup-code.ts';
import { SetupController } from './setup/setup.controller.ts';
import { Setup } from './setup/setup.service.ts';
import { Cookies } from './sign-in/cookies.ts';
import { Devices } from './sign-in/devices.ts';
import { SessionAuthenticator } from './sign-in/session-authenticator.ts';
import { Sessions } from './sign-in/sessions.service.ts';
import { SignInController } from './sign-in/sign-in.controller.ts';
import { SignIn } from './sign-in/sign-in.service.ts';
import { Throttle } from './sign-in/throttle.ts';
import { Upkeep } from './upkeep.ts';

/** People and their access: the layer on which communities stand. */
@Global()
@Module({
  controllers: [
    SetupController,
    SignInController,
    PasswordsController,
    InvitationsController,
    ProfileController,
    AccountsDeskController,
    WorkspaceController,
  ],
  providers: [
    Ports,
    People,
    PeopleEffects,
    Accounts,
    Enrolment,
    Upkeep,
    Cookies,
    SessionAuthenticator,
    { provide: Authenticator, useExisting: SessionAuthenticator },
    Sessions,
    SignIn,
    Devices,
    Throttle,
    PasswordHasher,
    Passwords,
    PasswordResets,
    Post,
    MailAllowance,
    SetupCode,
    Setup,
    InvitationStore,
    Invitations,
    BulkInvitations,
    Acceptance,
    Registrations,
    Profile,
    Photos,
    Tokens,
    Directory,
    AccountsDesk,
    Organizations,
    Audit,
    Workspace,
  ],
  exports: [People, Authenticator, PasswordHasher, SetupCode],
})
export class PeopleModule {}
