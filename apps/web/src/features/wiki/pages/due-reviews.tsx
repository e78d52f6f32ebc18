import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { speakAlso } from '../../../lib/i18n.ts';
import { Section } from '../../../ui/page.tsx';
import { myDueReviews } from './pages.queries.ts';
import { ReviewRows } from './review-rows.tsx';

await speakAlso('pages');

/** What I am to read again now; nothing when nothing is due. */
export function DueReviews() {
  const { t } = useTranslation('pages');
  const { data } = useQuery(myDueReviews);
  if (!data || data.items.length === 0) return null;
  return (
    <Section
      title={t('review.mine')}
      action={
        <Link className="link" to="/reviews">
          {t('review.all')}
        </Link>
      }
    >
      <ReviewRows label={t('review.mine')} items={data.items} />
    </Section>
  );
}
