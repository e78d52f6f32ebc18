import { afterEach, beforeEach, expect, it, jest } from '@jest/globals';
import { passageAt } from '@parvis/shared/anchoring';
import type { TextBlock } from '@parvis/shared/document';
import { AnchoringThread, type Carrying } from './anchoring-thread.ts';

let thread: AnchoringThread;
beforeEach(() => {
  thread = new AnchoringThread();
});
afterEach(() => thread.onApplicationShutdown());

const text = 'La visite dure une heure.';
const BLOCKS: TextBlock[] = [{ start: 0, text, blockId: 'a' }];
const quote = passageAt(text, BLOCKS, 15, 24);
const carrying: Carrying = { before: BLOCKS, after: BLOCKS, targets: [{ original: quote, last: quote, there: true }] };
/** What no page can hold: comparing it breaks. */
const broken = { ...carrying, after: [null] } as unknown as Carrying;

it('answers whoever asked when several ask at once', async () => {
  const moved: TextBlock[] = [{ start: 0, text: `Bonjour. ${text}`, blockId: 'a' }];
  const [same, other] = await Promise.all([thread.reanchor(carrying), thread.reanchor({ ...carrying, after: moved })]);
  expect([same, other].map((found) => found?.[0]?.passage?.start)).toEqual([15, 24]);
});

it('that breaks says so to whoever waits, and is there again for the next', async () => {
  await expect(thread.reanchor(broken)).rejects.toThrow();
  expect((await thread.reanchor(carrying))[0]).toMatchObject({ state: 'SAFE', passage: { start: 15 } });
});

it('leaves nobody waiting when the product stops', async () => {
  const waiting = thread.reanchor(carrying);
  thread.onApplicationShutdown();
  await expect(waiting).rejects.toThrow('The product stops.');
});

it('gives up a comparison that takes ten seconds, and is there again for the next', async () => {
  jest.useFakeTimers({ doNotFake: ['setImmediate', 'nextTick', 'queueMicrotask'] });
  try {
    const waiting = thread.reanchor(carrying);
    jest.advanceTimersByTime(10_000);
    await expect(waiting).rejects.toThrow('took too long');
    expect((await thread.reanchor(carrying))[0]).toMatchObject({ state: 'SAFE', passage: { start: 15 } });
  } finally {
    jest.useRealTimers();
  }
});
