import { OrganizationEntity } from './organization.entity.ts';
import { PersonEntity } from './person.entity.ts';

/** Tables of this layer that are written by entity; sessions, attempts and links are written by statement. */
export const PEOPLE_ENTITIES = [OrganizationEntity, PersonEntity];
