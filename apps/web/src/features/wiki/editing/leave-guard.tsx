import { Button, Group, Modal } from '@mantine/core';
import { useBlocker } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { speakAlso } from '../../../lib/i18n.ts';
import { type Facts, wouldLose } from './writing-state.ts';

await speakAlso('writing');

/** Asks before the page is left where something would be lost by it; the browser asks before the window is closed. */
export function LeaveGuard({ facts, uploads }: { facts: Facts; uploads: number }) {
  const { t } = useTranslation('writing');
  const { t: word } = useTranslation();
  const lose = wouldLose(facts);
  const asks = () => lose || uploads > 0;
  const blocker = useBlocker({ shouldBlockFn: asks, enableBeforeUnload: asks, withResolver: true });
  return (
    <Modal
      opened={blocker.status === 'blocked'}
      onClose={() => blocker.reset?.()}
      title={t('leave.title')}
      closeButtonProps={{ 'aria-label': word('action.close') }}
    >
      <p>{t(lose ? 'leave.lose' : 'leave.uploads')}</p>
      <Group mt="md" justify="flex-end">
        <Button variant="default" onClick={() => blocker.proceed?.()}>
          {t('leave.go')}
        </Button>
        <Button data-autofocus onClick={() => blocker.reset?.()}>
          {t('leave.stay')}
        </Button>
      </Group>
    </Modal>
  );
}
