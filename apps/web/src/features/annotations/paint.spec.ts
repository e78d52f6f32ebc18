import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Passage, paintForeground, paintPassages } from './paint.ts';
import type { TextPlaces } from './text-places.ts';

/** Stands for the browser's: a set of ranges with a priority. */
class FakeHighlight extends Set<StaticRange> {
  priority = 0;
  constructor(...ranges: StaticRange[]) {
    super(ranges);
  }
}

const WORDS = 'Un texte de quelques mots';
let words: Text;
let picture: HTMLElement;
let layer: HTMLElement;
/** A text, then a picture. */
const places: TextPlaces = {
  length: WORDS.length + 1,
  rangeOf: () => null,
  wordsOf: (start, end) => [
    new StaticRange({ startContainer: words, startOffset: start, endContainer: words, endOffset: Math.min(end, WORDS.length) }),
  ],
  atomsOf: (_, end) => (end > WORDS.length ? [picture] : []),
  offsetsOf: () => null,
  offsetAt: () => null,
};
const passage = (changes: Partial<Passage>): Passage => ({ id: 'a', kind: 'commenting', state: 'SAFE', start: 0, end: 4, ...changes });

beforeEach(() => {
  document.body.innerHTML = '<p></p><figure></figure><div></div>';
  [words] = [document.createTextNode(WORDS)];
  document.querySelector('p')!.append(words);
  picture = document.querySelector('figure')!;
  layer = document.querySelector('div')!;
  Range.prototype.getClientRects = () => [new DOMRect(1, 2, 30, 10)] as unknown as DOMRectList;
});
afterEach(() => vi.unstubAllGlobals());

describe('where the browser paints ranges', () => {
  const registry = new Map<string, FakeHighlight>();
  const painted = () =>
    [...registry].map(([name, ranges]) => [name, [...ranges].map((range) => WORDS.slice(range.startOffset, range.endOffset))]);
  beforeEach(() => {
    registry.clear();
    vi.stubGlobal('CSS', { highlights: registry });
    vi.stubGlobal('Highlight', FakeHighlight);
  });

  it('paints each kind by its own name, those that overlap on lines of their own', () => {
    paintPassages(places, [passage({ end: 8 }), passage({ id: 'b', kind: 'questioning', start: 3, end: 8 })], layer);
    expect(painted()).toEqual([
      ['annotation-commenting-0', ['Un texte']],
      ['annotation-questioning-1', ['texte']],
    ]);
    expect(layer.childElementCount).toBe(0);
  });

  it('says of a passage that it changed, or moved', () => {
    paintPassages(places, [passage({ state: 'CHANGED' }), passage({ id: 'b', state: 'MOVED', start: 9, end: 11 })], layer);
    expect(new Set(registry.keys())).toEqual(new Set(['annotation-commenting-0', 'annotation-changed', 'annotation-moved']));
  });

  it('outlines what has no words, and leaves nothing when it ends', () => {
    const clear = paintPassages(places, [passage({ kind: 'editing', start: 20, end: WORDS.length + 1 })], layer);
    expect(picture.dataset['annotated']).toBe('editing');
    clear();
    expect([registry.size, picture.dataset['annotated']]).toEqual([0, undefined]);
  });

  it('paints the open one above the others, by its kind, and what is being annotated', () => {
    paintPassages(places, [passage({})], layer);
    const below = registry.get('annotation-commenting-0')!.priority;
    const clear = paintForeground(places, { opened: passage({ kind: 'questioning' }), pointed: null, draft: { start: 9, end: 11 } }, layer);
    expect(registry.get('annotation-open-questioning')!.priority).toBeGreaterThan(below);
    expect(registry.has('annotation-draft')).toBe(true);
    clear();
    expect([...registry.keys()]).toEqual(['annotation-commenting-0']);
  });
});

describe('where it does not', () => {
  it('lays marks over the text, which stays as it is, and takes them away', () => {
    const before = document.querySelector('p')!.innerHTML;
    const clear = paintPassages(places, [passage({ kind: 'questioning' })], layer);
    const mark = layer.querySelector('mark')!;
    expect([mark.dataset['name'], mark.style.width, mark.style.height]).toEqual(['questioning-0', '30px', '10px']);
    expect(document.querySelector('p')!.innerHTML).toBe(before);
    clear();
    expect(layer.childElementCount).toBe(0);
  });
});
