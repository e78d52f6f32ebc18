import { describe, expect, it } from 'vitest';
import { annotationSearch } from './annotation-search.ts';
import { ANA, LEO, idOf, lost, thread } from './annotation.fixture.ts';
import { countsOf, inReadingOrder, neighbour, shownOf } from './filters.ts';

const all = [
  thread(1, { target: { start: 40, end: 45 } }),
  thread(2, { motivation: 'questioning', author: LEO, target: { start: 4, end: 9, state: 'CHANGED' } }),
  thread(3, { status: 'resolved', resolvedBy: LEO }),
  lost(4),
  thread(5, { target: { whole: true, start: null, end: null, exact: null, original: null } }),
];
const numbers = (items: typeof all) => items.map(({ id }) => Number(id.slice(-12)));
const shown = (search: Record<string, unknown>) => numbers(shownOf(all, annotationSearch(search), ANA.id));

describe('the annotations that are shown', () => {
  it('are the open ones, the resolved ones or all', () => {
    expect(shown({})).toEqual([1, 2, 4, 5]);
    expect(shown({ status: 'resolved' })).toEqual([3]);
    expect(shown({ status: 'all' })).toEqual([1, 2, 3, 4, 5]);
  });

  it('are narrowed by kind, by author, to mine and by what became of the passage', () => {
    expect(shown({ motivation: 'questioning' })).toEqual([2]);
    expect(shown({ by: LEO.id })).toEqual([2]);
    expect(shown({ by: 'me' })).toEqual([1, 4, 5]);
    expect(shown({ anchor: 'ORPHAN' })).toEqual([4]);
    expect(shown({ anchor: 'CHANGED', by: 'me' })).toEqual([]);
  });

  it('hold the one that a link leads to, whatever is filtered', () =>
    expect(shown({ motivation: 'questioning', annotation: idOf(3) })).toEqual([2, 3]));

  it('are counted by state, within everything else that is asked', () => {
    expect(countsOf(all, {}, ANA.id)).toEqual({ open: 4, resolved: 1 });
    expect(countsOf(all, { by: 'me', status: 'resolved', annotation: idOf(2) }, ANA.id)).toEqual({ open: 3, resolved: 1 });
  });

  it('stand as one reads: the lost ones, those about the whole page, then by their place', () =>
    expect(numbers(inReadingOrder(all))).toEqual([4, 5, 3, 2, 1]));
});

describe('the next and the one before', () => {
  const items = [thread(1), thread(2), thread(3)];
  it('go round', () => {
    expect(neighbour(items, idOf(3), 1)).toBe(idOf(1));
    expect(neighbour(items, idOf(1), -1)).toBe(idOf(3));
  });
  it('begin at an end when none is open, and are nobody when there is none', () => {
    expect(neighbour(items, undefined, 1)).toBe(idOf(1));
    expect(neighbour(items, idOf(9), -1)).toBe(idOf(3));
    expect(neighbour([], undefined, 1)).toBeNull();
  });
});

it('leaves out of an address what it does not know', () =>
  expect(annotationSearch({ annotation: '<x>', status: 'open', motivation: 'shouting', anchor: 'SAFE', by: 7, other: 1 })).toEqual({}));
