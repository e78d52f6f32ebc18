import { beforeEach, describe, expect, it } from 'vitest';
import { PassageTops } from './passage-tops.ts';
import type { TextPlaces } from './text-places.ts';

const LINES = 10;
const LETTERS = 100;
let paragraph: HTMLElement;
let asked: number[];
/** A paragraph of 1,000 letters, 300 pixels high, 400 from the top; each ten letters stand three pixels below those before. */
const places: TextPlaces = {
  length: LINES * LETTERS,
  rangeOf: (start, end) => {
    asked.push(start);
    const range = document.createRange();
    range.setStart(paragraph.firstChild!, start);
    range.setEnd(paragraph.firstChild!, end);
    range.getClientRects = () => [new DOMRect(0, 400 + 3 * Math.floor(start / 10), 50, 27)] as unknown as DOMRectList;
    return range;
  },
  wordsOf: (startOffset, endOffset) => {
    const startContainer = paragraph.firstChild!;
    return [{ startContainer, startOffset, endContainer: startContainer, endOffset, collapsed: false }];
  },
  atomsOf: () => [],
  offsetsOf: () => null,
  offsetAt: () => null,
};
const tops = (of: TextPlaces = places) =>
  new PassageTops(
    of,
    new Map([
      ['first', { start: 5, end: 20 }],
      ['middle', { start: 505, end: 520 }],
      ['beyond', { start: 990, end: 1020 }],
    ]),
  );

beforeEach(() => {
  asked = [];
  paragraph = document.createElement('p');
  paragraph.textContent = 'x'.repeat(LINES * LETTERS);
  paragraph.getBoundingClientRect = () => new DOMRect(0, 400, 600, 300);
});

describe('where passages begin', () => {
  it('is told from their paragraph, without asking the browser for each', () => {
    expect(tops().get('middle')).toBeCloseTo(400 + 300 * 0.505);
    expect(asked).toEqual([]);
  });

  it('is asked for once where it is wanted to the pixel, and known from then on', () => {
    const all = tops();
    expect([all.get('middle', true), all.get('middle', true), all.get('middle')]).toEqual([550, 550, 550]);
    expect(asked).toEqual([505]);
  });

  it('is asked for where the paragraph says nothing: without words, or folded away', () => {
    expect(tops({ ...places, wordsOf: () => [] }).get('first')).toBe(400);
    paragraph.getBoundingClientRect = () => new DOMRect(0, 0, 0, 0);
    expect(tops().get('first')).toBe(400);
  });

  it('is nowhere for what is not in this text', () => {
    const all = tops();
    expect([all.has('first'), all.has('beyond'), all.has('other')]).toEqual([true, false, false]);
    expect([all.get('beyond', true), all.get('other')]).toEqual([undefined, undefined]);
  });
});
