import { describe, expect, it } from 'vitest';
import { FuzzPage, dice } from './fuzz-page.ts';
import { passageAt } from './passage.ts';
import { type Target, reanchor } from './reanchor.ts';

interface Annotated extends Target {
  /** The letters that were selected. */
  uids: number[];
}
interface Tally {
  right: number;
  trulyOrphaned: number;
  wrongPlace: number;
  lostThoughThere: number;
}

const ANNOTATIONS = 200;
const EDITS = 60;
const SEEDS = [1, 2, 3];
/** Below this share of its letters, a passage is gone. */
const THERE_FROM = 0.4;

const textOf = (page: FuzzPage) =>
  page
    .textBlocks()
    .map(({ text }) => text)
    .join('\n');

function annotate(page: FuzzPage, throwDice: (below: number) => number): Annotated {
  const text = textOf(page);
  const length = [3, 8, 15, 30, 60, 120, 200][throwDice(7)]! + throwDice(10);
  const from = throwDice(Math.max(1, text.length - length));
  const start = throwDice(2) ? text.indexOf(' ', from) + 1 || from : from;
  const passage = passageAt(text, page.textBlocks(), start, Math.min(text.length, start + length));
  return { original: passage, last: passage, there: true, uids: page.uidsAt(passage.start, passage.end) };
}

/** Compares a place with where the letters that were selected are now. */
function judge(
  page: FuzzPage,
  places: ReadonlyMap<number, number>,
  { uids, there: anchored, last, original }: Annotated,
  tally: Tally,
): void {
  const current = anchored ? last : null;
  const alive = uids.map((uid) => places.get(uid)).filter((place) => place !== undefined);
  // Where blocks parted, the passage is where most of it stayed together.
  const together = largestCluster(
    alive.toSorted((a, b) => a - b),
    original.exact.length * 2.5 + 20,
  );
  const there = together.length >= THERE_FROM * uids.length;
  if (!current) return void (tally[there ? 'lostThoughThere' : 'trulyOrphaned'] += 1);
  const found = new Set(page.uidsAt(current.start, current.end));
  const hit = uids.filter((uid) => found.has(uid)).length;
  tally[hit > 0 && hit >= 0.5 * together.length ? 'right' : 'wrongPlace'] += 1;
}

function largestCluster(places: number[], span: number): number[] {
  let best: number[] = [];
  for (let from = 0; from < places.length; from++) {
    const part = places.filter((place) => place >= places[from]! && place - places[from]! <= span);
    if (part.length > best.length) best = part;
    if (best.length > places.length / 2) break;
  }
  return best;
}

describe('annotations keep their place', () => {
  it('under structural edits at random', () => {
    const total: Tally = { right: 0, trulyOrphaned: 0, wrongPlace: 0, lostThoughThere: 0 };
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
        for (let nth = 0; nth < inOneSave; nth++, edits++) page.edit();
        const started = performance.now();
        const anchored = reanchor(before, page.textBlocks(), annotations);
        const took = performance.now() - started;
        worst = Math.max(worst, took);
        spent += took;
        saves += 1;
        anchored.forEach(({ passage }, index) => {
          const annotation = annotations[index]!;
          annotation.there = passage !== null;
          annotation.last = passage ?? annotation.last;
        });
      }
      const places = page.places();
      for (const annotation of annotations) judge(page, places, annotation, total);
    }
    const share = (count: number) => count / (ANNOTATIONS * SEEDS.length);
    const table = Object.fromEntries(
      Object.entries(total).map(([name, count]) => [name, `${count} (${(100 * share(count)).toFixed(2)} %)`]),
    );
    console.info('anchoring', { ...table, 'ms mean': (spent / saves).toFixed(1), 'ms worst': worst.toFixed(1) });
    expect(share(total.right + total.trulyOrphaned)).toBeGreaterThanOrEqual(0.985);
    expect(share(total.wrongPlace)).toBeLessThanOrEqual(0.004);
    expect(share(total.lostThoughThere)).toBeLessThanOrEqual(0.01);
  }, 60_000);
});
