import { Button } from '@mantine/core';
import type { CommunityView } from '@parvis/shared';
import { useTranslation } from 'react-i18next';
import { Chip } from '../../ui/row.tsx';
import { toast } from '../../ui/toast.tsx';
import { useJoinCommunity } from './communities.queries.ts';

/** Joins, asks, or accepts: what the server allows. */
export function JoinButton({ community: { id, name, can, membership } }: { community: CommunityView }) {
  const { t } = useTranslation();
  const join = useJoinCommunity();
  if (membership?.state === 'asked') return <Chip tone="warn">{t('communities.asked')}</Chip>;
  if (!can.join && !can.ask) return null;
  const invited = membership?.state === 'invited';
  const send = () =>
    join.mutate({ params: { id } }, { onSuccess: () => toast(t(can.join ? 'communities.joined' : 'communities.askedToast', { name })) });
  return (
    <Button
      variant="default"
      loading={join.isPending}
      onClick={send}
      aria-label={t(invited ? 'communities.acceptNamed' : can.join ? 'communities.joinNamed' : 'communities.askNamed', { name })}
    >
      {t(invited ? 'communities.accept' : can.join ? 'communities.join' : 'communities.ask')}
    </Button>
  );
}
