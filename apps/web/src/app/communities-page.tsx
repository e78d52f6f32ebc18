import { Button } from '@mantine/core';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { allCommunities } from '../features/communities/communities.queries.ts';
import { CreateCommunity } from '../features/communities/create-community.tsx';
import { JoinButton } from '../features/communities/join-button.tsx';
import { myself } from '../features/people/people.queries.ts';
import { Emblem } from '../ui/emblem.tsx';
import { LoadMore } from '../ui/load-more.tsx';
import { Page } from '../ui/page.tsx';
import { Chip, Row, Rows } from '../ui/row.tsx';
import { SearchField, useSearch as useTyped } from '../ui/search-field.tsx';
import { Empty, Failed, Loading } from '../ui/states.tsx';

export function CommunitiesPage() {
  const { t } = useTranslation();
  const { data: me } = useQuery(myself);
  const asked = (useSearch({ strict: false }) as { new?: boolean }).new === true;
  const [creating, create] = useState(asked);
  const { typed, type, q } = useTyped();
  const list = useInfiniteQuery(allCommunities(q, false));
  const items = list.data?.pages.flatMap((shown) => shown.items) ?? [];
  return (
    <Page
      title={t('communities.title')}
      lead={t('communities.lead')}
      actions={me?.can.createCommunity && <Button onClick={() => create(true)}>{t('communities.create')}</Button>}
    >
      <SearchField label={t('communities.search')} value={typed} onChange={type} />
      {list.isPending && <Loading />}
      {list.isError && <Failed error={list.error} onRetry={() => void list.refetch()} />}
      {list.isSuccess && items.length === 0 && <Empty title={t('communities.none')}>{t('communities.noneHint')}</Empty>}
      <Rows label={t('communities.title')}>
        {items.map((community) => (
          <Row
            key={community.id}
            mark={<Emblem number={community.emblem} size={28} />}
            title={
              community.can.read ? (
                <Link to="/c/$slug" params={community}>
                  {community.name}
                </Link>
              ) : (
                community.name
              )
            }
            detail={
              <>
                {community.description}
                <br />
                {t(`communities.visibility.${community.visibility}`)} · {t('communities.members', { count: community.memberCount })}
              </>
            }
            end={
              community.membership?.state === 'member' ? (
                <Chip tone="ok">{t(`communities.role.${community.membership.role}`)}</Chip>
              ) : (
                <JoinButton community={community} />
              )
            }
          />
        ))}
      </Rows>
      <LoadMore query={list} />
      <CreateCommunity opened={creating} onClose={() => create(false)} />
    </Page>
  );
}
