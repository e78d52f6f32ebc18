import { describe, expect, it } from '@jest/globals';
import type { OrganizationKind, Role } from '@parvis/shared';
import { personAbilities } from './person.policy.ts';

const NOTHING = { administer: false, audit: false, createCommunity: false };
const EMPLOYEE = { ...NOTHING, createCommunity: true };

const EXPECTED: [OrganizationKind | null, Role[], typeof NOTHING][] = [
  [null, [], NOTHING],
  ['partner', [], NOTHING],
  ['vendor', [], NOTHING],
  ['vendor', ['support-agent'], NOTHING],
  ['vendor', ['support-manager'], NOTHING],
  // A role that its organization does not have gives nothing, should it ever be there.
  ['vendor', ['admin', 'auditor'], NOTHING],
  ['partner', ['admin'], NOTHING],
  ['customer', [], EMPLOYEE],
  ['customer', ['contract-owner'], EMPLOYEE],
  ['customer', ['auditor'], { ...EMPLOYEE, audit: true }],
  ['customer', ['admin'], { administer: true, audit: true, createCommunity: true }],
];

describe('what somebody may do beyond communities', () => {
  it.each(EXPECTED)('%s with roles %j', (organizationKind, roles, abilities) => {
    expect(personAbilities({ organizationKind, roles })).toEqual(abilities);
  });
});
