import type { CommunityView } from '@parvis/shared';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { IconCalendarCheck, IconHistory, IconTag } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { speakAlso } from '../../../lib/i18n.ts';
import { Section } from '../../../ui/page.tsx';
import { reviewsOf } from './pages.queries.ts';
import { ReviewRows } from './review-rows.tsx';
import { WatchWiki } from './watch-wiki.tsx';
import classes from './pages.module.css';

await speakAlso('pages');

/** The other ways through a wiki: its labels, what is to be read again, what changed. */
export function WikiAround({ community: { id, slug } }: { community: Pick<CommunityView, 'id' | 'slug'> }) {
  const { t } = useTranslation('pages');
  const reviews = useInfiniteQuery(reviewsOf(id));
  const due = reviews.data?.pages.flatMap(({ items }) => items).filter((review) => review.due) ?? [];
  return (
    <>
      <ul className={classes['ways']}>
        <li>
          <Link to="/c/$slug/etiquettes" params={{ slug }}>
            <IconTag size={16} aria-hidden="true" />
            {t('labels.title')}
          </Link>
        </li>
        <li>
          <Link to="/c/$slug/a-relire" params={{ slug }}>
            <IconCalendarCheck size={16} aria-hidden="true" />
            {t('review.title')}
          </Link>
        </li>
        <li>
          <Link to="/c/$slug/modifications" params={{ slug }}>
            <IconHistory size={16} aria-hidden="true" />
            {t('changes.all')}
          </Link>
        </li>
        <li>
          <WatchWiki communityId={id} />
        </li>
      </ul>
      {due.length > 0 && (
        <Section title={t('review.title')}>
          <ReviewRows label={t('review.title')} items={due.slice(0, 5)} withCommunity={false} />
        </Section>
      )}
    </>
  );
}
