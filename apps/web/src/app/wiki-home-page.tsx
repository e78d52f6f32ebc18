import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { myCommunities } from '../features/communities/communities.queries.ts';
import { recentContent } from '../features/content/content.queries.ts';
import { ContentRows } from '../features/content/content-rows.tsx';
import { Emblem } from '../ui/emblem.tsx';
import { Page, Section } from '../ui/page.tsx';
import { Row, Rows } from '../ui/row.tsx';
import { Empty, Failed, Loading } from '../ui/states.tsx';

/** The wikis of my communities, and what changed last in them. */
export function WikiHomePage() {
  const { t } = useTranslation();
  return (
    <Page title={t('nav.wiki')} lead={t('wikis.lead')}>
      <Section title={t('wikis.byCommunity')}>
        <Wikis />
      </Section>
      <Recent />
    </Page>
  );
}

function Wikis() {
  const { t } = useTranslation();
  const mine = useQuery(myCommunities);
  if (mine.isPending) return <Loading />;
  if (mine.isError) return <Failed error={mine.error} onRetry={() => void mine.refetch()} />;
  if (mine.data.items.length === 0)
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
  return (
    <Rows label={t('wikis.byCommunity')}>
      {mine.data.items.map(({ id, slug, name, emblem, description, pageCount }) => (
        <Row
          key={id}
          mark={<Emblem number={emblem} size={28} />}
          title={
            <Link to="/c/$slug/$tab" params={{ slug, tab: 'wiki' }}>
              {name}
            </Link>
          }
          detail={description}
          end={<span className="muted">{t('communities.pages', { count: pageCount })}</span>}
        />
      ))}
    </Rows>
  );
}

function Recent() {
  const { t } = useTranslation();
  const { data } = useQuery(recentContent);
  if (!data || data.items.length === 0) return null;
  return (
    <Section title={t('home.recent')}>
      <ContentRows label={t('home.recent')} items={data.items} />
    </Section>
  );
}
