import { useEffect, useEffectEvent, useState } from 'react';
import type { Stretch } from './levels.ts';
import { type TextPlaces, trimmed } from './text-places.ts';

/** What somebody selected in the text, and by what. */
export interface Selected extends Stretch {
  by: 'mouse' | 'touch' | 'keyboard';
}

/** A selection is told when it rests. */
const RESTS_AFTER_MS = 180;

/** The selection in the text of a page; null when there is none. One that is being drawn is not told yet. */
export function useSelection(standing: { root: HTMLElement; places: TextPlaces } | null, text: string): [Selected | null, () => void] {
  const [selected, select] = useState<Selected | null>(null);
  const read = useEffectEvent((by: Selected['by']) => {
    const selection = document.getSelection();
    const range = selection && !selection.isCollapsed && selection.rangeCount > 0 ? selection.getRangeAt(0) : null;
    // One that begins or ends outside of the text holds a part of it, or nothing.
    const stretch = standing && range?.intersectsNode(standing.root) ? standing.places.offsetsOf(range) : null;
    const words = stretch && trimmed(text, stretch);
    select(words && { ...words, by });
  });
  const root = standing?.root ?? null;
  useEffect(() => {
    if (!root) return undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let by: Selected['by'] = 'keyboard';
    let held = false;
    const soon = () => {
      clearTimeout(timer);
      timer = setTimeout(() => !held && read(by), RESTS_AFTER_MS);
    };
    const down = ({ pointerType }: PointerEvent) => {
      by = pointerType === 'mouse' ? 'mouse' : 'touch';
      held = pointerType === 'mouse';
    };
    const up = () => {
      held = false;
      soon();
    };
    const key = () => {
      by = 'keyboard';
    };
    document.addEventListener('selectionchange', soon);
    document.addEventListener('pointerdown', down, true);
    document.addEventListener('pointerup', up, true);
    document.addEventListener('keydown', key, true);
    // Somebody may have been quicker than this was loaded.
    soon();
    return () => {
      clearTimeout(timer);
      document.removeEventListener('selectionchange', soon);
      document.removeEventListener('pointerdown', down, true);
      document.removeEventListener('pointerup', up, true);
      document.removeEventListener('keydown', key, true);
    };
  }, [root]);
  const forget = () => {
    document.getSelection()?.removeAllRanges();
    select(null);
  };
  return [selected, forget];
}
