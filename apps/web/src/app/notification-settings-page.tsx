import { useTranslation } from 'react-i18next';
import { NotificationSettings } from '../features/notifications/notification-settings.tsx';
import { Page } from '../ui/page.tsx';

/** What somebody wants to hear of, and how. */
export function NotificationSettingsPage() {
  const { t } = useTranslation('notifications');
  return (
    <Page title={t('settingsTitle')}>
      <NotificationSettings />
    </Page>
  );
}
