import { IconSearch, IconX } from '@tabler/icons-react';
import { type KeyboardEvent, type MouseEvent, type ReactNode, useLayoutEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { SEARCH_LENGTH } from '@parvis/shared';
import { isPaletteKey } from './palette-key.ts';
import classes from './palette.module.css';

/** What the field and the list below it tell each other. */
export interface PaletteField {
  typed: string;
  /** Where it is typed: the list takes the keys that are its own. */
  input: HTMLInputElement | null;
  /** Says which line of the list is meant (its element's id), for screen readers. */
  point: (option: string | null) => void;
}
export const LIST_ID = 'palette-list';

interface Props {
  onClose: () => void;
  /** The list. It may come later than the field: what was typed meanwhile is kept. */
  children: (field: PaletteField) => ReactNode;
}

/**
 * Where one types to go anywhere: a field over the screen, and what it offers below (WAI-ARIA 1.2: combobox). Escape, a
 * press beside it and the key that opened it close it; the focus returns to where it was.
 */
export function Palette({ onClose, children }: Props) {
  const { t } = useTranslation();
  const [typed, type] = useState('');
  const [option, point] = useState<string | null>(null);
  const dialog = useRef<HTMLDialogElement>(null);
  const [input, hold] = useState<HTMLInputElement | null>(null);
  useLayoutEffect(() => {
    const shown = dialog.current;
    shown?.showModal();
    return () => shown?.close();
  }, []);
  const close = (event: MouseEvent) => event.target === dialog.current && onClose();
  const onKeyDown = (event: KeyboardEvent) => {
    // The keys of the screen behind it are not meant.
    event.stopPropagation();
    if (!isPaletteKey(event)) return;
    event.preventDefault();
    onClose();
  };
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- a press beside it; the keyboard has Escape.
    <dialog
      ref={dialog}
      className={classes['palette']}
      aria-label={t('nav.search')}
      onMouseDown={close}
      onKeyDown={onKeyDown}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
    >
      <div className={classes['sheet']}>
        <div className={classes['field']}>
          <IconSearch size={20} stroke={1.6} aria-hidden="true" />
          <input
            ref={hold}
            type="text"
            role="combobox"
            aria-label={t('nav.searchAnything')}
            aria-expanded={option !== null}
            aria-controls={option === null ? undefined : LIST_ID}
            aria-autocomplete="list"
            aria-activedescendant={option ?? undefined}
            placeholder={t('nav.searchAnything')}
            maxLength={SEARCH_LENGTH}
            autoComplete="off"
            autoCorrect="off"
            autoCapitalize="off"
            spellCheck={false}
            enterKeyHint="go"
            // oxlint-disable-next-line jsx-a11y/no-autofocus -- it is what the dialog is for.
            autoFocus
            value={typed}
            onChange={({ currentTarget }) => type(currentTarget.value)}
          />
        </div>
        <div className={classes['below']}>{children({ typed, input, point })}</div>
        <button type="button" className={classes['close']} onClick={onClose}>
          <span className="visually-hidden">{t('action.close')} </span>
          <span className={classes['closeKey']}>{t('nav.escape')}</span>
          <IconX className={classes['closeMark']} size={20} stroke={1.6} aria-hidden="true" />
        </button>
      </div>
    </dialog>
  );
}
