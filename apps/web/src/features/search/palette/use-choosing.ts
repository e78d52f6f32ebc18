import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { Line } from './lines.tsx';
import type { PaletteField } from './palette.tsx';

interface Choosing {
  field: PaletteField;
  lines: readonly Line[];
  /** The lines answer what is typed now. */
  answered: boolean;
  go: (does: Line['does'], inNewTab: boolean) => void;
}

/**
 * The line that is meant: the first, until one goes up and down or points at another. Enter opens it, with Ctrl in another
 * tab; pressed before the answer to what is typed is there, it opens the first line of that answer, not of the one before.
 */
export function useChoosing({ field: { typed, input, point }, lines, answered, go }: Choosing) {
  const [choice, choose] = useState<{ typed: string; id: string } | null>(null);
  const awaited = useRef<{ typed: string; inNewTab: boolean } | null>(null);
  const own = choice?.typed === typed ? lines.find(({ id }) => id === choice.id) : undefined;
  const chosen = own ?? lines[0];
  const { id } = chosen ?? {};

  useEffect(() => {
    point(id ?? null);
    if (id) document.getElementById(id)?.scrollIntoView({ block: 'nearest' });
  }, [id, point]);

  useEffect(() => {
    const { current } = awaited;
    if (!answered || current?.typed !== typed || !chosen) return;
    awaited.current = null;
    go(chosen.does, current.inNewTab);
  });

  const step = (by: number) => {
    const now = lines.findIndex((line) => line.id === id);
    const next = lines.at((now + by) % lines.length);
    if (next) choose({ typed, id: next.id });
  };
  useLayoutEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      // While characters are composed, the keys belong to that.
      if (event.isComposing) return;
      if (event.key === 'ArrowDown') step(1);
      else if (event.key === 'ArrowUp') step(-1);
      else if (event.key === 'Enter') {
        const inNewTab = event.ctrlKey || event.metaKey;
        if (chosen && (own || answered)) go(chosen.does, inNewTab);
        else awaited.current = { typed, inNewTab };
      } else return;
      event.preventDefault();
    };
    input?.addEventListener('keydown', onKey);
    return () => input?.removeEventListener('keydown', onKey);
  });
  return { chosen, choose: (next: string) => next !== id && choose({ typed, id: next }) };
}
