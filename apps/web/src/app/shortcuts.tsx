import { useWindowEvent } from '@mantine/hooks';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { OnDemand } from '../ui/on-demand.tsx';
import { SECOND_KEY_WITHIN_MS, isForShortcuts, sequence, useShortcutsEnabled } from '../ui/use-shortcut.ts';

const loadList = async () => (await import('./shortcut-list.tsx')).ShortcutList;
const PLACES = { h: '/', c: '/communities', w: '/wiki', p: '/profile' } as const;

/** Keys that act anywhere, and their list. They can be switched off, for whoever dictates to the machine (WCAG 2.2, 2.1.4). */
export function Shortcuts({ onFold }: { onFold: () => void }) {
  const navigate = useNavigate();
  const [opened, open] = useState(false);
  const [enabled, enable] = useShortcutsEnabled();

  useWindowEvent('parvis:shortcuts', () => open(true));
  useWindowEvent('keydown', (event) => {
    if (!enabled || !isForShortcuts(event)) return;
    const place =
      event.timeStamp - sequence.begunAt < SECOND_KEY_WITHIN_MS && Object.hasOwn(PLACES, event.key)
        ? PLACES[event.key as keyof typeof PLACES]
        : undefined;
    sequence.begunAt = event.key === 'g' ? event.timeStamp : -Infinity;
    if (place) void navigate({ to: place });
    else if (event.key === '?') open(true);
    else if (event.key === '[') onFold();
    else return;
    event.preventDefault();
  });

  const close = () => open(false);
  return opened && <OnDemand load={loadList} given={{ enabled, onEnable: enable, onClose: close }} onFailed={close} />;
}

/** Opens the list of shortcuts from elsewhere. */
export const showShortcuts = () => window.dispatchEvent(new Event('parvis:shortcuts'));
