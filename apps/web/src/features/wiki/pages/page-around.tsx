import { Button } from '@mantine/core';
import type { PageView } from '@parvis/shared';
import { Link } from '@tanstack/react-router';
import { IconCalendarCheck, IconTag } from '@tabler/icons-react';
import { Suspense, lazy, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { speakAlso } from '../../../lib/i18n.ts';
import { Day } from './day.tsx';
import classes from './pages.module.css';

await speakAlso('pages');
const LabelsEditor = lazy(async () => ({ default: (await import('./labels-editor.tsx')).LabelsEditor }));
const ReviewDialog = lazy(async () => ({ default: (await import('./review-dialog.tsx')).ReviewDialog }));

interface Props {
  page: PageView;
  /** Who looks, to know what is hers to read again. */
  myId: string | undefined;
}

/** What is known around a page: its labels, who answers for it and when it is to be read again. */
export function PageAround({ page, myId }: Props) {
  const { review, labels, can } = page;
  const mayConfirm = can.edit || (review.owner !== null && review.owner.id === myId);
  if (labels.length === 0 && !can.edit && !review.owner) return null;
  return (
    <div className={classes['around']}>
      <Labels page={page} />
      {review.owner && <Review page={page} mayConfirm={mayConfirm} />}
    </div>
  );
}

function Labels({ page: { id, communityId, community, labels, can } }: { page: PageView }) {
  const { t } = useTranslation('pages');
  const [editing, edit] = useState(false);
  if (editing)
    return (
      <Suspense>
        <LabelsEditor contentId={id} communityId={communityId} labels={labels} onDone={() => edit(false)} />
      </Suspense>
    );
  return (
    <ul className={classes['labels']} aria-label={t('labels.title')}>
      {labels.map((label) => (
        <li key={label}>
          <Link className={classes['label'] ?? ''} to="/c/$slug/etiquettes/$label" params={{ slug: community.slug, label }}>
            {label}
          </Link>
        </li>
      ))}
      {can.edit && (
        <li>
          <Button variant="subtle" size="compact-sm" leftSection={<IconTag size={14} aria-hidden="true" />} onClick={() => edit(true)}>
            {t(labels.length === 0 ? 'labels.add' : 'labels.edit')}
          </Button>
        </li>
      )}
    </ul>
  );
}

function Review({ page, mayConfirm }: { page: PageView; mayConfirm: boolean }) {
  const { t } = useTranslation('pages');
  const [asking, ask] = useState<'confirm' | 'plan' | null>(null);
  const { owner, reviewAt, due } = page.review;
  if (!owner) return null;
  return (
    <div className={`${classes['review']} ${due ? classes['due'] : ''}`}>
      <span>
        <IconCalendarCheck size={16} aria-hidden="true" />
        {t('review.owner')}{' '}
        <Link className="link" to="/people/$id" params={owner}>
          {owner.name}
        </Link>
        {reviewAt && (
          <>
            {' · '}
            {t(due ? 'review.wasDue' : 'review.on')} <Day day={reviewAt} />
          </>
        )}
      </span>
      {mayConfirm && due && (
        <Button size="compact-sm" onClick={() => ask('confirm')}>
          {t('review.stillRight')}
        </Button>
      )}
      {page.can.edit && (
        <Button variant="subtle" size="compact-sm" onClick={() => ask('plan')}>
          {t('review.change')}
        </Button>
      )}
      {asking && (
        <Suspense>
          <ReviewDialog page={page} what={asking} onClose={() => ask(null)} />
        </Suspense>
      )}
    </div>
  );
}
