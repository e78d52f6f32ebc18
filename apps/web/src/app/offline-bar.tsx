import { onlineManager } from '@tanstack/react-query';
import { useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './offline-bar.module.css';

/** Says that the network is away, and what that means. */
export function OfflineBar() {
  const { t } = useTranslation();
  const online = useSyncExternalStore(
    (listener) => onlineManager.subscribe(listener),
    () => onlineManager.isOnline(),
  );
  return <div role="status">{!online && <p className={classes['bar']}>{t('state.offlineBar')}</p>}</div>;
}
