import type { Me, Role } from '@parvis/shared';
import type { Queries } from '../../platform/database/queries.ts';
import { notFound } from '../../platform/http/refusal.ts';
import { personAbilities } from '../person.policy.ts';
import { personCardJson } from '../people.sql.ts';

const ME = `SELECT ${personCardJson('p')} AS card, p.roles FROM person p WHERE p.id = $1`;

/** A person as she sees herself, with what she may do. */
export async function readMe(db: Queries, personId: string): Promise<Me> {
  const row = await db.one<{ card: Omit<Me, 'roles' | 'can'>; roles: Role[] }>(ME, [personId]);
  if (!row) throw notFound();
  return { ...row.card, roles: row.roles, can: personAbilities({ organizationKind: row.card.organization.kind, roles: row.roles }) };
}
