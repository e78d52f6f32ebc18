import { describe, expect, it } from '@jest/globals';
import { Gathering } from './gathering.ts';

/** Doubles numbers once it is let go on; 13 cannot be doubled. */
function doubling(limits: { atOnce: number; sideBySide?: number; longestMs?: number }) {
  const together: number[][] = [];
  const held: (() => void)[] = [];
  const gathering = new Gathering<number, number>(async (all) => {
    together.push([...all]);
    await new Promise<void>((resolve) => held.push(resolve));
    if (all.includes(13)) throw new Error('unlucky');
    return all.map((one) => one * 2);
  }, limits);
  return { together, letGo: () => held.splice(0).forEach((go) => go()), double: (one: number) => gathering.do(one) };
}
const turn = () => new Promise((resolve) => setImmediate(resolve));

describe('gathering', () => {
  it('does together what comes in one turn, then what has come meanwhile, and gives each its own', async () => {
    const { together, letGo, double } = doubling({ atOnce: 10 });
    const first = Promise.all([double(1), double(2)]);
    await turn();
    const second = Promise.all([double(3), double(4), double(5)]);
    await turn();
    expect(together).toEqual([[1, 2]]);
    letGo();
    expect(await first).toEqual([2, 4]);
    await turn();
    letGo();
    expect(await second).toEqual([6, 8, 10]);
    expect(together).toEqual([
      [1, 2],
      [3, 4, 5],
    ]);
  });

  it('does no more at once than it may', async () => {
    const { together, letGo, double } = doubling({ atOnce: 2 });
    const all = Promise.all([double(1), double(2), double(3)]);
    await turn();
    letGo();
    await turn();
    letGo();
    expect(await all).toEqual([2, 4, 6]);
    expect(together).toEqual([[1, 2], [3]]);
  });

  it('begins with the next while one is under way, as often as it may', async () => {
    const { together, letGo, double } = doubling({ atOnce: 10, sideBySide: 2 });
    const all: Promise<number>[] = [];
    for (const one of [1, 2, 3, 4]) {
      all.push(double(one));
      await turn();
    }
    expect(together).toEqual([[1], [2]]);
    letGo();
    for (let turns = 0; turns < 3; turns++) await turn();
    letGo();
    expect(await Promise.all(all)).toEqual([2, 4, 6, 8]);
    expect(together).toEqual([[1], [2], [3, 4]]);
  });

  it('fails only what fails alone', async () => {
    const { letGo, double } = doubling({ atOnce: 10 });
    const all = Promise.allSettled([double(1), double(13), double(2)]);
    for (let turns = 0; turns < 10; turns++) {
      await turn();
      letGo();
    }
    expect((await all).map((outcome) => (outcome.status === 'fulfilled' ? outcome.value : 'failed'))).toEqual([2, 'failed', 4]);
  });

  it('waits no longer than it may for what is under way', async () => {
    const { together, letGo, double } = doubling({ atOnce: 10, longestMs: 5 });
    const held = double(1);
    await turn();
    const next = double(2);
    await new Promise((resolve) => setTimeout(resolve, 30));
    expect(together).toEqual([[1], [2]]);
    letGo();
    expect([await held, await next]).toEqual([2, 4]);
  });
});
