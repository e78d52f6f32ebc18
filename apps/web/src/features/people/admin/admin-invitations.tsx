import { Button } from '@mantine/core';
import type { CommunityChip } from '@parvis/shared';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { When } from '../../../ui/dates.tsx';
import { LoadMore } from '../../../ui/load-more.tsx';
import { Section } from '../../../ui/page.tsx';
import { Chip, Row, Rows } from '../../../ui/row.tsx';
import { Empty, Failed, Loading } from '../../../ui/states.tsx';
import { toast } from '../../../ui/toast.tsx';
import { invitations, useWithdrawInvitation } from '../people.queries.ts';
import { InviteMany } from './invite-many.tsx';
import { InviteOne } from './invite-one.tsx';

/** Invites one person or a list of them, and shows who has not answered yet. */
export function AdminInvitations({ communities }: { communities: readonly CommunityChip[] }) {
  const { t } = useTranslation('admin');
  return (
    <>
      <Section title={t('invite.one')}>
        <InviteOne communities={communities} />
      </Section>
      <Section title={t('invite.many')}>
        <InviteMany />
      </Section>
      <Section title={t('invite.open')}>
        <OpenInvitations />
      </Section>
    </>
  );
}

function OpenInvitations() {
  const { t } = useTranslation('admin');
  const list = useInfiniteQuery(invitations);
  const withdraw = useWithdrawInvitation();
  if (list.isPending) return <Loading rows={2} />;
  if (list.isError) return <Failed error={list.error} onRetry={() => void list.refetch()} />;
  const open = list.data.pages.flatMap(({ items }) => items);
  if (open.length === 0) return <Empty title={t('invite.none')}>{t('invite.noneHint')}</Empty>;
  return (
    <>
      <Rows label={t('invite.open')}>
        {open.map(({ id, email, name, organization, roles, expiresAt, invitedBy }) => (
          <Row
            key={id}
            title={name || email}
            detail={
              <>
                {name && `${email} · `}
                {organization.name} · {t('invite.until')} <When at={expiresAt} />
                {invitedBy && ` · ${t('invite.by', { name: invitedBy.name })}`}
              </>
            }
            end={
              <>
                {roles.map((role) => (
                  <Chip key={role} tone="accent">
                    {t(`role.${role}`)}
                  </Chip>
                ))}
                <Button
                  variant="default"
                  onClick={() =>
                    withdraw.mutate(
                      { params: { id } },
                      { onSuccess: () => toast(t('invite.withdrawn', { email })), onError: () => toast(t('action.failed')) },
                    )
                  }
                >
                  {t('invite.withdraw')}
                </Button>
              </>
            }
          />
        ))}
      </Rows>
      <LoadMore query={list} />
    </>
  );
}
