import { describe, expect, it } from '@jest/globals';
import { ByName, cursorOf, keyIn, pageOf } from './keyset.ts';

const ID = '01900000-0000-7000-8000-000000000001';
const page = (rows: number[], limit: number) => pageOf(rows, limit, String, (row) => [row]);

describe('a cursor', () => {
  it('carries the sort key there and back, in any script', () => {
    expect(keyIn(ByName, cursorOf(['Œuvre « élan » 東', ID]))).toEqual(['Œuvre « élan » 東', ID]);
    expect(keyIn(ByName, undefined)).toBeNull();
  });

  const FOREIGN = ['', 'nonsense', ...[[], ['a'], ['a', 'not an id'], ['a\0', ID], [7, ID], ['a', ID, 1]].map(cursorOf)];
  it.each(FOREIGN)('is refused when it is not one of the list’s own: %j', (cursor) => {
    expect(() => keyIn(ByName, cursor)).toThrow('cursor: It does not come from an answer of this list.');
  });
});

describe('a page', () => {
  it('goes on when there was one row more than it shows', () => {
    expect(page([1, 2, 3], 2)).toEqual({ items: ['1', '2'], nextCursor: cursorOf([2]) });
  });

  it('ends when there was not', () => {
    expect(page([1, 2], 2)).toEqual({ items: ['1', '2'], nextCursor: null });
    expect(page([], 2)).toEqual({ items: [], nextCursor: null });
  });
});
