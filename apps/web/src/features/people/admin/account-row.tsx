import { Menu, UnstyledButton } from '@mantine/core';
import type { PersonAccount } from '@parvis/shared';
import { Link } from '@tanstack/react-router';
import { IconDots, IconShield, IconUserCheck, IconUserOff } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Confirm } from '../../../ui/confirm.tsx';
import { When } from '../../../ui/dates.tsx';
import { Portrait } from '../../../ui/portrait.tsx';
import { Chip, Row } from '../../../ui/row.tsx';
import { toast } from '../../../ui/toast.tsx';
import { useApprove, useDeactivate, useReactivate } from '../people.queries.ts';
import classes from './admin.module.css';
import { RolesDialog } from './roles-dialog.tsx';

const icon = { size: 16, stroke: 1.6, 'aria-hidden': true } as const;

/** One account: who it is, in which state, and what an administrator may decide on it. */
export function AccountRow({ account }: { account: PersonAccount }) {
  const { t, i18n } = useTranslation('admin');
  const [asked, ask] = useState<'roles' | 'deactivate' | null>(null);
  const approve = useApprove();
  const deactivate = useDeactivate();
  const reactivate = useReactivate();
  const { id, name, email, job, organization, roles, guestUntil } = account;
  const about = { params: { id } };
  const close = () => ask(null);
  const refused = () => toast(t('action.failed'));
  return (
    <Row
      mark={<Portrait person={account} />}
      title={
        <Link to="/people/$id" params={{ id }}>
          {name}
        </Link>
      }
      detail={
        <>
          {[email, job, organization.name].filter(Boolean).join(' · ')}
          <br />
          {account.lastSeenAt ? (
            <>
              {t('people.seen')} <When at={account.lastSeenAt} />
            </>
          ) : (
            t('people.never')
          )}
          {guestUntil &&
            ` · ${t('people.guestUntil', { date: new Intl.DateTimeFormat(i18n.language, { dateStyle: 'long' }).format(new Date(guestUntil)) })}`}
        </>
      }
      end={
        <>
          {roles.map((role) => (
            <Chip key={role} tone="accent">
              {t(`role.${role}`)}
            </Chip>
          ))}
          {account.pendingApproval && <Chip tone="warn">{t('people.isPending')}</Chip>}
          {account.deactivatedAt && <Chip tone="bad">{t('people.isDeactivated')}</Chip>}
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
              <Menu.Item leftSection={<IconShield {...icon} />} onClick={() => ask('roles')}>
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
                <Menu.Item leftSection={<IconUserOff {...icon} />} onClick={() => ask('deactivate')}>
                  {t('people.deactivate')}
                </Menu.Item>
              )}
            </Menu.Dropdown>
          </Menu>
          <Confirm
            opened={asked === 'deactivate'}
            title={t('people.deactivateTitle', { name })}
            confirm={t('people.deactivate')}
            busy={deactivate.isPending}
            error={deactivate.error}
            onClose={close}
            onConfirm={() =>
              deactivate.mutate(about, {
                onSuccess: () => {
                  close();
                  toast(t('people.deactivated1', { name }), () => reactivate.mutate(about));
                },
              })
            }
          >
            {t('people.deactivateHint')}
          </Confirm>
          {asked === 'roles' && <RolesDialog account={account} onClose={close} />}
        </>
      }
    />
  );
}
