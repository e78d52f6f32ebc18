import { useEffect, useRef } from 'react';
import type { Stretch } from './levels.ts';
import type { Passage } from './paint.ts';
import type { TextPlaces } from './text-places.ts';
import { rectOf, uncover } from './use-text-places.ts';

/** Shares of the window's height: what stands between them is in sight, though a sheet may cover its lower half. */
const HIGHEST = 0.1;
const LOWEST = 0.8;
const LOWEST_OVER_SHEET = 0.34;
const SHEET = '(max-width: 767px)';

/** Brings the passage of the thread that was opened, or that is being annotated, into sight; unfolds what hides it. */
export function useReveal(standing: { places: TextPlaces } | null, opened: Passage | null, draft: Stretch | null): void {
  const shown = useRef<string | null>(null);
  const { start, end } = draft ?? opened ?? { start: -1, end: -1 };
  const key = draft ? `draft ${start}` : (opened?.id ?? null);
  const places = standing?.places;
  useEffect(() => {
    if (key === null) shown.current = null;
    if (key === null || !places || shown.current === key) return undefined;
    uncover(places, start, end);
    // Once it is unfolded.
    const frame = requestAnimationFrame(() => {
      shown.current = key;
      bringIntoSight(places, start, end);
    });
    return () => cancelAnimationFrame(frame);
  }, [key, places, start, end]);
}

function bringIntoSight(places: TextPlaces, start: number, end: number): void {
  const rect = rectOf(places, start, end);
  if (!rect) return;
  const { innerHeight } = window;
  const lowest = window.matchMedia(SHEET).matches ? LOWEST_OVER_SHEET : LOWEST;
  if (rect.top >= innerHeight * HIGHEST && rect.top + Math.min(rect.height, 40) <= innerHeight * lowest) return;
  const calm = window.matchMedia('(prefers-reduced-motion: reduce)').matches;
  window.scrollBy({ top: rect.top - innerHeight * (lowest === LOWEST ? 0.28 : 0.16), behavior: calm ? 'instant' : 'smooth' });
}
