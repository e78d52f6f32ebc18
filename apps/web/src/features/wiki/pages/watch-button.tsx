import { UnstyledButton } from '@mantine/core';
import type { PageView } from '@parvis/shared';
import { IconBell, IconBellFilled } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { speakAlso } from '../../../lib/i18n.ts';
import { toast } from '../../../ui/toast.tsx';
import { useUnwatchPage, useWatchPage } from './pages.queries.ts';
import { refusalWords } from './refusal-words.ts';
import classes from './pages.module.css';

await speakAlso('pages');

/** A bell: shown at once, taken back when the server refuses. */
export function WatchButton({ page: { id, watching, watched } }: { page: PageView }) {
  const { t } = useTranslation('pages');
  const [shown, show] = useState<boolean | null>(null);
  const watch = useWatchPage();
  const unwatch = useUnwatchPage();
  const on = shown ?? watching !== null;
  const answered = {
    onSuccess: () => show(null),
    onError: (error: Error) => {
      show(null);
      toast(refusalWords(error, t));
    },
  };
  const toggle = () => {
    show(!on);
    if (on) unwatch.mutate({ params: { id } }, answered);
    else watch.mutate({ params: { id }, body: {} }, answered);
  };
  const Icon = on || watched ? IconBellFilled : IconBell;
  const title = !on && watched ? t('watch.through') : t('watch.page');
  return (
    <UnstyledButton className={classes['watch'] ?? ''} aria-pressed={on} aria-label={t('watch.page')} title={title} onClick={toggle}>
      <Icon size={18} stroke={1.6} aria-hidden="true" />
    </UnstyledButton>
  );
}
