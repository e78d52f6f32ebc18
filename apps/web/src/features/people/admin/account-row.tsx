import type { PersonAccount } from '@parvis/shared';
import { Link } from '@tanstack/react-router';
import { Suspense, lazy, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { AfterPaint } from '../../../ui/after-paint.tsx';
import { When } from '../../../ui/dates.tsx';
import { Portrait } from '../../../ui/portrait.tsx';
import { Chip, Row } from '../../../ui/row.tsx';
import { toast } from '../../../ui/toast.tsx';
import { useDeactivate, useReactivate } from '../people.queries.ts';
import classes from './admin.module.css';

const Confirm = lazy(async () => ({ default: (await import('../../../ui/confirm.tsx')).Confirm }));
const RolesDialog = lazy(async () => ({ default: (await import('./roles-dialog.tsx')).RolesDialog }));
const AccountMenu = lazy(async () => ({ default: (await import('./account-menu.tsx')).AccountMenu }));

/** One account: who it is, in which state, and what an administrator may decide on it. */
export function AccountRow({ account }: { account: PersonAccount }) {
  const { t, i18n } = useTranslation('admin');
  const [asked, ask] = useState<'roles' | 'deactivate' | null>(null);
  const deactivate = useDeactivate();
  const reactivate = useReactivate();
  const { id, name, email, job, organization, roles, guestUntil } = account;
  const about = { params: { id } };
  const close = () => ask(null);
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
          <AfterPaint standIn={<span className={classes['more']} />}>
            <AccountMenu account={account} onAsk={ask} />
          </AfterPaint>
          <Suspense>
            {asked === 'deactivate' && (
              <Confirm
                opened
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
            )}
            {asked === 'roles' && <RolesDialog account={account} onClose={close} />}
          </Suspense>
        </>
      }
    />
  );
}
