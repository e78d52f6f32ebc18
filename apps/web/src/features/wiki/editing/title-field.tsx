import { useDebouncedCallback } from '@mantine/hooks';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { speakAlso } from '../../../lib/i18n.ts';
import { NetworkError, ProblemError } from '../../../lib/problem-error.ts';
import { toast } from '../../../ui/toast.tsx';
import { titleKey } from './copies.ts';
import { useRename } from './editing.queries.ts';
import classes from './editing.module.css';

await speakAlso('writing');

const SENT_AFTER_MS = 900;
const LONGEST = 200;

interface Props {
  pageId: string;
  personId: string;
  /** As the server has it. */
  title: string;
  editable: boolean;
  /** What stands in the field, null once it is what the server has. */
  onTyped: (title: string | null) => void;
  /** Enter and the arrow down lead into the text. */
  onLeaveDown: () => void;
}

/** The title of the page, sent a moment after the last key. What cannot be sent is kept on this device and sent later. */
export function TitleField({ pageId, personId, title, editable, onTyped, onLeaveDown }: Props) {
  const { t } = useTranslation('writing');
  const field = useRef<HTMLTextAreaElement>(null);
  const key = titleKey(personId, pageId);
  const [typed, type] = useState<string | null>(() => localStorage.getItem(key));
  const latest = useRef(typed);
  const { mutateAsync: rename } = useRename(pageId);
  const shown = typed ?? title;
  const show = (now: string | null) => {
    latest.current = now;
    type(now);
    onTyped(now);
  };

  const send = async (wanted: string) => {
    const next = wanted.trim().normalize('NFC');
    if (next === '') return;
    try {
      await rename(next);
    } catch (error) {
      if (mayPass(error)) return;
      toast(t('titleRefused'));
    }
    // What was typed meanwhile waits for its own turn.
    if (latest.current?.trim().normalize('NFC') !== next) return;
    localStorage.removeItem(key);
    show(null);
  };
  const sendSoon = useDebouncedCallback((wanted: string) => void send(wanted), SENT_AFTER_MS);
  const change = (wanted: string) => {
    const oneLine = wanted.replaceAll(/[\r\n\t]+/g, ' ').slice(0, LONGEST);
    show(oneLine);
    localStorage.setItem(key, oneLine);
    sendSoon(oneLine);
  };

  // What waited for the network, from before or from now.
  const sendLatest = useRef(send);
  useEffect(() => {
    sendLatest.current = send;
  });
  useEffect(() => {
    const again = () => {
      const waiting = localStorage.getItem(key);
      if (waiting !== null) void sendLatest.current(waiting);
    };
    again();
    window.addEventListener('online', again);
    return () => {
      window.removeEventListener('online', again);
      again();
    };
  }, [key]);

  const leave = () => {
    if (shown.trim() !== '') return;
    toast(t('titleEmpty'));
    localStorage.removeItem(key);
    show(null);
  };
  const keys = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    const { selectionStart, value } = event.currentTarget;
    if (event.key !== 'Enter' && !(event.key === 'ArrowDown' && selectionStart === value.length)) return;
    event.preventDefault();
    onLeaveDown();
  };
  return (
    <span className={classes['title']} data-value={`${shown} `}>
      <textarea
        ref={field}
        rows={1}
        aria-label={t('titleLabel')}
        readOnly={!editable}
        value={shown}
        maxLength={LONGEST}
        spellCheck
        onChange={({ currentTarget }) => change(currentTarget.value)}
        onKeyDown={keys}
        onBlur={leave}
      />
    </span>
  );
}

const mayPass = (error: unknown): boolean =>
  error instanceof NetworkError || (error instanceof ProblemError && (error.status === 401 || error.status >= 500));
