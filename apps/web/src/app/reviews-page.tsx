import type { CommunityView } from '@parvis/shared';
import { type UseInfiniteQueryResult, type InfiniteData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import type { PageReview } from '@parvis/shared';
import { useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { community } from '../features/communities/communities.queries.ts';
import { myReviews, reviewsOf } from '../features/wiki/pages/pages.queries.ts';
import { ReviewRows } from '../features/wiki/pages/review-rows.tsx';
import { LoadMore } from '../ui/load-more.tsx';
import { Page } from '../ui/page.tsx';
import { Empty, Failed, Loading } from '../ui/states.tsx';
import { CommunityLink } from './community-link.tsx';

/** Pages that I answer for. */
export function ReviewsPage() {
  const { t } = useTranslation('pages');
  return (
    <Page title={t('review.title')} lead={t('review.lead')}>
      <Reviews list={useInfiniteQuery(myReviews)} label={t('review.title')} />
    </Page>
  );
}

/** Pages of a community with a day of review. */
export function CommunityReviewsPage() {
  const { slug } = useParams({ strict: false }) as { slug: string };
  const found = useQuery(community(slug));
  if (found.isPending) return <Loading />;
  if (found.isError) return <Failed error={found.error} onRetry={() => void found.refetch()} whole />;
  return <OfCommunity community={found.data} />;
}

function OfCommunity({ community: { id, slug, name } }: { community: CommunityView }) {
  const { t } = useTranslation('pages');
  return (
    <Page title={t('review.title')} lead={<CommunityLink community={{ slug, name }} />}>
      <Reviews list={useInfiniteQuery(reviewsOf(id))} label={t('review.title')} withCommunity={false} />
    </Page>
  );
}

interface ReviewsProps {
  list: UseInfiniteQueryResult<InfiniteData<{ items: PageReview[]; nextCursor: string | null }>>;
  label: string;
  withCommunity?: boolean;
}

function Reviews({ list, label, withCommunity = true }: ReviewsProps) {
  const { t } = useTranslation('pages');
  const items = list.data?.pages.flatMap((shown) => shown.items) ?? [];
  return (
    <>
      {list.isPending && <Loading />}
      {list.isError && <Failed error={list.error} onRetry={() => void list.refetch()} />}
      {list.isSuccess && items.length === 0 && <Empty title={t('review.empty')}>{t('review.emptyHint')}</Empty>}
      <ReviewRows label={label} items={items} withCommunity={withCommunity} />
      <LoadMore query={list} />
    </>
  );
}
