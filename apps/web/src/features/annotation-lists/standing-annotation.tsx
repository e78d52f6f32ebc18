import type { AnnotationView } from '@parvis/shared';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { When } from '../../ui/dates.tsx';
import { Portrait } from '../../ui/portrait.tsx';
import { Chip } from '../../ui/row.tsx';
import { Kind } from './kind.tsx';
import { quoteOf } from './quote.ts';
import classes from './annotation-lists.module.css';

interface Props {
  annotation: AnnotationView;
  opened: boolean;
  /** Shows its passage. */
  onOpen: () => void;
  /** The way to the thread as it is now. */
  now: ReactNode;
}

/** An annotation of an older text, to be read: what it said of what. */
export function StandingAnnotation({ annotation, opened, onOpen, now }: Props) {
  const { t } = useTranslation('annotation-lists');
  const { id, motivation, author, createdAt, text, target, replies, status } = annotation;
  const quote = quoteOf(target);
  return (
    <li id={`annotation-${id}`} className={classes['row']} data-annotation={id} data-open={opened}>
      <div className={classes['about']}>
        <p className={classes['head']}>
          <Kind motivation={motivation} />
          {author && (
            <span className={classes['author']}>
              <Portrait person={author} size="s" />
              {author.name}
            </span>
          )}
          <span className="muted">
            <When at={createdAt} />
          </span>
          {target.state === 'ORPHAN' && <Chip tone="warn">{t('state.ORPHAN')}</Chip>}
          {status === 'resolved' && <Chip tone="ok">{t('status.resolved')}</Chip>}
        </p>
        <p className={classes['passage']} data-lost={target.state === 'ORPHAN'}>
          {target.start === null ? (
            (quote ?? t('wholePage'))
          ) : (
            <button type="button" aria-pressed={opened} onClick={onOpen}>
              {quote}
            </button>
          )}
        </p>
        {text && <p className={classes['text']}>{text}</p>}
        <p className={classes['where']}>
          {now}
          {replies.length > 0 && <span>{t('replies', { count: replies.length })}</span>}
        </p>
      </div>
    </li>
  );
}
