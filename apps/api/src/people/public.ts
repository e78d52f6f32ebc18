/** What the layers above may use of people. */
export { Accounts, type Newcomer } from './accounts.ts';
export { PasswordHasher } from './passwords/password-hasher.ts';
export { type KnownPerson, People } from './people.ts';
export { isActive, organizationJson, personCardJson, personChipJson } from './people.sql.ts';
export { type PersonAbilities, demand, personAbilities } from './person.policy.ts';
export { Acquaintances, OnAcceptance } from './ports.ts';
export { SetupCode } from './setup/setup-code.ts';
