import { Button } from '@mantine/core';
import type { ListedAnnotation } from '@parvis/shared';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { When } from '../../ui/dates.tsx';
import { ProblemNotice } from '../../ui/notice.tsx';
import { Portrait } from '../../ui/portrait.tsx';
import { Chip } from '../../ui/row.tsx';
import { Kind } from './kind.tsx';
import { quoteOf } from './quote.ts';
import classes from './annotation-lists.module.css';

interface Props {
  annotation: ListedAnnotation;
  /** All are of one person, in many communities: it is told where, rather than by whom. */
  mine: boolean;
  /** It is being resolved or opened again. */
  busy: boolean;
  error: unknown;
  onResolve: () => void;
  onReopen: () => void;
}

/** An annotation among those of many pages: on what, by whom, what it says; leads to its passage. */
export function AnnotationRow({ annotation, mine, busy, error, onResolve, onReopen }: Props) {
  const { t } = useTranslation('annotation-lists');
  const { id, motivation, author, createdAt, text, page, replies, status, can } = annotation;
  return (
    <li className={classes['row']} data-annotation={id} data-status={status}>
      <div className={classes['about']}>
        <p className={classes['head']}>
          <Kind motivation={motivation} />
          {author && !mine && (
            <Link to="/people/$id" params={author} className={classes['author'] ?? ''}>
              <Portrait person={author} size="s" />
              {author.name}
            </Link>
          )}
          <span className="muted">
            <When at={createdAt} />
          </span>
          <States annotation={annotation} />
        </p>
        <Passage annotation={annotation} />
        {text && <p className={classes['text']}>{text}</p>}
        <p className={classes['where']}>
          <Link to="/p/$id/$slug" params={page} className="link">
            {page.title}
          </Link>
          {mine && (
            <Link to="/c/$slug" params={page.community}>
              {page.community.name}
            </Link>
          )}
          {replies.length > 0 && <span>{t('replies', { count: replies.length })}</span>}
        </p>
        <ProblemNotice error={error} />
      </div>
      {/* A highlight asks nothing of anybody. */}
      {can.resolve && (motivation !== 'highlighting' || status === 'resolved') && (
        <Button variant="default" className={classes['treat'] ?? ''} loading={busy} onClick={status === 'open' ? onResolve : onReopen}>
          {t(status === 'open' ? 'resolve' : 'reopen')}
        </Button>
      )}
    </li>
  );
}

/** What it is about, as a link to it: the text now where it has a place, what was selected where it lost it. */
function Passage({ annotation: { id, page, target } }: Pick<Props, 'annotation'>) {
  const { t } = useTranslation('annotation-lists');
  return (
    <p className={classes['passage']} data-lost={target.state === 'ORPHAN'}>
      <Link to="/p/$id/$slug" params={page} search={{ annotation: id } as never}>
        {quoteOf(target) ?? t('wholePage')}
      </Link>
    </p>
  );
}

function States({ annotation: { target, status, visibility } }: Pick<Props, 'annotation'>) {
  const { t } = useTranslation('annotation-lists');
  return (
    <>
      {target.state === 'ORPHAN' && <Chip tone="warn">{t('state.ORPHAN')}</Chip>}
      {target.state === 'CHANGED' && <Chip>{t('state.CHANGED')}</Chip>}
      {status === 'resolved' && <Chip tone="ok">{t('status.resolved')}</Chip>}
      {visibility !== 'page' && <Chip>{t(`visibility.${visibility}`)}</Chip>}
    </>
  );
}
