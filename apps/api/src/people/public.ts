/** What the layers above may use of people. */
export { type Letter, compose } from './mails/compose.ts';
export { PasswordHasher } from './passwords/password-hasher.ts';
export { People } from './people.ts';
export { PersonJoined, ProfileEdited, WorkspaceSetUp } from './people.events.ts';
export { isActive, personCardJson, personChipJson, personChipText, personOrNullJson } from './people.sql.ts';
export { personAbilities } from './person.policy.ts';
export { Acquaintances, OnAcceptance } from './ports.ts';
export { SECRETS_OF_THE_MOMENT, checkSignIn } from './sign-in/restored-sign-in.ts';
export { SetupCode } from './setup/setup-code.ts';
