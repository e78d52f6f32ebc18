import { type FocusEvent, type RefObject, useLayoutEffect, useRef } from 'react';

const REACHED = ':is(a[href], button, input, select, textarea):not(:disabled, [tabindex="-1"])';

/**
 * Keeps the focus where it was in `holder` when what had it is taken away, as by being pressed: it goes to what stands in its
 * place, and to `holder` itself where nothing is left. Returns what `holder` is given.
 */
export function useFocusKept(holder: RefObject<HTMLElement | null>): { onFocus: (event: FocusEvent) => void } {
  const last = useRef<{ element: Element; place: number } | null>(null);
  // After every change: what goes away may have been drawn by any of the children.
  useLayoutEffect(() => {
    const { current: gone } = last;
    if (!gone || gone.element.isConnected) return;
    last.current = null;
    if (document.activeElement !== document.body || !holder.current) return;
    const now = reachedIn(holder.current);
    (now[gone.place] ?? now.at(-1) ?? holder.current).focus();
  });
  return {
    onFocus: ({ target }) => {
      if (holder.current) last.current = { element: target, place: Math.max(0, reachedIn(holder.current).indexOf(target as HTMLElement)) };
    },
  };
}

/** What the Tab key reaches in it. jsdom does not know what is visible. */
const reachedIn = (holder: HTMLElement): HTMLElement[] =>
  [...holder.querySelectorAll<HTMLElement>(REACHED)].filter((element) => !('checkVisibility' in element) || element.checkVisibility());
