import { useEffect, useState, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './toast.module.css';

interface Toast {
  id: number;
  text: string;
  undo?: () => void;
}
const SHOWN_MS = 8_000;
let toasts: readonly Toast[] = [];
let last = 0;
const listeners = new Set<() => void>();
const change = (next: readonly Toast[]) => {
  toasts = next;
  for (const listener of listeners) listener();
};
const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => void listeners.delete(listener);
};
const dismiss = (id: number) => change(toasts.filter((entry) => entry.id !== id));

/** Says shortly what was done, with a way back where there is one. Stays 8 s, and as long as one points at it. */
export function toast(text: string, undo?: () => void): void {
  last += 1;
  change([...toasts, { id: last, text, ...(undo && { undo }) }]);
}

/** Where toasts appear; read aloud as they come. */
export function ToastHost() {
  const shown = useSyncExternalStore(subscribe, () => toasts);
  return (
    <div className={classes['host']} role="status">
      {shown.map((entry) => (
        <ToastView key={entry.id} toast={entry} />
      ))}
    </div>
  );
}

function ToastView({ toast: { id, text, undo } }: { toast: Toast }) {
  const { t } = useTranslation();
  const [held, hold] = useState(false);
  useEffect(() => {
    if (held) return;
    const timer = setTimeout(() => dismiss(id), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [id, held]);
  const takeBack = () => {
    undo?.();
    dismiss(id);
  };
  return (
    <div
      className={classes['toast']}
      onPointerEnter={() => hold(true)}
      onPointerLeave={() => hold(false)}
      onFocus={() => hold(true)}
      onBlur={() => hold(false)}
    >
      <span>{text}</span>
      {undo && (
        <button type="button" className={classes['undo']} onClick={takeBack}>
          {t('action.undo')}
        </button>
      )}
    </div>
  );
}
