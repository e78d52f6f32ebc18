import { useEffect, useState } from 'react';
import { paintsRanges } from './paint.ts';
import type { TextPlaces } from './text-places.ts';

/** Where the letters of a page stand now, and a number that grows when they stand elsewhere on the screen. */
interface Standing {
  root: HTMLElement;
  places: TextPlaces;
  layout: number;
}

/**
 * Follows the text that is drawn below `sheet`: made anew when it changes (another revision, code that gets its colours),
 * counted on when only its place changes (a width, a picture that came, a part that was unfolded).
 */
export function useTextPlaces(sheet: HTMLElement, placesOf: (root: Element) => TextPlaces): Standing | null {
  const [standing, stand] = useState<Standing | null>(null);
  useEffect(() => {
    let frame = 0;
    let changed = true;
    const look = () => {
      frame = 0;
      const root = sheet.querySelector<HTMLElement>('[data-document]');
      stand((before) => {
        if (!root) return null;
        const layout = (before?.layout ?? 0) + 1;
        return !changed && before?.root === root ? { ...before, layout } : { root, places: placesOf(root), layout };
      });
      changed = false;
    };
    const soon = () => {
      if (frame === 0) frame = requestAnimationFrame(look);
    };
    const again = () => {
      changed = true;
      soon();
    };
    const mutations = new MutationObserver(again);
    mutations.observe(sheet, { childList: true, subtree: true, characterData: true });
    // Painted ranges go with their words; marks that are drawn over them are drawn anew.
    const sizes = new ResizeObserver(paintsRanges() ? soon : again);
    sizes.observe(sheet);
    sheet.addEventListener('toggle', soon, true);
    soon();
    return () => {
      cancelAnimationFrame(frame);
      mutations.disconnect();
      sizes.disconnect();
      sheet.removeEventListener('toggle', soon, true);
    };
  }, [sheet, placesOf]);
  return standing;
}

/** What of a passage is on the screen: itself, or what hides it (a folded part, a tab that is not open). */
export function rectOf(places: TextPlaces, start: number, end: number): DOMRect | null {
  const range = places.rangeOf(start, end);
  if (!range) return null;
  const [first] = range.getClientRects();
  if (first) return first;
  let element: Element | null = range.startContainer instanceof Element ? range.startContainer : range.startContainer.parentElement;
  while (element && element.getClientRects().length === 0) element = element.parentElement;
  return element?.getBoundingClientRect() ?? null;
}

/** Opens whatever hides a passage: folded parts, tabs behind others. */
export function uncover(places: TextPlaces, start: number, end: number): void {
  const container = places.rangeOf(start, end)?.startContainer;
  for (let element = container?.parentElement; element; element = element.parentElement) {
    if (element instanceof HTMLDetailsElement) element.open = true;
    // Panels of tabs listen to what the browser's own search says (HTML, `hidden=until-found`).
    if (element.hasAttribute('hidden')) element.dispatchEvent(new Event('beforematch', { bubbles: false }));
  }
}
