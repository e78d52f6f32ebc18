import { describe, expect, it } from 'vitest';
import { listSearch, filtersOf, fixedBy, isNarrowed } from './search.ts';

const SOMEBODY = '0192f4a0-0000-7000-8000-000000000001';

describe('what a list of annotations shows', () => {
  it('is read from the address, without what it does not know', () => {
    const address = { show: 'questions', motivation: 'shouting', status: 'resolved', state: 'ORPHAN', author: SOMEBODY, other: 1 };
    expect(listSearch(address)).toEqual({ show: 'questions', status: 'resolved', state: 'ORPHAN', author: SOMEBODY });
    expect(listSearch({ show: 'everything', author: '../me' })).toEqual({});
  });

  it('asks for open questions, corrections to treat and orphans whatever else the address says', () => {
    expect(filtersOf({ show: 'questions', motivation: 'commenting', status: 'resolved' })).toMatchObject({
      motivation: 'questioning',
      status: 'open',
    });
    expect(filtersOf({ show: 'corrections' })).toMatchObject({ motivation: 'editing', status: 'open' });
    expect(filtersOf({ show: 'orphans', motivation: 'commenting' })).toMatchObject({
      motivation: 'commenting',
      state: 'ORPHAN',
      status: 'open',
    });
    expect(fixedBy(undefined)).toEqual({});
  });

  it('asks for mine without an id, and for those of somebody by theirs', () => {
    expect(filtersOf({ author: 'me' })).toMatchObject({ mine: 'true' });
    expect(filtersOf({ author: 'me' })).not.toHaveProperty('authorId');
    expect(filtersOf({ author: SOMEBODY })).toMatchObject({ authorId: SOMEBODY });
  });

  it('is narrowed by anything but what is shown', () => {
    expect(isNarrowed({ show: 'orphans' })).toBe(false);
    expect(isNarrowed({ show: 'orphans', author: 'me' })).toBe(true);
  });
});
