import { Button } from '@mantine/core';
import { Link, useSearch } from '@tanstack/react-router';
import { IconSettings } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { NotificationList, ReadAllButton } from '../features/notifications/notification-list.tsx';
import { Page } from '../ui/page.tsx';
import { FilterLinks } from './filter-links.tsx';

/** Everything that somebody was told of. */
export function NotificationsPage() {
  const { t } = useTranslation('notifications');
  const { show = 'all' } = useSearch({ strict: false }) as { show?: 'unread' };
  return (
    <Page
      title={t('title')}
      lead={t('lead')}
      actions={
        <>
          <ReadAllButton />
          <Button
            component={Link}
            to="/notifications/settings"
            variant="default"
            leftSection={<IconSettings size={16} aria-hidden="true" />}
          >
            {t('settings')}
          </Button>
        </>
      }
    >
      <FilterLinks
        label={t('show.label')}
        filters={[
          { to: '/notifications', search: {}, label: t('show.everything'), current: show === 'all' },
          { to: '/notifications', search: { show: 'unread' }, label: t('show.unread'), current: show === 'unread' },
        ]}
      />
      <NotificationList show={show} />
    </Page>
  );
}
