import { Button } from '@mantine/core';
import type { CommunityView } from '@parvis/shared';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { Suspense, lazy } from 'react';
import { useTranslation } from 'react-i18next';
import { listedCommunities } from '../features/communities/communities.queries.ts';
import { JoinButton } from '../features/communities/join-button.tsx';
import { myself } from '../features/people/people.queries.ts';
import { Emblem } from '../ui/emblem.tsx';
import { LoadMore } from '../ui/load-more.tsx';
import { Page } from '../ui/page.tsx';
import { Chip, Row, Rows } from '../ui/row.tsx';
import { SearchField, useSearch as useTyped } from '../ui/search-field.tsx';
import { Empty, Failed, Loading } from '../ui/states.tsx';
import { FilterLinks } from './filter-links.tsx';

const CreateCommunity = lazy(async () => ({ default: (await import('../features/communities/create-community.tsx')).CreateCommunity }));
const SHOWN = ['all', 'mine', 'archived'] as const;

/** The directory of communities; what is shown stands in the address. */
export function CommunitiesPage() {
  const { t } = useTranslation();
  const { data: me } = useQuery(myself);
  const { show = 'all', new: creating } = useSearch({ from: '/inside/communities' });
  const navigate = useNavigate({ from: '/communities' });
  const { typed, type, q } = useTyped();
  const list = useInfiniteQuery(listedCommunities(show, q));
  const items = list.data?.pages.flatMap((shown) => shown.items) ?? [];
  const create = (opened: boolean) =>
    void navigate({ search: ({ new: _, ...rest }) => ({ ...rest, ...(opened && { new: true as const }) }), replace: !opened });
  return (
    <Page
      title={t('communities.title')}
      lead={t('communities.lead')}
      actions={me?.can.createCommunity && <Button onClick={() => create(true)}>{t('communities.create')}</Button>}
    >
      <SearchField label={t('communities.search')} value={typed} onChange={type} />
      <FilterLinks
        label={t('communities.show.label')}
        filters={SHOWN.map((name) => ({
          to: '/communities',
          search: name === 'all' ? {} : { show: name },
          label: t(`communities.show.${name}`),
          current: name === show,
        }))}
      />
      {list.isPending && <Loading />}
      {list.isError && <Failed error={list.error} onRetry={() => void list.refetch()} />}
      {list.isSuccess && items.length === 0 && (
        <Empty title={t(q ? 'communities.none' : 'communities.noneHere')}>{q && t('communities.noneHint')}</Empty>
      )}
      <Rows label={t('communities.title')}>
        {items.map((community) => (
          <Listed key={community.id} community={community} />
        ))}
      </Rows>
      <LoadMore query={list} />
      {creating && (
        <Suspense>
          <CreateCommunity opened onClose={() => create(false)} />
        </Suspense>
      )}
    </Page>
  );
}

function Listed({ community }: { community: CommunityView }) {
  const { t } = useTranslation();
  const { name, description, emblem, visibility, memberCount, membership, can } = community;
  return (
    <Row
      mark={<Emblem number={emblem} size={28} />}
      title={
        can.read ? (
          <Link to="/c/$slug" params={community}>
            {name}
          </Link>
        ) : (
          name
        )
      }
      detail={
        <>
          {description}
          {description && <br />}
          {t(`communities.visibility.${visibility}`)} · {t('communities.members', { count: memberCount })}
        </>
      }
      end={
        membership?.state === 'member' ? (
          <Chip tone="ok">{t(`communities.role.${membership.role}`)}</Chip>
        ) : (
          <JoinButton community={community} />
        )
      }
    />
  );
}
