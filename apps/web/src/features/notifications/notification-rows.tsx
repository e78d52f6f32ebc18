import { UnstyledButton } from '@mantine/core';
import type { NotificationKind, NotificationView } from '@parvis/shared';
import { Link } from '@tanstack/react-router';
import { IconCalendarDue, IconCheck, IconCircleDot } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { When } from '../../ui/dates.tsx';
import { Portrait } from '../../ui/portrait.tsx';
import { KIND_ICONS } from './kind-icons.ts';
import { useMark } from './notifications.queries.ts';
import { wordsOf } from './words.ts';
import classes from './notification-rows.module.css';

interface Props {
  label: string;
  items: readonly NotificationView[];
  /** Somebody goes to one of them. */
  onGo?: () => void;
}

/** What somebody is told of, one row for each thing: the whole row leads there. */
export function NotificationRows({ label, items, onGo }: Props) {
  return (
    <ul className={classes['rows']} aria-label={label}>
      {items.map((item) => (
        <NotificationRow key={item.id} item={item} onGo={onGo} />
      ))}
    </ul>
  );
}

function NotificationRow({ item, onGo }: { item: NotificationView; onGo: (() => void) | undefined }) {
  const { t, i18n } = useTranslation('notifications');
  const mark = useMark();
  const { who, did, what } = wordsOf(item, t, i18n.language);
  const [path = '/', search] = item.url.split('?');
  const go = () => {
    if (item.unread) mark.mutate({ id: item.id, read: true });
    onGo?.();
  };
  return (
    <li className={classes['row']} data-unread={item.unread}>
      <Mark item={item} />
      <div className={classes['words']}>
        <Link
          className={classes['link'] ?? ''}
          to={path}
          {...(search && { search: Object.fromEntries(new URLSearchParams(search)) as never })}
          onClick={go}
        >
          {item.unread && <span className="visually-hidden">{t('new')}. </span>}
          {who && <b>{who}</b>} {did} <b>{what}</b>
        </Link>
        {item.excerpt && <p className={classes['excerpt']}>{item.excerpt}</p>}
        <p className={classes['detail']}>
          <When at={item.at} />
          {item.page && item.community && ` · ${item.community.name}`}
        </p>
      </div>
      <UnstyledButton
        className={classes['mark'] ?? ''}
        aria-label={t(item.unread ? 'read' : 'unread')}
        title={t(item.unread ? 'read' : 'unread')}
        onClick={() => mark.mutate({ id: item.id, read: item.unread })}
      >
        {item.unread ? <IconCheck size={16} aria-hidden="true" /> : <IconCircleDot size={16} aria-hidden="true" />}
      </UnstyledButton>
    </li>
  );
}

function Mark({ item: { kind, actors } }: { item: NotificationView }) {
  const [actor] = actors;
  const Kind = KIND_ICONS[kind as NotificationKind];
  return (
    <span className={classes['who']}>
      {actor ? <Portrait person={actor} /> : <IconCalendarDue size={20} stroke={1.6} aria-hidden="true" />}
      {actor && (
        <i className={classes['kind']} aria-hidden="true">
          <Kind size={12} stroke={2} />
        </i>
      )}
    </span>
  );
}
