import { describe, expect, it } from 'vitest';
import { REVISION_ID } from './annotation.fixture.ts';
import { placeIn, selectedText, selectionIn, shortQuote, trimmed } from './text-places.ts';

const text = 'Première ligne 😀 ici.\n\ufffc\nDeuxième ligne, plus longue que la première, et de loin.';

describe('what is selected', () => {
  it('is taken without the spaces and line breaks at its edges', () => {
    expect(trimmed(text, { start: 8, end: 15 })).toEqual({ start: 9, end: 14 });
    expect(trimmed(text, { start: 22, end: 25 })).toEqual({ start: 23, end: 24 });
    expect(trimmed(text, { start: 8, end: 9 })).toBeNull();
  });

  it('goes with what stands around it and the revision that was read', () => {
    const start = text.indexOf('plus longue');
    expect(selectedText({ text, versionId: REVISION_ID }, { start, end: start + 11 })).toEqual({
      exact: 'plus longue',
      prefix: text.slice(start - 32, start),
      suffix: text.slice(start + 11, start + 43),
      start,
      versionId: REVISION_ID,
    });
  });

  it('never takes half of a letter along', () => {
    const start = text.indexOf('😀') + 1;
    const { prefix } = selectedText({ text: `${'a'.repeat(40)}😀${'b'.repeat(31)}X`, versionId: REVISION_ID }, { start: 73, end: 74 });
    expect(prefix).toBe('b'.repeat(31));
    expect(start).toBeGreaterThan(0);
  });
});

describe('a place', () => {
  it('counts only in a text that says there what it says', () => {
    expect(placeIn(text, { start: 0, end: 8, exact: 'Première' })).toEqual({ start: 0, end: 8 });
    expect(placeIn(`Une ${text}`, { start: 0, end: 8, exact: 'Première' })).toBeNull();
    expect(placeIn(text, { start: null, end: null, exact: null })).toBeNull();
  });

  it('of something that was being annotated is found again, and is none for the whole page', () => {
    expect(selectionIn(text, { exact: 'ligne', start: 9 })).toEqual({ start: 9, end: 14 });
    expect(selectionIn(text, { exact: 'ligne' })).toBeNull();
    expect(selectionIn(text, null)).toBeNull();
  });
});

it('quotes on one line, names what has no words, and never cuts a letter', () => {
  expect(shortQuote('une\n\ufffc\nfin', 'image')).toBe('une [image] fin');
  expect(shortQuote('😀'.repeat(10), 'image', 5)).toBe('😀😀…');
});
