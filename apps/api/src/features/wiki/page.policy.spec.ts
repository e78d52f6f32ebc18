import { describe, expect, it } from '@jest/globals';
import { type PageFacts, pageAbilities } from './page.policy.ts';

const page: PageFacts = { authorId: 'ana', role: 'member', pagesWrittenBy: 'members', communityArchived: false };
const nothing = { edit: false, createChild: false, delete: false, restrict: false };
const writing = { ...nothing, edit: true, createChild: true };
const everything = { edit: true, createChild: true, delete: true, restrict: true };

describe('who may do what to a page', () => {
  it.each([
    ['its author', 'ana', page, everything],
    ['another member', 'bob', page, writing],
    ['an animator', 'bob', { ...page, role: 'animator' as const }, everything],
    ['somebody who only reads', 'bob', { ...page, role: null }, nothing],
    ['its author, no longer a member', 'ana', { ...page, role: null }, nothing],
    ['a member where animators write', 'bob', { ...page, pagesWrittenBy: 'animators' as const }, nothing],
    ['its author where animators write', 'ana', { ...page, pagesWrittenBy: 'animators' as const }, nothing],
    ['an animator where animators write', 'bob', { ...page, role: 'animator' as const, pagesWrittenBy: 'animators' as const }, everything],
    ['an animator of an archived community', 'bob', { ...page, role: 'animator' as const, communityArchived: true }, nothing],
  ])('%s', (_, personId, facts, expected) => {
    expect(pageAbilities(personId, facts)).toEqual(expected);
  });
});
