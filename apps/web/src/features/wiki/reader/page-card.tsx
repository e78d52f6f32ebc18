import type { NodeOf } from '@parvis/shared/document';
import { Link } from '@tanstack/react-router';
import { IconArrowRight, IconFileText, IconLock } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { atom, block, run } from './places.ts';
import { useReading } from './reading.ts';
import classes from './cards.module.css';

const icon = { size: 18, stroke: 1.6, 'aria-hidden': true } as const;

/** A page of the workplace as a block; one that the reader may not see is not named, whatever the document kept. */
export function PageCard({ node }: { node: NodeOf<'pageCard'> }) {
  const { t } = useTranslation();
  const page = useReading().pages.get(node.attrs.pageId);
  const place = { ...block(node), ...run, ...atom };
  if (!page) {
    return (
      <div {...place} className={`${classes['card']} ${classes['neutral']}`}>
        <IconLock {...icon} />
        <span className={classes['words']}>{t('reader.pageUnavailable')}</span>
      </div>
    );
  }
  return (
    <Link {...place} className={classes['card']} to="/p/$id/$slug" params={page}>
      <IconFileText {...icon} />
      <span className={classes['words']}>
        <b>{page.title}</b>
      </span>
      <IconArrowRight {...icon} className={classes['end']} />
    </Link>
  );
}
