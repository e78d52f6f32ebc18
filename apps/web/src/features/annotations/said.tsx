import type { AnnotationReply, AnnotationView, PersonChip } from '@parvis/shared';
import { Link } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { When } from '../../ui/dates.tsx';
import { Portrait } from '../../ui/portrait.tsx';
import { saysNothing } from './note.ts';
import { usePanelTools } from './panel-context.ts';
import classes from './card.module.css';

type OneSaid = Pick<AnnotationReply, 'author' | 'body' | 'text' | 'createdAt' | 'editedAt'>;

/** Who said it, and when. */
export function Byline({ said: { author, createdAt, editedAt } }: { said: OneSaid }) {
  const { t } = useTranslation('annotations');
  return (
    <p className={classes['by']}>
      {author ? (
        <>
          <Portrait person={author} size="s" />
          <Link to="/people/$id" params={author}>
            {author.name}
          </Link>
        </>
      ) : (
        <span>{t('nobody')}</span>
      )}
      <span className={classes['when']}>
        <When at={createdAt} />
        {editedAt && ` · ${t('card.edited')}`}
      </span>
    </p>
  );
}

interface Props {
  said: OneSaid;
  /** The thread that it belongs to: it knows who is named in it. */
  thread: AnnotationView;
  /** A few lines of it. */
  short?: boolean;
}

/** What was said. */
export function SaidBody({ said, thread, short = false }: Props) {
  const { Body } = usePanelTools();
  const people = useMemo(() => peopleOf(thread), [thread]);
  if (saysNothing(said)) return null;
  return (
    <div className={classes['said']} data-short={short}>
      <Body document={said.body} mentions={people} files={thread.files} />
    </div>
  );
}

/** Those who are named in a thread, and those who take part in it. */
export function peopleOf({ author, replies, mentions }: AnnotationView): PersonChip[] {
  return [...mentions, ...[author, ...replies.map((reply) => reply.author)].filter((person) => person !== null)];
}
