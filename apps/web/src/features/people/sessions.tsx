import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { IconDeviceDesktop, IconKey } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { When } from '../../ui/dates.tsx';
import { Section } from '../../ui/page.tsx';
import { Chip, Row, RowIcon, Rows } from '../../ui/row.tsx';
import { Failed, Loading } from '../../ui/states.tsx';
import { mySessions, myTokens, useDeleteToken, useRevokeOtherSessions, useRevokeSession } from './people.queries.ts';

/** Where I am signed in, and the way to end it. */
export function Sessions() {
  const { t } = useTranslation();
  const list = useQuery(mySessions);
  const revoke = useRevokeSession();
  const others = useRevokeOtherSessions();
  if (list.isPending) return <Loading rows={2} />;
  if (list.isError) return <Failed error={list.error} onRetry={() => void list.refetch()} />;
  return (
    <>
      <Rows label={t('sessions.title')}>
        {list.data.items.map(({ id, device, network, lastSeenAt, current }) => (
          <Row
            key={id}
            mark={<RowIcon icon={IconDeviceDesktop} />}
            title={device}
            detail={
              <>
                {network} · <When at={lastSeenAt} />
              </>
            }
            end={
              current ? (
                <Chip tone="ok">{t('sessions.current')}</Chip>
              ) : (
                <Button variant="default" onClick={() => revoke.mutate({ params: { id } })}>
                  {t('sessions.end')}
                </Button>
              )
            }
          />
        ))}
      </Rows>
      {list.data.items.length > 1 && (
        <Button variant="default" mt="md" onClick={() => others.mutate({})}>
          {t('sessions.endOthers')}
        </Button>
      )}
    </>
  );
}

/** Tokens that scripts use in my name; they are made on the command line. */
export function Tokens() {
  const { t } = useTranslation();
  const { data } = useQuery(myTokens);
  const remove = useDeleteToken();
  if (!data || data.items.length === 0) return null;
  return (
    <Section title={t('tokens.title')}>
      <Rows label={t('tokens.title')}>
        {data.items.map(({ id, name, scopes, createdAt, lastUsedAt }) => (
          <Row
            key={id}
            mark={<RowIcon icon={IconKey} />}
            title={name}
            detail={
              <>
                {scopes.join(', ')} · <When at={lastUsedAt ?? createdAt} />
              </>
            }
            end={
              <Button variant="default" onClick={() => remove.mutate({ params: { id } })}>
                {t('tokens.delete')}
              </Button>
            }
          />
        ))}
      </Rows>
    </Section>
  );
}
