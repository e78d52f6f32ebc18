import { escaped, isoTime, objectText, orNull, quoted } from '../platform/database/json.ts';

/** SQL condition: this row of `person` may sign in. The same rule in code is `PersonEntity.active`. */
export const isActive = (person: string): string =>
  `(${person}.deactivated_at IS NULL AND NOT ${person}.pending_approval AND (${person}.guest_until IS NULL OR ${person}.guest_until > now()))`;

/** SQL expression (json): the `PersonChip` of a row of `person`. */
export const personChipJson = (person: string): string => `json_build_object(${chipFields(person)})`;

/** SQL expression (json): the same, or null where the join found nobody. */
export const personOrNullJson = (person: string): string => `CASE WHEN ${person}.id IS NOT NULL THEN ${personChipJson(person)} END`;

/** SQL expression: the `PersonChip` of a row of `person` as JSON text that begins with its id, for lists that are asked for all the time. */
export const personChipText = (person: string): string =>
  objectText({
    id: quoted(`${person}.id`),
    name: escaped(`${person}.name`),
    photoId: orNull(quoted(`${person}.photo_id`)),
    active: `CASE WHEN ${isActive(person)} THEN 'true' ELSE 'false' END`,
  });

/** SQL expression (json): the `PersonCard` of a row of `person`. */
export const personCardJson = (person: string): string => `json_build_object(${cardFields(person)})`;

/** SQL expression (json): the `PersonAccount` of a row of `person`, for administrators. */
export const personAccountJson = (person: string): string => `json_build_object(${cardFields(person)},
  'roles', ${person}.roles, 'createdAt', ${isoTime(`${person}.created_at`)}, 'lastSeenAt', ${isoTime(`${person}.last_seen_at`)},
  'deactivatedAt', ${isoTime(`${person}.deactivated_at`)}, 'guestUntil', ${isoTime(`${person}.guest_until`)},
  'pendingApproval', ${person}.pending_approval)`;

/** SQL expression (json): the `Organization` with this id. */
export const organizationJson = (id: string): string =>
  `(SELECT json_build_object('id', o.id, 'kind', o.kind, 'name', o.name) FROM organization o WHERE o.id = ${id})`;

const chipFields = (person: string): string =>
  `'id', ${person}.id, 'name', ${person}.name, 'photoId', ${person}.photo_id, 'active', ${isActive(person)}`;

const cardFields = (person: string): string => `${chipFields(person)},
  'job', ${person}.job, 'organization', ${organizationJson(`${person}.organization_id`)}, 'language', ${person}.language,
  'timeZone', ${person}.time_zone, 'email', ${person}.email`;
