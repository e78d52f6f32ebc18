import { describe, expect, it } from '@jest/globals';
import { type ReaderFacts, annotationAbilities, mayAnnotate, replyAbilities } from './annotation.policy.ts';

const reader = (facts: Partial<ReaderFacts> = {}): ReaderFacts => ({
  organizationKind: 'customer',
  role: null,
  annotatedBy: 'employees',
  communityArchived: false,
  edits: false,
  ...facts,
});
const able = (abilities: object) =>
  Object.entries(abilities)
    .filter(([, can]) => can)
    .map(([name]) => name)
    .join(' ');

describe('who annotates', () => {
  it.each<[string, Partial<ReaderFacts>, boolean]>([
    ['an employee who reads, by default', {}, true],
    ['an employee who is no member, where members only annotate', { annotatedBy: 'members' }, false],
    ['a member, where members only annotate', { annotatedBy: 'members', role: 'member' }, true],
    ['a partner who is a member, by default', { organizationKind: 'partner', role: 'member' }, false],
    ['a partner who is a member, where members annotate', { organizationKind: 'partner', role: 'member', annotatedBy: 'members' }, false],
    ['a partner, where every reader annotates', { organizationKind: 'partner', role: 'member', annotatedBy: 'readers' }, true],
    ['anybody, in an archived community', { communityArchived: true, role: 'animator', annotatedBy: 'readers' }, false],
  ])('%s', (_, facts, expected) => {
    expect(mayAnnotate(reader(facts))).toBe(expected);
  });
});

describe('what may be done to a thread', () => {
  it.each<[string, Partial<ReaderFacts>, { own: boolean; visibility?: 'private' | 'page' }, string]>([
    ['its author', {}, { own: true }, 'edit delete resolve reply place'],
    ['another reader', {}, { own: false }, 'reply'],
    ['an editor of the page', { role: 'member', edits: true }, { own: false }, 'resolve reply place'],
    ['an animator', { role: 'animator', edits: true }, { own: false }, 'delete resolve reply place'],
    ['its author, who may no longer annotate', { annotatedBy: 'members' }, { own: true }, 'delete'],
    ['its author, in an archived community', { communityArchived: true }, { own: true }, ''],
  ])('%s', (_, facts, { own, visibility = 'page' }, expected) => {
    expect(able(annotationAbilities('me', reader(facts), { authorId: own ? 'me' : 'other', visibility }))).toBe(expected);
  });

  it('a reply is changed by its author, and taken back by her or an animator', () => {
    expect(able(replyAbilities('me', reader(), 'me'))).toBe('edit delete');
    expect(able(replyAbilities('me', reader({ role: 'animator' }), 'other'))).toBe('delete');
    expect(able(replyAbilities('me', reader({ role: 'member' }), 'other'))).toBe('');
  });
});
