import type { KeyboardEvent } from 'react';

const FORGET_MS = 600;
let typed = { text: '', at: 0 };

/** Moves the focus in a tree whose items stand in one list (WAI-ARIA APG, tree view): arrows, Home, End, and the letters that a title begins with. */
export function moveFocus(event: KeyboardEvent<HTMLElement>): void {
  const items = [...event.currentTarget.querySelectorAll<HTMLElement>('[role=treeitem]')];
  const at = items.indexOf(document.activeElement as HTMLElement);
  if (at < 0) return;
  const to = isLetter(event) ? startingWith(items, at, remember(event)) : byKey(event.key, items, at);
  if (to === null) return;
  event.preventDefault();
  event.stopPropagation();
  items[Math.max(0, Math.min(items.length - 1, to))]?.focus();
}

function byKey(key: string, items: readonly HTMLElement[], at: number): number | null {
  switch (key) {
    case 'ArrowDown':
      return at + 1;
    case 'ArrowUp':
      return at - 1;
    case 'Home':
      return 0;
    case 'End':
      return items.length - 1;
    case 'ArrowRight':
      return items[at]?.ariaExpanded === 'true' ? at + 1 : null;
    case 'ArrowLeft':
      return parentOf(items, at);
    default:
      return null;
  }
}

const levelOf = (item: HTMLElement | undefined): number => Number(item?.getAttribute('aria-level') ?? 0);

function parentOf(items: readonly HTMLElement[], at: number): number | null {
  for (let index = at - 1; index >= 0; index--) if (levelOf(items[index]) < levelOf(items[at])) return index;
  return null;
}

const isLetter = ({ key, ctrlKey, metaKey, altKey }: KeyboardEvent): boolean =>
  key.length === 1 && key !== ' ' && key !== '?' && !ctrlKey && !metaKey && !altKey;

/** Letters typed one after the other are one beginning. */
function remember({ key, timeStamp }: KeyboardEvent): string {
  typed = { text: timeStamp - typed.at < FORGET_MS ? typed.text + key : key, at: timeStamp };
  return typed.text;
}

/** The next item whose title begins so, round the end; the same letter again goes on to the one after. */
function startingWith(items: readonly HTMLElement[], at: number, beginning: string): number | null {
  const sought = folded(beginning);
  const from = beginning.length === 1 ? at + 1 : at;
  const order = items.map((_, index) => (from + index) % items.length);
  return order.find((index) => folded(items[index]?.getAttribute('aria-label') ?? '').startsWith(sought)) ?? null;
}

const folded = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
