/** What the layers above may use of people. */
export { PEOPLE_ENTITIES } from './entities.ts';
export { type KnownPerson, People } from './people.ts';
export { isActive, organizationJson, personCardJson, personChipJson } from './people.sql.ts';
export { type PersonAbilities, demand, personAbilities } from './person.policy.ts';
export { Acquaintances, OnAcceptance } from './ports.ts';
