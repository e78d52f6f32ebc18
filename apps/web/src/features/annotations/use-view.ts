import { useEffect, useState } from 'react';

/** In pixels: how far beyond the window cards are drawn, and how far one scrolls before others are. */
const MARGIN = 600;
const STEP = 300;

/** What of the page is on the screen or near it, in pixels from the top of the document. */
export function useView(): { from: number; to: number } {
  const [from, setFrom] = useState(viewFrom);
  useEffect(() => {
    const look = () => setFrom(viewFrom());
    window.addEventListener('scroll', look, { passive: true });
    window.addEventListener('resize', look);
    return () => {
      window.removeEventListener('scroll', look);
      window.removeEventListener('resize', look);
    };
  }, []);
  return { from, to: from + window.innerHeight + 2 * MARGIN + STEP };
}

const viewFrom = (): number => Math.floor((window.scrollY - MARGIN) / STEP) * STEP;
