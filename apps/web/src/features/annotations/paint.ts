import type { AnchorState, Motivation } from '@parvis/shared';
import { LEVELS, type Stretch, levelsOf } from './levels.ts';
import type { TextPlaces } from './text-places.ts';

/** A passage to be painted. */
export interface Passage extends Stretch {
  id: string;
  kind: Motivation | 'resolved';
  state: AnchorState;
}

/** What stands out above all passages. */
export interface Foreground {
  opened: Passage | null;
  pointed: Passage | null;
  /** What is being annotated. */
  draft: Stretch | null;
}

const PREFIX = 'annotation-';
const KINDS = ['commenting', 'questioning', 'editing', 'highlighting', 'resolved'] as const;
const BASE = [...KINDS.flatMap((kind) => Array.from({ length: LEVELS }, (_, level) => `${kind}-${level}`)), 'changed', 'moved'];
const ABOVE = ['pointed', ...KINDS.map((kind) => `open-${kind}`), 'draft'];

/** Whether the browser paints ranges of text by itself (CSS Custom Highlight API). */
export const paintsRanges = (): boolean => typeof CSS !== 'undefined' && 'highlights' in CSS && typeof Highlight === 'function';

/**
 * Paints passages over the text, without changing it: by the CSS Custom Highlight API, else by `<mark>` elements in
 * `layer`, which lies over the text. What has no words is outlined. Returns what takes the paint away.
 */
export function paintPassages(places: TextPlaces, passages: readonly Passage[], layer: HTMLElement | null): () => void {
  const levels = levelsOf(passages);
  const ranges = new Map<string, StaticRange[]>();
  const add = (name: string, { start, end }: Stretch) => {
    const words = places.wordsOf(start, end);
    const known = ranges.get(name);
    if (known) known.push(...words);
    else ranges.set(name, words);
  };
  passages.forEach((passage, index) => {
    add(`${passage.kind}-${levels[index]}`, passage);
    if (passage.state === 'CHANGED') add('changed', passage);
    if (passage.state === 'MOVED') add('moved', passage);
  });
  const outlined = passages.flatMap((passage) => outline(places, passage, 'annotated', passage.kind));
  const clear = paint(ranges, BASE, 0, layer);
  return () => {
    clear();
    for (const undo of outlined) undo();
  };
}

/** Paints what stands out. Returns what takes it away. */
export function paintForeground(places: TextPlaces, { opened, pointed, draft }: Foreground, layer: HTMLElement | null): () => void {
  const ranges = new Map<string, StaticRange[]>();
  if (pointed && pointed.id !== opened?.id) ranges.set('pointed', places.wordsOf(pointed.start, pointed.end));
  if (opened) ranges.set(`open-${opened.kind}`, places.wordsOf(opened.start, opened.end));
  if (draft) ranges.set('draft', places.wordsOf(draft.start, draft.end));
  const outlined = [
    ...(opened ? outline(places, opened, 'annotationOpen', '') : []),
    ...(draft ? outline(places, draft, 'annotationOpen', '') : []),
  ];
  const clear = paint(ranges, ABOVE, BASE.length, layer);
  return () => {
    clear();
    for (const undo of outlined) undo();
  };
}

function paint(ranges: ReadonlyMap<string, readonly StaticRange[]>, names: readonly string[], priority: number, layer: HTMLElement | null) {
  if (!paintsRanges()) return layer ? drawMarks(ranges, layer) : () => undefined;
  const registry = CSS.highlights;
  names.forEach((name, index) => {
    const found = ranges.get(name);
    if (!found?.length) return void registry.delete(PREFIX + name);
    const highlight = new Highlight(...found);
    highlight.priority = priority + index;
    registry.set(PREFIX + name, highlight);
  });
  return () => {
    for (const name of names) registry.delete(PREFIX + name);
  };
}

/** The text belongs to React, which would stumble over elements put into it: the marks lie over it. */
function drawMarks(ranges: ReadonlyMap<string, readonly StaticRange[]>, layer: HTMLElement): () => void {
  const origin = layer.getBoundingClientRect();
  const marks: HTMLElement[] = [];
  for (const [name, found] of ranges) {
    for (const { startContainer, startOffset, endContainer, endOffset } of found) {
      const range = layer.ownerDocument.createRange();
      range.setStart(startContainer, startOffset);
      range.setEnd(endContainer, endOffset);
      for (const { left, top, width, height } of range.getClientRects()) {
        const mark = layer.ownerDocument.createElement('mark');
        mark.dataset['name'] = name;
        Object.assign(mark.style, {
          left: `${left - origin.left}px`,
          top: `${top - origin.top}px`,
          width: `${width}px`,
          height: `${height}px`,
        });
        marks.push(mark);
      }
    }
  }
  layer.append(...marks);
  return () => {
    for (const mark of marks) mark.remove();
  };
}

/** Attributes say around what has no words that it is annotated; several passages may say it of one. */
function outline(places: TextPlaces, { start, end }: Stretch, name: 'annotated' | 'annotationOpen', value: string): (() => void)[] {
  return places.atomsOf(start, end).map((element) => {
    element.dataset[name] = value;
    return () => delete element.dataset[name];
  });
}
