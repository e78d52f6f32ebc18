import type { PageReview } from '@parvis/shared';
import { Link } from '@tanstack/react-router';
import { IconCalendarCheck, IconCalendarDue } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { speakAlso } from '../../../lib/i18n.ts';
import { Chip, Row, RowIcon, Rows } from '../../../ui/row.tsx';
import { Day } from './day.tsx';

await speakAlso('pages');

/** Pages to read again, everywhere the same. */
export function ReviewRows({
  label,
  items,
  withCommunity = true,
}: {
  label: string;
  items: readonly PageReview[];
  withCommunity?: boolean;
}) {
  const { t } = useTranslation('pages');
  return (
    <Rows label={label}>
      {items.map(({ page, owner, ownerReads, reviewAt, due }) => (
        <Row
          key={page.id}
          mark={<RowIcon icon={due ? IconCalendarDue : IconCalendarCheck} />}
          title={
            <Link to="/p/$id/$slug" params={page}>
              {page.title}
            </Link>
          }
          detail={
            <>
              {t(due ? 'review.wasDue' : 'review.on')} <Day day={reviewAt} />
              {owner && ` · ${owner.name}`}
              {withCommunity && page.community && ` · ${page.community.name}`}
            </>
          }
          end={!ownerReads && <Chip tone="bad">{t('review.ownerGone')}</Chip>}
        />
      ))}
    </Rows>
  );
}
