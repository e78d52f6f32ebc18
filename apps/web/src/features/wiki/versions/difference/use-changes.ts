import { useWindowEvent } from '@mantine/hooks';
import { type RefObject, useState } from 'react';

/**
 * Steps through the changes on the screen, by buttons or by `j` and `k`. `at` counts from 1; 0: none yet, as after
 * another difference is `shown`.
 */
export function useChanges(root: RefObject<HTMLElement | null>, shown: string | undefined) {
  const [place, setPlace] = useState({ shown, at: 0 });
  const at = place.shown === shown ? place.at : 0;
  const go = (step: 1 | -1) => {
    const changes = changesIn(root.current);
    if (changes.length === 0) return;
    const next = at === 0 && step === -1 ? changes.length : ((at - 1 + step + changes.length) % changes.length) + 1;
    const change = changes[next - 1];
    change?.scrollIntoView({ block: 'center', behavior: prefersStill() ? 'auto' : 'smooth' });
    change?.focus({ preventScroll: true });
    setPlace({ shown, at: next });
  };
  useWindowEvent('keydown', (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || isTyping(event.target) || !keysAreOn()) return;
    if (event.key !== 'j' && event.key !== 'k') return;
    event.preventDefault();
    go(event.key === 'j' ? 1 : -1);
  });
  return { at, go };
}

/** The outermost ones: a change inside a block that moved is met with it. */
const changesIn = (root: HTMLElement | null): HTMLElement[] =>
  [...(root?.querySelectorAll<HTMLElement>('[data-change]') ?? [])].filter((change) => !change.parentElement?.closest('[data-change]'));

const prefersStill = () => window.matchMedia('(prefers-reduced-motion: reduce)').matches;
/** Whoever dictates to the machine switches single keys off (WCAG 2.2, 2.1.4). */
const keysAreOn = () => localStorage.getItem('parvis.shortcuts') !== 'false';
const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable ||
    /^(?:INPUT|TEXTAREA|SELECT)$/.test(target.tagName) ||
    target.closest('[role="dialog"], [role="menu"], [role="listbox"]') !== null);
