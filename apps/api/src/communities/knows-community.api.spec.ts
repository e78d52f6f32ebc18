import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { CommunityVisibility, MemberRole, MembershipState, OrganizationKind, Role } from '@parvis/shared';
import { type TestApp, startTestApp } from '../../test/test-app.ts';
import { knowsCommunity } from './community.policy.ts';
import { knowsCommunitySql } from './reads-community.sql.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp();
});
afterAll(() => app.close());

const KINDS: [OrganizationKind, Role[]][] = [
  ['customer', []],
  ['customer', ['admin']],
  ['customer', ['auditor']],
  ['partner', []],
  ['partner', ['admin']],
  ['vendor', ['support-agent']],
];
const VISIBILITIES: CommunityVisibility[] = ['open', 'closed', 'secret'];
const MEMBERSHIPS: ([MemberRole, MembershipState] | null)[] = [
  null,
  ['member', 'asked'],
  ['member', 'invited'],
  ['member', 'member'],
  ['animator', 'member'],
];

describe('who knows of a community', () => {
  it('is the same in the database as in code', async () => {
    const SQL = `SELECT ${knowsCommunitySql('$1', 'k')} AS knows FROM community k WHERE k.id = $2`;
    for (const [organization, roles] of KINDS) {
      const person = await app.people.create({ organization, roles });
      for (const visibility of VISIBILITIES)
        for (const membership of MEMBERSHIPS) {
          const id = await app.communities.create({ visibility });
          const [role, state] = membership ?? [];
          if (membership)
            await app.db.many(`INSERT INTO membership (community_id, person_id, role, state) VALUES ($1, $2, $3, $4)`, [
              id,
              person.id,
              role,
              state,
            ]);
          const expected = knowsCommunity(
            { organizationKind: organization, roles },
            { visibility, membership: role && state ? { role, state } : null },
          );
          const found = await app.db.one<{ knows: boolean }>(SQL, [person.id, id]);
          expect({ organization, roles, visibility, membership, knows: found?.knows }).toEqual({
            organization,
            roles,
            visibility,
            membership,
            knows: expected,
          });
        }
    }
  });
});
