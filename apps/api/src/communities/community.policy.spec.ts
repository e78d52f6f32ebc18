import { describe, expect, it } from '@jest/globals';
import type { CommunityVisibility } from '@parvis/shared';
import { type CommunityFacts, type Viewer, communityAbilities, knowsCommunity, readsCommunity } from './community.policy.ts';

const VIEWERS: Record<string, Viewer> = {
  employee: { id: 'e', organizationKind: 'customer', roles: [] },
  administrator: { id: 'a', organizationKind: 'customer', roles: ['admin'] },
  partner: { id: 'p', organizationKind: 'partner', roles: [] },
  vendor: { id: 'v', organizationKind: 'vendor', roles: ['support-agent'] },
  // A role that the organization does not have gives nothing, should it ever be there.
  'partner as admin': { id: 'q', organizationKind: 'partner', roles: ['admin'] },
};
const MEMBERSHIPS: Record<string, CommunityFacts['membership']> = {
  none: null,
  asked: { role: 'member', state: 'asked' },
  invited: { role: 'member', state: 'invited' },
  member: { role: 'member', state: 'member' },
  animator: { role: 'animator', state: 'member' },
  // Invited to animate: nothing before it is accepted.
  'animator to be': { role: 'animator', state: 'invited' },
};
const facts = (more: Partial<CommunityFacts>): CommunityFacts => ({
  visibility: 'closed',
  archived: false,
  pagesWrittenBy: 'members',
  membership: null,
  ...more,
});

/** Who knows of it, and who reads it: K, R or both; `-` neither. Columns: open, closed, secret. */
const SIGHT: [viewer: string, membership: string, open: string, closed: string, secret: string][] = [
  ['employee', 'none', 'KR', 'K', '-'],
  ['employee', 'asked', 'KR', 'K', 'K'],
  ['employee', 'invited', 'KR', 'K', 'K'],
  ['employee', 'member', 'KR', 'KR', 'KR'],
  ['employee', 'animator', 'KR', 'KR', 'KR'],
  ['employee', 'animator to be', 'KR', 'K', 'K'],
  ['administrator', 'none', 'KR', 'K', 'K'],
  ['administrator', 'member', 'KR', 'KR', 'KR'],
  ['partner', 'none', '-', '-', '-'],
  ['partner', 'invited', 'K', 'K', 'K'],
  ['partner', 'member', 'KR', 'KR', 'KR'],
  ['vendor', 'none', '-', '-', '-'],
  ['vendor', 'asked', 'K', 'K', 'K'],
  ['vendor', 'member', 'KR', 'KR', 'KR'],
  ['partner as admin', 'none', '-', '-', '-'],
];

describe('who knows of a community, and who reads it', () => {
  it.each(SIGHT)('%s, %s', (viewer, membership, ...expected) => {
    const found = (['open', 'closed', 'secret'] as CommunityVisibility[]).map((visibility) => {
      const community = facts({ visibility, membership: MEMBERSHIPS[membership] ?? null });
      const seen = VIEWERS[viewer]!;
      return `${knowsCommunity(seen, community) ? 'K' : ''}${readsCommunity(seen, community) ? 'R' : ''}` || '-';
    });
    expect(found).toEqual(expected);
  });
});

/** What may be done beyond reading, by name; `pages` is writing and importing. */
const ABILITIES: [viewer: string, membership: string, community: Partial<CommunityFacts>, expected: string][] = [
  ['employee', 'none', { visibility: 'open' }, 'join'],
  ['employee', 'none', { visibility: 'closed' }, 'ask'],
  ['employee', 'none', { visibility: 'open', archived: true }, ''],
  ['employee', 'none', { visibility: 'closed', archived: true }, ''],
  ['employee', 'asked', {}, 'leave'],
  ['employee', 'asked', { visibility: 'open' }, 'join leave'],
  ['employee', 'invited', {}, 'join leave'],
  ['employee', 'invited', { archived: true }, 'leave'],
  ['employee', 'member', {}, 'leave pages'],
  ['employee', 'member', { pagesWrittenBy: 'animators' }, 'leave'],
  ['employee', 'member', { archived: true }, 'leave'],
  ['employee', 'animator', { pagesWrittenBy: 'animators' }, 'archive edit leave manageMembers pages'],
  ['employee', 'animator', { archived: true }, 'archive leave manageMembers'],
  ['employee', 'animator to be', {}, 'join leave'],
  ['administrator', 'none', { visibility: 'secret' }, 'archive manageMembers'],
  ['administrator', 'none', { visibility: 'closed' }, 'archive ask manageMembers'],
  ['administrator', 'none', { visibility: 'open' }, 'archive join manageMembers'],
  ['partner', 'none', { visibility: 'open' }, ''],
  ['partner', 'invited', {}, 'join leave'],
  ['partner', 'member', {}, 'leave pages'],
  ['partner', 'animator', {}, 'archive edit leave manageMembers pages'],
  ['vendor', 'none', { visibility: 'closed' }, ''],
  ['partner as admin', 'none', { visibility: 'open' }, ''],
];

describe('what may be done to a community', () => {
  it.each(ABILITIES)('%s, %s, %j: %s', (viewer, membership, community, expected) => {
    const {
      read: _,
      writePages,
      importPages,
      ...can
    } = communityAbilities(VIEWERS[viewer]!, facts({ ...community, membership: MEMBERSHIPS[membership] ?? null }));
    expect(importPages).toBe(writePages);
    const names = Object.entries({ ...can, pages: writePages }).flatMap(([name, may]) => (may ? [name] : []));
    expect(names.toSorted().join(' ')).toBe(expected);
  });
});
