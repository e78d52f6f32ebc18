import type { Me } from '@parvis/shared';
import type { Actor } from '../platform/database/actor.ts';
import { forbidden } from '../platform/http/refusal.ts';

export type PersonAbilities = Me['can'];

/** All that somebody may do beyond her communities. Auditors read the audit and nothing else. */
export function personAbilities(actor: Pick<Actor, 'organizationKind' | 'roles'>): PersonAbilities {
  const employee = actor.organizationKind === 'customer';
  const administer = employee && actor.roles.includes('admin');
  return { administer, audit: administer || (employee && actor.roles.includes('auditor')), createCommunity: employee };
}

/** @throws Refusal (403) unless the actor may do this. */
export function demand(actor: Actor, ability: keyof PersonAbilities): void {
  if (!personAbilities(actor)[ability]) throw forbidden();
}

/** @throws Refusal (403) when a token asks: what guards the account itself is done by the person. */
export function demandSession(actor: Actor): string {
  if (!actor.sessionId) throw forbidden('Only somebody who is signed in may do this, not a token.');
  return actor.sessionId;
}
