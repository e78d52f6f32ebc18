import { Checkbox, Modal } from '@mantine/core';
import { useLocalStorage, useWindowEvent } from '@mantine/hooks';
import { useNavigate } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './shortcuts.module.css';

const SECOND_KEY_WITHIN_MS = 1_200;
const PLACES = { h: '/', c: '/communities', w: '/wiki', p: '/profile' } as const;
const KEYS = [['?', 'help'], ['g h', 'home'], ['g c', 'communities'], ['g w', 'wiki'], ['g p', 'profile'], ['[', 'fold'], ['Esc', 'escape']] as const;

/** Keys that act anywhere, and their list. They can be switched off, for whoever dictates to the machine (WCAG 2.2, 2.1.4). */
export function Shortcuts({ onFold }: { onFold: () => void }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [opened, open] = useState(false);
  const [enabled, enable] = useLocalStorage({ key: 'parvis.shortcuts', defaultValue: true, getInitialValueInEffect: false });
  const gAt = useRef(-Infinity);

  useWindowEvent('parvis:shortcuts', () => open(true));
  useWindowEvent('keydown', (event) => {
    if (!enabled || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
    const place = event.timeStamp - gAt.current < SECOND_KEY_WITHIN_MS && Object.hasOwn(PLACES, event.key) ? PLACES[event.key as keyof typeof PLACES] : undefined;
    gAt.current = event.key === 'g' ? event.timeStamp : -Infinity;
    if (place) void navigate({ to: place });
    else if (event.key === '?') open(true);
    else if (event.key === '[') onFold();
    else return;
    event.preventDefault();
  });

  return (
    <Modal opened={opened} onClose={() => open(false)} title={t('shortcuts.title')} closeButtonProps={{ 'aria-label': t('action.close') }}>
      <dl className={classes['list']}>
        {KEYS.map(([keys, name]) => (
          <div key={keys}>
            <dt>{t(`shortcuts.${name}`)}</dt>
            <dd>{keys.split(' ').map((key) => <kbd key={key}>{key}</kbd>)}</dd>
          </div>
        ))}
      </dl>
      <Checkbox label={t('shortcuts.enabled')} checked={enabled} onChange={({ currentTarget }) => enable(currentTarget.checked)} />
    </Modal>
  );
}

/** Opens the list of shortcuts from elsewhere. */
export const showShortcuts = () => window.dispatchEvent(new Event('parvis:shortcuts'));

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && (target.isContentEditable || /^(?:INPUT|TEXTAREA|SELECT)$/.test(target.tagName) || target.closest('[role="dialog"], [role="menu"], [role="listbox"]') !== null);
