import { pageText } from '@parvis/shared/document';
import { act } from '@testing-library/react';
import { expect, it } from 'vitest';
import { uncover } from '../features/annotations/use-text-places.ts';
import { bearings } from '../features/wiki/reader/reader.fixture.ts';
import { read } from '../features/wiki/reader/reader.test-kit.tsx';
import { TextMap } from '../features/wiki/reader/text-ranges.ts';

/** What hides these words from whoever reads. */
function hiding(root: Element, words: string): Element | null {
  const [start, end] = placeOf(words);
  const { startContainer } = new TextMap(root).rangeOf(start, end)!;
  return startContainer.parentElement!.closest('[hidden], details:not([open])');
}
function placeOf(words: string): [number, number] {
  const start = pageText(bearings).indexOf(words);
  expect(start).toBeGreaterThan(0);
  return [start, start + words.length];
}

it.each([
  ['a tab behind another one', 'point de rouille'],
  ['a folded part', 'feuillets se décollent'],
])('a link to an annotation opens what hides its passage: %s', async (_, words) => {
  const root = await read(bearings);
  expect(hiding(root, words)).not.toBeNull();
  await act(async () => uncover(new TextMap(root), ...placeOf(words)));
  expect(hiding(root, words)).toBeNull();
});
