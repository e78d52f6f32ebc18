import type { PageTreeItem } from '@parvis/shared';
import { describe, expect, it } from 'vitest';
import { moved } from './pages.queries.ts';

const item = (id: string, parentId: string | null = null, hasChildren = false): PageTreeItem => ({
  id,
  parentId,
  title: id,
  slug: id,
  position: 'a0',
  hasChildren,
  audience: 'community',
  state: 'published',
});
const tree = [item('a', null, true), item('b'), item('c'), item('a1', 'a'), item('a2', 'a')];
const shown = (items: PageTreeItem[], parentId: string | null = null) =>
  items.filter((one) => one.parentId === parentId).map(({ id }) => id);

describe('a tree after a move', () => {
  it.each([
    ['first', { parentId: null, after: null }, ['c', 'a', 'b']],
    ['after a sibling', { parentId: null, after: 'a' }, ['a', 'c', 'b']],
    ['before a sibling', { parentId: null, before: 'b' }, ['a', 'c', 'b']],
    ['last', { parentId: null }, ['a', 'b', 'c']],
  ])('shows it %s', (_, place, expected) => {
    expect(shown(moved(tree, 'c', place, 'k'))).toEqual(expected);
  });

  it('below another page, which has children now', () => {
    const after = moved(tree, 'c', { parentId: 'b' }, 'k');
    expect(shown(after, 'b')).toEqual(['c']);
    expect(after.find(({ id }) => id === 'b')).toMatchObject({ hasChildren: true });
    const emptied = moved(moved(tree, 'a1', { parentId: null }, 'k'), 'a2', { parentId: null }, 'k');
    expect(emptied.find(({ id }) => id === 'a')).toMatchObject({ hasChildren: false });
  });

  it('to another community leaves it out with all below it', () => {
    expect(moved(tree, 'a', { communityId: 'other', parentId: null }, 'k').map(({ id }) => id)).toEqual(['b', 'c']);
  });
});
