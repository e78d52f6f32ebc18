import { describe, expect, it } from 'vitest';
import { dice, emptyTally, judge, selectedLength, shareOf, tableOf } from './fuzz-judge.ts';
import { FuzzPage } from './fuzz-page.ts';
import { passageAt } from './passage.ts';
import { type Target, reanchor } from './reanchor.ts';

interface Annotated extends Target {
  /** The letters that were selected. */
  uids: number[];
}
const ANNOTATIONS = 200;
const EDITS = 60;
const SEEDS = [1, 2, 3];
const textOf = (page: FuzzPage) =>
  page
    .textBlocks()
    .map(({ text }) => text)
    .join('\n');

function annotate(page: FuzzPage, throwDice: (below: number) => number): Annotated {
  const text = textOf(page);
  const length = selectedLength(throwDice);
  const from = throwDice(Math.max(1, text.length - length));
  const start = throwDice(2) ? text.indexOf(' ', from) + 1 || from : from;
  const passage = passageAt(text, page.textBlocks(), start, Math.min(text.length, start + length));
  return { original: passage, last: passage, there: true, uids: page.uidsAt(passage.start, passage.end) };
}

describe('annotations keep their place', () => {
  it('under structural edits at random', () => {
    const total = emptyTally();
    let worst = 0;
    let spent = 0;
    let saves = 0;
    for (const seed of SEEDS) {
      const throwDice = dice(seed);
      const page = FuzzPage.generate(throwDice, 120);
      const annotations = Array.from({ length: ANNOTATIONS }, () => annotate(page, throwDice));
      for (let edits = 0; edits < EDITS;) {
        const before = page.textBlocks();
        const inOneSave = 1 + throwDice(3);
        for (let nth = 0; nth < inOneSave; nth++, edits++) page.edit(inOneSave === 1);
        const started = performance.now();
        const anchored = reanchor(before, page.textBlocks(), annotations);
        const took = performance.now() - started;
        worst = Math.max(worst, took);
        spent += took;
        saves += 1;
        anchored.forEach(({ passage, remains = [] }, index) => {
          const annotation = annotations[index]!;
          annotation.there = passage !== null;
          annotation.last = passage ?? { ...annotation.last, parts: remains };
        });
      }
      const places = page.places();
      for (const { uids, there, last } of annotations)
        judge(total, uids, places, there ? new Set(page.uidsAt(last.start, last.end)) : null);
    }
    console.info('anchoring', { ...tableOf(total), 'ms mean': (spent / saves).toFixed(1), 'ms worst': worst.toFixed(1) });
    // The same seeds give the same figures: right 95.83 %, truly gone 3.67 %, wrong 0.17 %, lost 0.33 %.
    expect(shareOf(total, 'right') + shareOf(total, 'trulyOrphaned')).toBeGreaterThanOrEqual(0.9949);
    expect(shareOf(total, 'wrongPlace')).toBeLessThanOrEqual(0.0017);
    expect(shareOf(total, 'lostThoughThere')).toBeLessThanOrEqual(0.0034);
  }, 60_000);
});
