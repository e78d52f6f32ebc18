import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { lazy } from 'react';
import { useTranslation } from 'react-i18next';
import { myCommunities } from '../features/communities/communities.queries.ts';
import { favourites, recentContent, visited } from '../features/content/content.queries.ts';
import { ContentRows } from '../features/content/content-rows.tsx';
import { AfterPaint } from '../ui/after-paint.tsx';
import { Emblem } from '../ui/emblem.tsx';
import { Page, Section } from '../ui/page.tsx';
import { Row, Rows } from '../ui/row.tsx';
import { Empty, Failed, Loading } from '../ui/states.tsx';

const DueReviews = lazy(async () => ({ default: (await import('../features/wiki/pages/due-reviews.tsx')).DueReviews }));

export function HomePage() {
  const { t, i18n } = useTranslation();
  const today = new Intl.DateTimeFormat(i18n.language, { weekday: 'long', day: 'numeric', month: 'long' }).format(new Date());
  return (
    <Page title={t('home.title')} lead={today} aside={<Aside />}>
      <AfterPaint standIn={null}>
        <DueReviews />
      </AfterPaint>
      <Section title={t('home.recent')}>
        <Recent />
      </Section>
    </Page>
  );
}

function Recent() {
  const { t } = useTranslation();
  const recent = useQuery(recentContent);
  if (recent.isPending) return <Loading rows={6} />;
  if (recent.isError) return <Failed error={recent.error} onRetry={() => void recent.refetch()} />;
  if (recent.data.items.length > 0) return <ContentRows label={t('home.recent')} items={recent.data.items} />;
  return (
    <Empty
      title={t('home.empty')}
      actions={
        <Button component={Link} to="/communities">
          {t('home.find')}
        </Button>
      }
    >
      {t('home.emptyHint')}
    </Empty>
  );
}

function Aside() {
  const { t } = useTranslation();
  const mine = useQuery(myCommunities);
  const starred = useQuery(favourites);
  const read = useQuery(visited);
  return (
    <>
      <Section
        title={t('nav.mine')}
        action={
          <Link className="link" to="/communities">
            {t('home.all')}
          </Link>
        }
      >
        {mine.isPending && <Loading rows={3} />}
        {mine.data?.items.length === 0 && <p className="muted">{t('home.member')}</p>}
        <Rows label={t('nav.mine')}>
          {mine.data?.items.map(({ id, slug, name, emblem, memberCount, requestCount }) => (
            <Row
              key={id}
              mark={<Emblem number={emblem} size={28} />}
              title={
                <Link to="/c/$slug" params={{ slug }}>
                  {name}
                </Link>
              }
              detail={
                requestCount > 0 ? t('communities.requests', { count: requestCount }) : t('communities.members', { count: memberCount })
              }
            />
          ))}
        </Rows>
      </Section>
      {starred.data && starred.data.items.length > 0 && (
        <Section title={t('home.favourites')}>
          <Titles items={starred.data.items} />
        </Section>
      )}
      {read.data && read.data.items.length > 0 && (
        <Section title={t('home.visited')}>
          <Titles items={read.data.items} />
        </Section>
      )}
    </>
  );
}

const Titles = ({ items }: { items: { id: string; slug: string; title: string }[] }) => (
  <Rows>
    {items.map((item) => (
      <Row
        key={item.id}
        title={
          <Link to="/p/$id/$slug" params={item}>
            {item.title}
          </Link>
        }
      />
    ))}
  </Rows>
);
