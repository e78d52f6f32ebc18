import { Button, Portal, UnstyledButton } from '@mantine/core';
import { useClickOutside, useFocusTrap, useMergedRef } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { IconChecks, IconSettings, IconX } from '@tabler/icons-react';
import { type RefObject, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Empty, Failed, Loading } from '../../ui/states.tsx';
import { useFocusKept } from '../../ui/use-focus-kept.ts';
import { newest, useMark } from './notifications.queries.ts';
import { NotificationRows } from './notification-rows.tsx';
import classes from './notifications-panel.module.css';
import tools from './tool.module.css';

interface Props {
  /** The button that opens it, and that a press outside does not close. */
  opener: RefObject<HTMLButtonElement | null>;
  onClose: () => void;
}

/** The newest notifications, below the bell; on a phone over the whole screen. */
export function NotificationsPanel({ opener, onClose }: Props) {
  const { t } = useTranslation('notifications');
  const list = useQuery(newest);
  const mark = useMark();
  const foot = useRef<HTMLDivElement>(null);
  const kept = useFocusKept(foot);
  const [panel, hold] = useState<HTMLElement | null>(null);
  const ref = useMergedRef(hold, useFocusTrap());
  useClickOutside(onClose, ['mousedown', 'touchstart'], [panel, opener.current]);
  useEffect(() => {
    const close = (event: KeyboardEvent) => {
      if (event.key === 'Escape') onClose();
    };
    window.document.addEventListener('keydown', close);
    const button = opener.current;
    return () => {
      window.document.removeEventListener('keydown', close);
      // Gone to another screen: the focus goes with it.
      if (!window.document.activeElement || window.document.activeElement === window.document.body) button?.focus();
    };
  }, [onClose, opener]);
  const items = list.data?.items ?? [];
  const until = items[0]?.at;
  return (
    <Portal>
      <section ref={ref} className={classes['panel']} role="dialog" aria-modal="true" aria-label={t('title')}>
        <div className={classes['head']}>
          <h2 tabIndex={-1} data-autofocus>
            {t('title')}
          </h2>
          <Link
            to="/notifications/settings"
            className={tools['tool'] ?? ''}
            aria-label={t('settings')}
            title={t('settings')}
            onClick={onClose}
          >
            <IconSettings size={18} stroke={1.6} aria-hidden="true" />
          </Link>
          <UnstyledButton className={tools['tool'] ?? ''} aria-label={t('close')} title={t('close')} onClick={onClose}>
            <IconX size={18} stroke={1.6} aria-hidden="true" />
          </UnstyledButton>
        </div>
        <div className={classes['list']}>
          {list.isPending && (
            <div className={classes['wait']}>
              <Loading rows={4} />
            </div>
          )}
          {list.isError && items.length === 0 && <Failed error={list.error} onRetry={() => void list.refetch()} />}
          {list.isSuccess && items.length === 0 && <Empty title={t('empty')}>{t('emptyHint')}</Empty>}
          {items.length > 0 && <NotificationRows label={t('title')} items={items} onGo={onClose} />}
        </div>
        <div ref={foot} className={classes['foot']} {...kept}>
          <Link to="/notifications" className="link" onClick={onClose}>
            {t('all')}
          </Link>
          {until && items.some(({ unread }) => unread) && (
            <Button
              variant="subtle"
              size="compact-sm"
              leftSection={<IconChecks size={16} aria-hidden="true" />}
              onClick={() => mark.mutate({ until })}
            >
              {t('readAll')}
            </Button>
          )}
        </div>
      </section>
    </Portal>
  );
}
