import type { CommunityView } from '@parvis/shared';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { community } from '../features/communities/communities.queries.ts';
import { ContentRows } from '../features/content/content-rows.tsx';
import { changesOf } from '../features/wiki/pages/pages.queries.ts';
import { speakAlso } from '../lib/i18n.ts';
import { LoadMore } from '../ui/load-more.tsx';
import { Page } from '../ui/page.tsx';
import { Empty, Failed, Loading } from '../ui/states.tsx';
import { CommunityLink } from './community-link.tsx';
import { useWatch } from './realtime.ts';

await speakAlso('pages');

/** What changed in a wiki, and who changed it. */
export function ChangesPage() {
  const { slug } = useParams({ strict: false }) as { slug: string };
  const found = useQuery(community(slug));
  if (found.isPending) return <Loading />;
  if (found.isError) return <Failed error={found.error} onRetry={() => void found.refetch()} whole />;
  return <Changes community={found.data} />;
}

function Changes({ community: { id, slug, name } }: { community: CommunityView }) {
  const { t } = useTranslation('pages');
  const list = useInfiniteQuery(changesOf(id));
  const items = list.data?.pages.flatMap((shown) => shown.items) ?? [];
  useWatch('community', id);
  return (
    <Page title={t('changes.title')} lead={<CommunityLink community={{ slug, name }} />}>
      {list.isPending && <Loading />}
      {list.isError && <Failed error={list.error} onRetry={() => void list.refetch()} />}
      {list.isSuccess && items.length === 0 && <Empty title={t('changes.empty')}>{t('changes.emptyHint')}</Empty>}
      <ContentRows label={t('changes.title')} items={items} withCommunity={false} />
      <LoadMore query={list} />
    </Page>
  );
}
