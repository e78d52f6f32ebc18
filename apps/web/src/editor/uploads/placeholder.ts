import { fileSize } from '../../lib/file-size.ts';
import classes from './placeholder.module.css';
import type { Services } from '../services.ts';
import type { Sending } from './upload-store.ts';

/** A file on its way: its name, how far it is, and how to stop it or try again. Drawn by hand: it stands inside the text. */
export function placeholderOf({ key, file, failed }: Sending, { uploads, t }: Services): HTMLElement {
  const box = document.createElement('div');
  box.className = `${classes['sending']} ${failed ? classes['failed'] : ''}`;
  box.contentEditable = 'false';
  box.setAttribute('role', 'group');
  box.setAttribute('aria-label', file.name);
  const words = document.createElement('span');
  words.className = classes['words'] ?? '';
  words.textContent = failed
    ? t('upload.failed', { name: file.name })
    : `${file.name} (${fileSize(file.size, document.documentElement.lang || 'fr')})`;
  box.append(words);
  if (failed) box.append(button(t('upload.retry'), () => uploads.retry(key)));
  else {
    const progress = document.createElement('progress');
    progress.max = 1;
    progress.setAttribute('aria-label', t('upload.progress', { name: file.name }));
    const show = () => {
      progress.value = uploads.read().find((one) => one.key === key)?.part ?? 1;
      if (!box.isConnected && progress.value > 0) stop();
    };
    const stop = uploads.subscribe(show);
    progress.value = 0;
    box.append(progress);
  }
  box.append(button(failed ? t('upload.giveUp') : t('upload.cancel'), () => uploads.cancel(key)));
  return box;
}

function button(words: string, act: () => void): HTMLButtonElement {
  const element = document.createElement('button');
  element.type = 'button';
  element.textContent = words;
  element.addEventListener('click', act);
  return element;
}
