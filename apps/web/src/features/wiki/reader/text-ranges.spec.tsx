import { type DocumentNode, pageText, textBlocks } from '@parvis/shared/document';
import { waitFor } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { bearings, p } from './reader.fixture.ts';
import { read } from './reader.test-kit.tsx';
import { TextMap } from './text-ranges.ts';

/** The words of a range without those of the interface. */
function wordsOf(range: Range): string {
  const fragment = range.cloneContents();
  for (const added of fragment.querySelectorAll('[data-ui], [data-atom] *')) added.remove();
  return fragment.textContent ?? '';
}

describe('places of the text on the screen', () => {
  it('are found for every block of the text, and back', async () => {
    const root = await read(bearings);
    for (const { start, text } of textBlocks(bearings)) {
      if (!text || text.includes('\ufffc') || text.includes('\n')) continue;
      const range = new TextMap(root).rangeOf(start, start + text.length)!;
      expect(wordsOf(range)).toBe(text);
      expect(new TextMap(root).offsetsOf(range)).toEqual({ start, end: start + text.length });
    }
  });

  it('are found for any two offsets, after a picture, a line break and across blocks, and back', async () => {
    const root = await read(bearings);
    const whole = pageText(bearings);
    // A break between blocks has no place of its own on the screen.
    const breaks = new Set(textBlocks(bearings).map(({ start }) => start - 1));
    // Steps without a common divisor meet every kind of place.
    for (let from = 0; from < whole.length - 1; from += 37) {
      let [start, end] = [from, Math.min(whole.length, from + 1 + (from % 211))];
      const found = new TextMap(root).offsetsOf(new TextMap(root).rangeOf(start, end)!);
      while (breaks.has(start)) start += 1;
      while (breaks.has(end - 1)) end -= 1;
      expect(found).toEqual(start < end ? { start, end } : null);
    }
  });

  it('stand still when code gets its colours', async () => {
    const root = await read(bearings);
    const start = pageText(bearings).indexOf('raise ValueError');
    await waitFor(() => expect(root.querySelector('.hljs-keyword')).toBeTruthy(), { timeout: 5_000 });
    expect(new TextMap(root).rangeOf(start, start + 16)!.toString()).toBe('raise ValueError');
  });

  it('lie behind tabs and in folded parts as well', async () => {
    const root = await read(bearings);
    for (const words of ['point de rouille', 'feuillets se décollent']) {
      const start = pageText(bearings).indexOf(words);
      expect(new TextMap(root).rangeOf(start, start + words.length)!.toString()).toBe(words);
    }
  });

  it('are null where nothing is', async () => {
    const root = await read([p('court')]);
    expect(new TextMap(root).rangeOf(0, 99)).toBeNull();
    expect(new TextMap(root).rangeOf(3, 2)).toBeNull();
    expect(new TextMap(root).rangeOf(-1, 2)).toBeNull();
    const outside = document.createRange();
    outside.selectNode(document.head);
    expect(new TextMap(root).offsetsOf(outside)).toBeNull();
  });

  it('take a selection of whole elements, a picture alone among them', async () => {
    const picture = {
      type: 'image',
      attrs: {
        id: 'i',
        fileId: '0199a000-0000-7000-8000-0000000000f1',
        src: null,
        alt: '',
        title: null,
        caption: 'légende',
        width: null,
        height: null,
      },
    } as DocumentNode;
    const root = await read([p('avant'), picture, p('après')]);
    const range = document.createRange();
    range.selectNode(root.querySelector('figure')!);
    expect(new TextMap(root).offsetsOf(range)).toEqual({ start: 6, end: 7 });
    range.selectNodeContents(root);
    expect(new TextMap(root).offsetsOf(range)).toEqual({
      start: 0,
      end: pageText({ type: 'doc', content: [p('avant'), picture, p('après')] }).length,
    });
  });

  it('are painted word by word, without the buttons between blocks and without what has no words', async () => {
    const root = await read(bearings);
    const whole = pageText(bearings);
    const words = (range: StaticRange) => range.startContainer.textContent?.slice(range.startOffset, range.endOffset) ?? '';
    for (let from = 0; from < whole.length - 1; from += 61) {
      const to = Math.min(whole.length, from + 1 + (from % 307));
      const map = new TextMap(root);
      const painted = map.wordsOf(from, to).map(words).join('').replaceAll('\n', '');
      expect(painted).toBe(whole.slice(from, to).replaceAll(/[\n\ufffc]/g, ''));
      expect(map.atomsOf(from, to)).toHaveLength(whole.slice(from, to).split('\ufffc').length - 1);
    }
  });

  it('are told for a point on the screen, in the text, on a picture and outside', async () => {
    const root = await read(bearings);
    const map = new TextMap(root);
    const range = map.rangeOf(10, 12)!;
    expect(map.offsetAt(range.startContainer, range.startOffset)).toBe(10);
    const image = root.querySelector('figure[data-atom] img')!;
    expect(pageText(bearings)[map.offsetAt(image, 0)!]).toBe('\ufffc');
    expect(map.offsetAt(document.body, 0)).toBeNull();
    expect(map.offsetAt(root.querySelector('[data-ui]')!.firstChild!, 0)).toBeNull();
  });
});
