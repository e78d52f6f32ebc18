import { Button, Group, Modal } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemNotice } from './notice.tsx';

interface Props {
  title: string;
  /** What follows from it, and whether it can be undone. */
  children: ReactNode;
  confirm: string;
  opened: boolean;
  busy?: boolean;
  error?: unknown;
  onConfirm: () => void;
  onClose: () => void;
}

/** Asks before something that others will notice. The dialog stays while it is done, and says why when it was refused. */
export function Confirm({ title, children, confirm, opened, busy = false, error, onConfirm, onClose }: Props) {
  const { t } = useTranslation();
  return (
    <Modal opened={opened} onClose={onClose} title={title} closeButtonProps={{ 'aria-label': t('action.close') }}>
      <p>{children}</p>
      <ProblemNotice error={error} />
      <Group mt="md" justify="flex-end">
        <Button variant="default" onClick={onClose}>
          {t('action.cancel')}
        </Button>
        <Button loading={busy} onClick={onConfirm} data-autofocus>
          {confirm}
        </Button>
      </Group>
    </Modal>
  );
}
