import { Popover, UnstyledButton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { IconLock, IconUsers } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Portrait } from '../../ui/portrait.tsx';
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
        <p>{t(`audience.rule.${data.rule}`, { community: data.community?.name ?? '' })}</p>
        {data.restrictedBy && (
          <p>
            {t('audience.restrictedBy')}{' '}
            <Link className="link" to="/p/$id" params={data.restrictedBy}>
              {data.restrictedBy.title}
            </Link>
          </p>
        )}
        {data.partners > 0 && <p>{t('audience.partners', { count: data.partners })}</p>}
        <ul>
          {data.people.map((person) => (
            <li key={person.id}>
              <Link to="/people/$id" params={person}>
                <Portrait person={person} size="s" />
                {person.name}
              </Link>
            </li>
          ))}
        </ul>
        {data.count > data.people.length && <p className="muted">{t('audience.others', { count: data.count - data.people.length })}</p>}
      </Popover.Dropdown>
    </Popover>
  );
}
