import { useEffect, useEffectEvent } from 'react';
import type { Passage } from './paint.ts';
import type { TextPlaces } from './text-places.ts';

/** In pixels: how far beside the letters one may point. */
const SLACK = 3;
/** What a click there is meant for. */
const OWN = 'a, button, input, summary, label, select, textarea, [role=tab]';

interface Standing {
  root: HTMLElement;
  places: TextPlaces;
}

interface Pointing {
  opened: string | undefined;
  onOpen: (id: string) => void;
  /** A click beside all passages. */
  onAway?: () => void;
  onPoint: (id: string | null) => void;
}

/** Passages are paint, not elements: says which of them is clicked, and which the pointer rests on. */
export function usePointing(standing: Standing | null, passages: readonly Passage[], { opened, onOpen, onAway, onPoint }: Pointing): void {
  const root = standing?.root ?? null;
  const click = useEffectEvent((event: MouseEvent) => {
    if (!standing || (event.target instanceof Element && event.target.closest(OWN)) || !document.getSelection()?.isCollapsed) return;
    const there = passagesAt(standing.places, passages, event.clientX, event.clientY);
    // The next one below it, when one after the other is clicked.
    const next = there[there.findIndex(({ id }) => id === opened) + 1] ?? there[0];
    if (next) onOpen(next.id);
    else if (opened !== undefined) onAway?.();
  });
  const point = useEffectEvent((x: number, y: number) => {
    const [first] = standing ? passagesAt(standing.places, passages, x, y) : [];
    onPoint(first?.id ?? null);
    return first !== undefined;
  });
  const leave = useEffectEvent(() => onPoint(null));
  useEffect(() => {
    if (!root) return undefined;
    let frame = 0;
    const move = ({ clientX, clientY, pointerType, buttons }: PointerEvent) => {
      if (pointerType !== 'mouse' || buttons !== 0 || frame !== 0) return;
      frame = requestAnimationFrame(() => {
        frame = 0;
        root.toggleAttribute('data-pointed', point(clientX, clientY));
      });
    };
    const onClick = (event: MouseEvent) => click(event);
    const onLeave = () => leave();
    root.addEventListener('click', onClick);
    root.addEventListener('pointermove', move);
    root.addEventListener('pointerleave', onLeave);
    return () => {
      cancelAnimationFrame(frame);
      root.removeAttribute('data-pointed');
      root.removeEventListener('click', onClick);
      root.removeEventListener('pointermove', move);
      root.removeEventListener('pointerleave', onLeave);
    };
  }, [root]);
}

/** The passages at a point of the window, the shortest first. */
function passagesAt(places: TextPlaces, passages: readonly Passage[], x: number, y: number): Passage[] {
  const offset = offsetAt(places, x, y);
  if (offset === null) return [];
  return passages
    .filter(({ start, end }) => start <= offset && offset <= end && isOn(places, start, end, x, y))
    .toSorted((a, b) => a.end - a.start - (b.end - b.start));
}

function offsetAt(places: TextPlaces, x: number, y: number): number | null {
  if (typeof document.caretPositionFromPoint === 'function') {
    const caret = document.caretPositionFromPoint(x, y);
    return caret && places.offsetAt(caret.offsetNode, caret.offset);
  }
  // Safari before 18.4.
  const range = document.caretRangeFromPoint(x, y);
  return range && places.offsetAt(range.startContainer, range.startOffset);
}

/** The nearest letter may be far away, beside a short line. */
const isOn = (places: TextPlaces, start: number, end: number, x: number, y: number): boolean =>
  [...(places.rangeOf(start, end)?.getClientRects() ?? [])].some(
    ({ left, right, top, bottom }) => x >= left - SLACK && x <= right + SLACK && y >= top - SLACK && y <= bottom + SLACK,
  );
