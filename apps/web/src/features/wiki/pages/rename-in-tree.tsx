import { type KeyboardEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { speakAlso } from '../../../lib/i18n.ts';
import { toast } from '../../../ui/toast.tsx';
import { useRenamePage } from './pages.queries.ts';
import { refusalWords } from './refusal-words.ts';
import { useFocus } from './use-focus.ts';
import classes from './pages.module.css';

await speakAlso('pages');

/** The name of a page while it is changed in its place: Enter keeps it, Escape gives up, leaving keeps it. */
export function RenameInTree({ page: { id, title }, onDone }: { page: { id: string; title: string }; onDone: () => void }) {
  const { t } = useTranslation('pages');
  const [name, setName] = useState(title);
  const rename = useRenamePage();
  const over = useRef(false);
  const field = useFocus();
  const finish = (keep: boolean) => {
    if (over.current) return;
    over.current = true;
    onDone();
    const wanted = name.trim();
    if (!keep || wanted === '' || wanted === title) return;
    rename.mutate(
      { params: { id }, body: { title: wanted } },
      {
        onSuccess: () => toast(t('renamed', { title: wanted }), () => rename.mutate({ params: { id }, body: { title } })),
        onError: (error) => toast(refusalWords(error, t)),
      },
    );
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter') finish(true);
    else if (event.key === 'Escape') finish(false);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <input
      className={classes['rename']}
      aria-label={t('newTitle')}
      value={name}
      maxLength={200}
      ref={field}
      onChange={(event) => setName(event.currentTarget.value)}
      onKeyDown={onKeyDown}
      onBlur={() => finish(true)}
    />
  );
}
