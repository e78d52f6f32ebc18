import { useLocalStorage, useWindowEvent } from '@mantine/hooks';

/** Whether keys act anywhere, and what switches them off, for whoever dictates to the machine (WCAG 2.2, 2.1.4). */
export const useShortcutsEnabled = () => useLocalStorage({ key: 'parvis.shortcuts', defaultValue: true, getInitialValueInEffect: false });

/** In milliseconds. */
export const SECOND_KEY_WITHIN_MS = 1_200;
/** When `g` was pressed, which leads somewhere with the key after it: that key is not meant for anything else. */
export const sequence = { begunAt: -Infinity };

/** One key that acts on what the screen shows; `null` while there is nothing to do. It obeys the switch of all shortcuts. */
export function useShortcut(key: string, act: (() => void) | null): void {
  const [enabled] = useShortcutsEnabled();
  useWindowEvent('keydown', (event) => {
    if (!act || !enabled || event.key !== key || event.repeat || !isForShortcuts(event)) return;
    if (event.timeStamp - sequence.begunAt < SECOND_KEY_WITHIN_MS) return;
    event.preventDefault();
    act();
  });
}

/** A key that is neither a command of the browser nor typed into something. */
export const isForShortcuts = (event: KeyboardEvent): boolean => !event.defaultPrevented && !isCommand(event) && !isTyping(event.target);

/** Many keyboards write `[` with AltGr, which some systems report as Ctrl and Alt. */
const isCommand = (event: KeyboardEvent): boolean =>
  event.metaKey || (!event.getModifierState('AltGraph') && (event.ctrlKey || event.altKey));

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable ||
    /^(?:INPUT|TEXTAREA|SELECT)$/.test(target.tagName) ||
    target.closest('[role="dialog"], [role="menu"], [role="listbox"]') !== null);
