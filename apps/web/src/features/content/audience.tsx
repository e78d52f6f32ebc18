import { Popover, UnstyledButton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { IconLock, IconUsers } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { AudienceDetails } from './audience-details.tsx';
import { audience } from './content.queries.ts';
import classes from './audience.module.css';

/** "Who can see this?": how many at a glance, the rule and names at a click. */
export function Audience({ contentId }: { contentId: string }) {
  const { t } = useTranslation();
  const { data } = useQuery(audience(contentId));
  if (!data) return <span className={classes['chip']}>{t('audience.unknown')}</span>;
  const listed = data.rule === 'list' || data.rule === 'list-in-community';
  const Icon = listed ? IconLock : IconUsers;
  return (
    <Popover position="bottom-start" shadow="none" width={320} withinPortal trapFocus>
      <Popover.Target>
        <UnstyledButton className={classes['chip'] ?? ''}>
          <Icon size={16} stroke={1.6} aria-hidden="true" />
          {t('audience.count', { count: data.count })}
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown className={classes['panel'] ?? ''} aria-label={t('audience.title')}>
        <h2>{t('audience.title')}</h2>
        <AudienceDetails audience={data} />
      </Popover.Dropdown>
    </Popover>
  );
}
