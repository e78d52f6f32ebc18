import { Button } from '@mantine/core';
import type { PageView } from '@parvis/shared';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { speakAlso } from '../../../lib/i18n.ts';
import { Notice } from '../../../ui/notice.tsx';
import { useSince } from './since.ts';
import classes from './draft-notice.module.css';

await speakAlso('versions');

/** Tells editors who read a page that its draft goes on, and leads to what it changes and to publishing it. */
export function DraftNotice({ page: { id, slug, draft } }: { page: Pick<PageView, 'id' | 'slug' | 'draft'> }) {
  const { t } = useTranslation('versions');
  const writers = useSince();
  if (!draft) return null;
  return (
    <div className={classes['notice']}>
      <Notice tone={draft.changed ? 'warn' : 'info'}>
        <p>
          <b>{t(draft.changed ? 'draftNotice.changed' : 'draftNotice.unchanged')}</b>{' '}
          {draft.changed ? writers(draft) : t('draftNotice.hint')}
        </p>
        <Button
          renderRoot={(props) => <Link to="/p/$id/$slug/versions" params={{ id, slug }} search={{ publish: true }} {...props} />}
          variant="default"
        >
          {t(draft.changed ? 'draftNotice.publish' : 'draftNotice.end')}
        </Button>
      </Notice>
    </div>
  );
}
