import type { AnnotationView } from '@parvis/shared';
import { Link } from '@tanstack/react-router';
import { IconHistory } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { usePanelTools } from './panel-context.ts';
import { shortQuote } from './text-places.ts';
import classes from './card.module.css';

const MOST = 600;

/** What was annotated, and what stands there now, side by side. */
export function Changed({ thread: { target } }: { thread: AnnotationView }) {
  const { t } = useTranslation('annotations');
  return (
    <div className={classes['changed']}>
      <div>
        <h4>{t('anchor.before')}</h4>
        <del>{shortQuote(target.original?.exact ?? '', t('atom'), MOST)}</del>
      </div>
      <div>
        <h4>{t('anchor.now')}</h4>
        <ins>{shortQuote(target.exact ?? '', t('atom'), MOST)}</ins>
      </div>
      <VersionLink thread={{ target }} />
    </div>
  );
}

/** Why an annotation has no place any more, and where what it was about can still be read. */
export function Lost({ thread }: { thread: Pick<AnnotationView, 'target'> }) {
  const { t } = useTranslation('annotations');
  return (
    <>
      <p className={classes['explained']}>{t('anchor.lost')}</p>
      <VersionLink thread={thread} />
    </>
  );
}

/** The version that an annotation was made on, with the annotations that stood on it. */
function VersionLink({ thread: { target } }: { thread: Pick<AnnotationView, 'target'> }) {
  const { t } = useTranslation('annotations');
  const { page } = usePanelTools();
  if (!target.original) return null;
  return (
    <Link className={classes['version']} to="/p/$id/$slug/versions" params={page} search={{ to: target.original.versionId, read: true }}>
      <IconHistory size={16} stroke={1.6} aria-hidden="true" />
      {t('anchor.version')}
    </Link>
  );
}
