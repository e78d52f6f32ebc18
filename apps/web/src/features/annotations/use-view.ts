import { startTransition, useEffect, useState } from 'react';

/** In pixels: how far beyond the window cards are drawn once those in it are, and how far one scrolls before others are. */
const MARGIN = 600;
const STEP = 300;

/** What of the page is on the screen, and once there is something to show (`ready`) also what is near it; in pixels from the top of the document. */
export function useView(ready: boolean): { from: number; to: number } {
  const [from, setFrom] = useState(viewFrom);
  const [margin, setMargin] = useState(0);
  useEffect(() => {
    if (ready) startTransition(() => setMargin(MARGIN));
  }, [ready]);
  useEffect(() => {
    const look = () => setFrom(viewFrom());
    window.addEventListener('scroll', look, { passive: true });
    window.addEventListener('resize', look);
    return () => {
      window.removeEventListener('scroll', look);
      window.removeEventListener('resize', look);
    };
  }, []);
  return { from: from - margin, to: from + window.innerHeight + margin + STEP };
}

const viewFrom = (): number => Math.floor(window.scrollY / STEP) * STEP;
