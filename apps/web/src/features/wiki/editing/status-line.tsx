import { IconCircleCheck, IconCloudOff, IconEye, IconLoader2, IconLock, IconAlertTriangle } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { speakAlso } from '../../../lib/i18n.ts';
import classes from './editing.module.css';
import type { Facts, NotSavedBecause, WritingState } from './writing-state.ts';

await speakAlso('writing');

/** "Saved" comes back a moment after the last key, so that it does not flicker, and is not read aloud at each one. */
const CALM_MS = 700;

/** How it stands with what is written, in one line. */
export function StatusLine({ state, facts }: { state: WritingState; facts: Facts }) {
  const { t } = useTranslation('writing');
  const shown = useCalm(state);
  const { icon: Icon, tone, key } = looks(shown, facts);
  const notSaved = shown.kind === 'not-saved';
  return (
    <p className={classes['statusLine']} role="status" data-tone={tone} data-kind={shown.kind}>
      <Icon size={16} stroke={1.6} aria-hidden="true" />
      <span>
        {t(`status.${key}`)}
        {notSaved && facts.unsaved && <small>{t(facts.kept ? 'kept' : 'notKept')}</small>}
      </span>
    </p>
  );
}

function looks(state: WritingState, facts: Facts) {
  switch (state.kind) {
    case 'saved':
      return facts.connected
        ? ({ icon: IconCircleCheck, tone: 'calm', key: 'saved' } as const)
        : ({ icon: IconCloudOff, tone: 'calm', key: 'savedOffline' } as const);
    case 'saving':
      return { icon: IconLoader2, tone: 'calm', key: 'saving' } as const;
    case 'connecting':
      return { icon: IconLoader2, tone: 'calm', key: 'connecting' } as const;
    case 'not-saved':
      return {
        icon: state.because === 'offline' ? IconCloudOff : IconAlertTriangle,
        tone: 'warn',
        key: reasonOf(state.because, facts),
      } as const;
    case 'refused':
      return { icon: IconAlertTriangle, tone: 'bad', key: 'refused' } as const;
    case 'access-lost':
      return { icon: IconLock, tone: 'bad', key: 'accessLost' } as const;
    case 'read-only':
      return { icon: IconEye, tone: 'calm', key: 'readOnly' } as const;
  }
}

function reasonOf(because: NotSavedBecause, { unsaved }: Facts) {
  if (because === 'offline') return 'offline';
  if (because === 'saving-fails') return 'savingFails';
  return unsaved ? 'signedOut' : 'sessionEnded';
}

/** Bad news at once, good news when it lasts. */
function useCalm(state: WritingState): WritingState {
  const [shown, show] = useState(state);
  const good = state.kind === 'saved' && shown.kind === 'saving';
  useEffect(() => {
    const timer = setTimeout(() => show(state), good ? CALM_MS : 0);
    return () => clearTimeout(timer);
  }, [state, good]);
  return good ? shown : state;
}
