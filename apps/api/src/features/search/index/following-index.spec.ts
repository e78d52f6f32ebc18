import { describe, expect, it } from '@jest/globals';
import type { Database } from '../../../platform/database/database.ts';
import type { Due, Entries } from './entries.ts';
import { FollowingIndex } from './following-index.ts';

/** Writes nothing; a page called `poison` cannot be written. */
function index() {
  const written: Due[] = [];
  const entries = {
    async write(due: Due) {
      if (due.page?.includes('poison')) throw new Error('cannot be written');
      written.push(due);
      return 0;
    },
  };
  return { written, following: new FollowingIndex({} as Database, entries as unknown as Entries) };
}
const page = (id: string) => [{ kind: 'page', id }];

describe('following what is written', () => {
  it('writes together what comes together, each thing once, with the files that it shows', async () => {
    const { written, following } = index();
    await Promise.all([following.follow(page('a')), following.follow(page('b')), following.follow(page('a'))]);
    expect(written).toEqual([expect.objectContaining({ page: ['a', 'b'], file: ['a', 'b'], person: [] })]);
    await following.follow([{ kind: 'person', id: 'p' }]);
    expect(written[1]).toMatchObject({ page: [], file: [], person: ['p'] });
  });

  it('tells of what cannot be written, and writes the rest', async () => {
    const { written, following } = index();
    const outcomes = await Promise.allSettled([following.follow(page('a')), following.follow(page('poison')), following.follow(page('b'))]);
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(written.flatMap((due) => due.page)).toEqual(['a', 'b']);
    await following.follow(page('c'));
    expect(written.at(-1)).toMatchObject({ page: ['c'] });
  });
});
