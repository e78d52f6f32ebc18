import { UnstyledButton } from '@mantine/core';
import { MOST_UNREAD } from '@parvis/shared';
import { useQuery } from '@tanstack/react-query';
import { IconBell } from '@tabler/icons-react';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { speakAlso } from '../../lib/i18n.ts';
import { OnDemand } from '../../ui/on-demand.tsx';
import { unreadCount } from './notifications.queries.ts';
import classes from './bell.module.css';

await speakAlso('notifications');
const loadPanel = async () => (await import('./notifications-panel.tsx')).NotificationsPanel;

/** How many things are new; opens them. `className` is that of the other buttons beside it. */
export function Bell({ className }: { className: string }) {
  const { t } = useTranslation('notifications');
  const { data } = useQuery(unreadCount);
  const [opened, open] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const close = useCallback(() => open(false), []);
  const unread = data?.unread ?? 0;
  const most = unread >= MOST_UNREAD;
  return (
    <>
      <UnstyledButton
        ref={button}
        className={`${className} ${classes['bell']}`}
        aria-label={unread === 0 ? t('title') : t(most ? 'most' : 'bell', { count: most ? MOST_UNREAD - 1 : unread })}
        aria-haspopup="dialog"
        aria-expanded={opened}
        onPointerEnter={() => void loadPanel().catch(() => undefined)}
        onClick={() => open(!opened)}
      >
        <IconBell size={18} stroke={1.6} aria-hidden="true" />
        {unread > 0 && (
          <span className={classes['mark']} aria-hidden="true">
            {most ? `${MOST_UNREAD - 1}+` : unread}
          </span>
        )}
      </UnstyledButton>
      <Arrivals unread={data?.unread} />
      {opened && <OnDemand load={loadPanel} given={{ opener: button, onClose: close }} onFailed={close} />}
    </>
  );
}

/** Says to screen readers that something came, not what was there before. */
function Arrivals({ unread }: { unread: number | undefined }) {
  const { t } = useTranslation('notifications');
  const before = useRef(unread);
  const [arrived, arrive] = useState(false);
  useEffect(() => {
    if (unread !== undefined && before.current !== undefined) arrive(unread > before.current);
    before.current = unread;
  }, [unread]);
  return (
    <span role="status" className="visually-hidden">
      {arrived && t('arrived')}
    </span>
  );
}
