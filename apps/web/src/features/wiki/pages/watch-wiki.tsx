import { UnstyledButton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { IconBell, IconBellFilled } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { toast } from '../../../ui/toast.tsx';
import { communityWatch, useUnwatchCommunity, useWatchCommunity } from './pages.queries.ts';
import { refusalWords } from './refusal-words.ts';

/** Watches everything in a community: shown at once, taken back when the server refuses. */
export function WatchWiki({ communityId }: { communityId: string }) {
  const { t } = useTranslation('pages');
  const watching = useQuery(communityWatch(communityId));
  const [shown, show] = useState<boolean | null>(null);
  const watch = useWatchCommunity();
  const unwatch = useUnwatchCommunity();
  if (!watching.data) return null;
  const on = shown ?? watching.data.watched;
  const toggle = () => {
    show(!on);
    const answered = { onError: (error: Error) => toast(refusalWords(error, t)), onSettled: () => show(null) };
    if (on) unwatch.mutate({ params: { id: communityId } }, answered);
    else watch.mutate({ params: { id: communityId }, body: {} }, answered);
  };
  const Icon = on ? IconBellFilled : IconBell;
  return (
    <UnstyledButton aria-pressed={on} onClick={toggle}>
      <Icon size={16} aria-hidden="true" />
      {t('watch.wiki')}
    </UnstyledButton>
  );
}
