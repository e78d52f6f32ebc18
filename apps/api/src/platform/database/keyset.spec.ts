import { describe, expect, it } from '@jest/globals';
import { ByName, cursorOf, keyIn, pageOf } from './keyset.ts';

const ID = '01900000-0000-7000-8000-000000000001';

describe('a cursor', () => {
  it('carries the sort key there and back, in any script', () => {
    expect(keyIn(ByName, cursorOf(['Œuvre « élan » 東', ID]))).toEqual(['Œuvre « élan » 東', ID]);
    expect(keyIn(ByName, undefined)).toBeNull();
  });

  it.each([
    '',
    'nonsense',
    cursorOf([]),
    cursorOf(['a']),
    cursorOf(['a', 'not an id']),
    cursorOf(['a\0', ID]),
    cursorOf([7, ID]),
    cursorOf(['a', ID, 1]),
  ])('is refused when it is not one of the list’s own: %j', (cursor) => {
    expect(() => keyIn(ByName, cursor)).toThrow(
      expect.objectContaining({ status: 400, more: { errors: [expect.objectContaining({ field: 'cursor' })] } }) as Error,
    );
  });
});

describe('a page', () => {
  const page = (rows: number[], limit: number) => pageOf(rows, limit, String, (row) => [row]);

  it('goes on when there was one row more than it shows', () => {
    expect(page([1, 2, 3], 2)).toEqual({ items: ['1', '2'], nextCursor: cursorOf([2]) });
  });

  it('ends when there was not', () => {
    expect(page([1, 2], 2)).toEqual({ items: ['1', '2'], nextCursor: null });
    expect(page([], 2)).toEqual({ items: [], nextCursor: null });
  });
});
