import { type KeyboardEvent, useId, useState } from 'react';
import classes from './views.module.css';

interface Props {
  label: string;
  hint?: string;
  value: string;
  max: number;
  lines?: number;
  mono?: boolean;
  /** Asked for by what has just been inserted or opened: the next words are for it. */
  takesFocus?: boolean;
  placeholder?: string;
  onChange: (value: string) => void;
  /** Escape, and Enter in a field of one line. */
  onDone?: () => void;
}

/**
 * A field inside the text. What is typed is shown at once and handed on; what others change meanwhile is shown unless one
 * types in it just then.
 */
export function TextField({ label, hint, value, max, lines = 1, mono = false, takesFocus = false, placeholder, onChange, onDone }: Props) {
  const id = useId();
  const [typed, type] = useState<string | null>(null);
  const field = {
    id,
    className: mono ? classes['mono'] : undefined,
    value: typed ?? value,
    maxLength: max,
    placeholder,
    'aria-describedby': hint ? `${id}hint` : undefined,
    autoFocus: takesFocus,
    spellCheck: !mono,
    onChange: ({ currentTarget }: { currentTarget: { value: string } }) => {
      type(currentTarget.value);
      onChange(currentTarget.value.normalize('NFC'));
    },
    onBlur: () => type(null),
    onKeyDown: (event: KeyboardEvent) => {
      event.stopPropagation();
      const done = event.key === 'Escape' || (event.key === 'Enter' && lines === 1);
      if (!done || event.nativeEvent.isComposing) return;
      event.preventDefault();
      onDone?.();
    },
  };
  return (
    <div className={classes['field']} data-tool="">
      <label htmlFor={id}>{label}</label>
      {lines === 1 ? <input type="text" {...field} /> : <textarea rows={lines} {...field} />}
      {hint && <small id={`${id}hint`}>{hint}</small>}
    </div>
  );
}
