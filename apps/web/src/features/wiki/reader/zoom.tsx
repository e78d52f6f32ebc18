import { IconX } from '@tabler/icons-react';
import { type MouseEvent, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './picture.module.css';

/** A picture over the whole window. Escape, a click beside it and its button close it. */
export function Zoom({ src, alt, caption, onClose }: { src: string; alt: string; caption: string | null; onClose: () => void }) {
  const { t } = useTranslation();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    if (!dialog.current?.open) dialog.current?.showModal();
  }, []);
  const close = () => dialog.current?.close();
  const closeBeside = ({ target }: MouseEvent) => target instanceof Element && !target.closest('figcaption') && close();
  return (
    // The keyboard closes it by Escape, which the browser handles.
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-noninteractive-element-interactions
    <dialog
      ref={dialog}
      className={classes['dialog']}
      aria-label={alt || caption || t('reader.picture')}
      onClose={onClose}
      onClick={closeBeside}
    >
      <button type="button" className={classes['close']} aria-label={t('reader.close')} onClick={close}>
        <IconX size={20} stroke={1.8} aria-hidden="true" />
      </button>
      <figure>
        <img src={src} alt={alt} />
        {caption && <figcaption>{caption}</figcaption>}
      </figure>
    </dialog>
  );
}
