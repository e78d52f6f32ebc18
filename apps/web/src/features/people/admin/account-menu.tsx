import { Menu, UnstyledButton } from '@mantine/core';
import type { PersonAccount } from '@parvis/shared';
import { IconDots, IconShield, IconUserCheck, IconUserOff } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { toast } from '../../../ui/toast.tsx';
import { useApprove, useReactivate } from '../people.queries.ts';
import classes from './admin.module.css';

const icon = { size: 16, stroke: 1.6, 'aria-hidden': true } as const;

interface Props {
  account: PersonAccount;
  /** What is asked before it is done. */
  onAsk: (what: 'roles' | 'deactivate') => void;
}

/** What an administrator may decide on an account. */
export function AccountMenu({ account, onAsk }: Props) {
  const { t } = useTranslation('admin');
  const approve = useApprove();
  const reactivate = useReactivate();
  const { id, name } = account;
  const about = { params: { id } };
  const refused = () => toast(t('action.failed'));
  return (
    <Menu>
      <Menu.Target>
        <UnstyledButton className={classes['more'] ?? ''} aria-label={t('action.actions', { name })}>
          <IconDots size={18} stroke={1.6} aria-hidden="true" />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        {account.pendingApproval && (
          <Menu.Item
            leftSection={<IconUserCheck {...icon} />}
            onClick={() => approve.mutate(about, { onSuccess: () => toast(t('people.approved', { name })), onError: refused })}
          >
            {t('people.approve')}
          </Menu.Item>
        )}
        <Menu.Item leftSection={<IconShield {...icon} />} onClick={() => onAsk('roles')}>
          {t('people.roles')}
        </Menu.Item>
        {account.deactivatedAt ? (
          <Menu.Item
            leftSection={<IconUserCheck {...icon} />}
            onClick={() => reactivate.mutate(about, { onSuccess: () => toast(t('people.reactivated', { name })), onError: refused })}
          >
            {t('people.reactivate')}
          </Menu.Item>
        ) : (
          <Menu.Item leftSection={<IconUserOff {...icon} />} onClick={() => onAsk('deactivate')}>
            {t('people.deactivate')}
          </Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
