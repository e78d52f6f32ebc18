import type { CommunityView } from '@parvis/shared';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { IconTag } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { community } from '../features/communities/communities.queries.ts';
import { ContentRows } from '../features/content/content-rows.tsx';
import { labelled, labelsOf } from '../features/wiki/pages/pages.queries.ts';
import { speakAlso } from '../lib/i18n.ts';
import { LoadMore } from '../ui/load-more.tsx';
import { Page } from '../ui/page.tsx';
import { Row, RowIcon, Rows } from '../ui/row.tsx';
import { Empty, Failed, Loading } from '../ui/states.tsx';
import { CommunityLink } from './community-link.tsx';

await speakAlso('pages');

/** Labels in use in a community. */
export function LabelsPage() {
  const { slug } = useParams({ strict: false }) as { slug: string };
  const found = useQuery(community(slug));
  if (found.isPending) return <Loading />;
  if (found.isError) return <Failed error={found.error} onRetry={() => void found.refetch()} whole />;
  return <Labels community={found.data} />;
}

function Labels({ community: { id, slug, name } }: { community: CommunityView }) {
  const { t } = useTranslation('pages');
  const labels = useQuery(labelsOf(id));
  return (
    <Page title={t('labels.title')} lead={<CommunityLink community={{ slug, name }} />}>
      {labels.isPending && <Loading />}
      {labels.isError && <Failed error={labels.error} onRetry={() => void labels.refetch()} />}
      {labels.data?.items.length === 0 && <Empty title={t('labels.empty')}>{t('labels.emptyHint')}</Empty>}
      <Rows label={t('labels.title')}>
        {labels.data?.items.map(({ label, count }) => (
          <Row
            key={label}
            mark={<RowIcon icon={IconTag} />}
            title={
              <Link to="/c/$slug/etiquettes/$label" params={{ slug, label }}>
                {label}
              </Link>
            }
            end={<span className="muted">{t('labels.pages', { count })}</span>}
          />
        ))}
      </Rows>
    </Page>
  );
}

/** Pages of a community with one label. */
export function LabelledPage() {
  const { slug, label } = useParams({ strict: false }) as { slug: string; label: string };
  const found = useQuery(community(slug));
  if (found.isPending) return <Loading />;
  if (found.isError) return <Failed error={found.error} onRetry={() => void found.refetch()} whole />;
  return <Labelled key={label} community={found.data} label={label} />;
}

function Labelled({ community: { id, slug, name }, label }: { community: CommunityView; label: string }) {
  const { t } = useTranslation('pages');
  const list = useInfiniteQuery(labelled(id, label));
  const items = list.data?.pages.flatMap((shown) => shown.items) ?? [];
  return (
    <Page
      title={label}
      lead={t('labels.lead', { community: name })}
      actions={
        <Link className="link" to="/c/$slug/etiquettes" params={{ slug }}>
          {t('labels.all')}
        </Link>
      }
    >
      {list.isPending && <Loading />}
      {list.isError && <Failed error={list.error} onRetry={() => void list.refetch()} />}
      {list.isSuccess && items.length === 0 && <Empty title={t('labels.none')}>{t('labels.noneHint')}</Empty>}
      <ContentRows label={label} items={items} withCommunity={false} />
      <LoadMore query={list} />
    </Page>
  );
}
