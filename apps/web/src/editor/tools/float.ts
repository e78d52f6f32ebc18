import { type Placement, autoUpdate, computePosition, flip, offset, shift, size } from '@floating-ui/dom';
import { type RefObject, useLayoutEffect } from 'react';

/** In pixels, from the edges of the window. */
const MARGIN = 8;
const GAP = 6;
const LEAST_HEIGHT = 120;

/**
 * Keeps an element (`position: fixed`) beside what stands at `rect` on the screen, inside the window, while the page
 * scrolls. `rect` null hides nothing: render nothing then.
 */
export function useFloat(
  element: RefObject<HTMLElement | null>,
  rect: (() => DOMRect | null) | null,
  placement: Placement,
  context: Element | null,
): void {
  useLayoutEffect(() => {
    const { current } = element;
    if (!current || !rect) return undefined;
    const reference = { getBoundingClientRect: () => rect() ?? new DOMRect(), ...(context && { contextElement: context }) };
    const place = async () => {
      const { x, y } = await computePosition(reference, current, {
        placement,
        strategy: 'fixed',
        middleware: [
          offset(GAP),
          flip({ padding: MARGIN }),
          shift({ padding: MARGIN }),
          size({
            padding: MARGIN,
            apply: ({ availableHeight }) => current.style.setProperty('--room', `${Math.max(LEAST_HEIGHT, Math.floor(availableHeight))}px`),
          }),
        ],
      });
      current.style.left = `${Math.round(x)}px`;
      current.style.top = `${Math.round(y)}px`;
    };
    return autoUpdate(reference, current, () => void place());
  }, [element, rect, placement, context]);
}
