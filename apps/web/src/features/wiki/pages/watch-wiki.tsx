import { UnstyledButton } from '@mantine/core';
import type { WatchLevel } from '@parvis/shared';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { toast } from '../../../ui/toast.tsx';
import { LEVEL_ICONS } from './level-icons.ts';
import { LevelMenu } from './level-menu.tsx';
import { communityWatch, useWatchCommunity } from './pages.queries.ts';
import { refusalWords } from './refusal-words.ts';

/** What one hears of everything in a community: shown as chosen at once, taken back when the server refuses. */
export function WatchWiki({ communityId }: { communityId: string }) {
  const { t } = useTranslation('notifications');
  const { t: say } = useTranslation('pages');
  const watching = useQuery(communityWatch(communityId));
  const [shown, show] = useState<WatchLevel | null>(null);
  const watch = useWatchCommunity();
  if (!watching.data) return null;
  const level = shown ?? watching.data.level;
  const choose = (chosen: WatchLevel) => {
    show(chosen);
    watch.mutate(
      { params: { id: communityId }, body: { level: chosen } },
      { onError: (error) => toast(refusalWords(error, say)), onSettled: () => show(null) },
    );
  };
  const Icon = LEVEL_ICONS[level];
  return (
    <LevelMenu level={level} onChoose={choose}>
      <UnstyledButton>
        <Icon size={16} aria-hidden="true" />
        {t('level.wiki', { level: t(`level.${level}`) })}
      </UnstyledButton>
    </LevelMenu>
  );
}
