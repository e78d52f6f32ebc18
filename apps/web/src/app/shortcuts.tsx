import { useLocalStorage, useWindowEvent } from '@mantine/hooks';
import { useNavigate } from '@tanstack/react-router';
import { Suspense, lazy, useRef, useState } from 'react';

const ShortcutList = lazy(async () => ({ default: (await import('./shortcut-list.tsx')).ShortcutList }));
const SECOND_KEY_WITHIN_MS = 1_200;
const PLACES = { h: '/', c: '/communities', w: '/wiki', p: '/profile' } as const;

/** Keys that act anywhere, and their list. They can be switched off, for whoever dictates to the machine (WCAG 2.2, 2.1.4). */
export function Shortcuts({ onFold }: { onFold: () => void }) {
  const navigate = useNavigate();
  const [opened, open] = useState(false);
  const [enabled, enable] = useLocalStorage({ key: 'parvis.shortcuts', defaultValue: true, getInitialValueInEffect: false });
  const gAt = useRef(-Infinity);

  useWindowEvent('parvis:shortcuts', () => open(true));
  useWindowEvent('keydown', (event) => {
    if (!enabled || isCommand(event) || isTyping(event.target)) return;
    const place =
      event.timeStamp - gAt.current < SECOND_KEY_WITHIN_MS && Object.hasOwn(PLACES, event.key)
        ? PLACES[event.key as keyof typeof PLACES]
        : undefined;
    gAt.current = event.key === 'g' ? event.timeStamp : -Infinity;
    if (place) void navigate({ to: place });
    else if (event.key === '?') open(true);
    else if (event.key === '[') onFold();
    else return;
    event.preventDefault();
  });

  if (!opened) return null;
  return (
    <Suspense>
      <ShortcutList enabled={enabled} onEnable={enable} onClose={() => open(false)} />
    </Suspense>
  );
}

/** One key that acts on what the screen shows; `null` while there is nothing to do. It obeys the switch of all shortcuts. */
export function useShortcut(key: string, act: (() => void) | null): void {
  const [enabled] = useLocalStorage({ key: 'parvis.shortcuts', defaultValue: true, getInitialValueInEffect: false });
  useWindowEvent('keydown', (event) => {
    if (!act || !enabled || event.key !== key || event.repeat || isCommand(event) || isTyping(event.target)) return;
    event.preventDefault();
    act();
  });
}

/** Opens the list of shortcuts from elsewhere. */
export const showShortcuts = () => window.dispatchEvent(new Event('parvis:shortcuts'));

/** Many keyboards write `[` with AltGr, which some systems report as Ctrl and Alt. */
const isCommand = (event: KeyboardEvent): boolean =>
  event.metaKey || (!event.getModifierState('AltGraph') && (event.ctrlKey || event.altKey));

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable ||
    /^(?:INPUT|TEXTAREA|SELECT)$/.test(target.tagName) ||
    target.closest('[role="dialog"], [role="menu"], [role="listbox"]') !== null);
