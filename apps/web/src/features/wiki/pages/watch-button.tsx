import { UnstyledButton } from '@mantine/core';
import type { PageView, WatchLevel } from '@parvis/shared';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { speakAlso } from '../../../lib/i18n.ts';
import { toast } from '../../../ui/toast.tsx';
import { LEVEL_ICONS } from './level-icons.ts';
import { LevelMenu } from './level-menu.tsx';
import { useUnwatchPage, useWatchPage } from './pages.queries.ts';
import { refusalWords } from './refusal-words.ts';
import classes from './pages.module.css';

await speakAlso('pages');

/** A bell: what one hears of the page. Shown as chosen at once, taken back when the server refuses. */
export function WatchButton({ page: { id, watching, level } }: { page: PageView }) {
  const { t } = useTranslation('notifications');
  const { t: say } = useTranslation('pages');
  const [shown, show] = useState<WatchLevel | null>(null);
  const watch = useWatchPage();
  const unwatch = useUnwatchPage();
  const answered = {
    onSuccess: () => show(null),
    onError: (error: Error) => {
      show(null);
      toast(refusalWords(error, say));
    },
  };
  const now = shown ?? level;
  const choose = (chosen: WatchLevel, below = watching === 'below') => {
    show(chosen);
    watch.mutate({ params: { id }, body: { level: chosen, below } }, answered);
  };
  const Icon = LEVEL_ICONS[now];
  const label = t('level.page', { level: t(`level.${now}`) });
  return (
    <LevelMenu
      level={now}
      onChoose={choose}
      below={{ on: watching === 'below', onToggle: () => choose(now, watching !== 'below') }}
      onInherit={watching ? () => unwatch.mutate({ params: { id } }, answered) : undefined}
    >
      <UnstyledButton className={classes['watch'] ?? ''} aria-label={label} title={label}>
        <Icon size={18} stroke={1.6} aria-hidden="true" />
      </UnstyledButton>
    </LevelMenu>
  );
}
