import { Button, UnstyledButton, useComputedColorScheme, useMantineColorScheme } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { IconBell, IconMoon, IconPlus, IconSun } from '@tabler/icons-react';
import { lazy } from 'react';
import { useTranslation } from 'react-i18next';
import { myself } from '../features/people/people.queries.ts';
import { AfterPaint } from '../ui/after-paint.tsx';
import { Portrait } from '../ui/portrait.tsx';
import { Wordmark } from '../ui/wordmark.tsx';
import { SearchButton } from './search-button.tsx';
import classes from './top-bar.module.css';

const Bell = lazy(async () => ({ default: (await import('../features/notifications/bell.tsx')).Bell }));
const CreateMenu = lazy(async () => ({ default: (await import('./create-menu.tsx')).CreateMenu }));
const MyMenu = lazy(async () => ({ default: (await import('./my-menu.tsx')).MyMenu }));
const icon = { size: 18, stroke: 1.6, 'aria-hidden': true } as const;

export function TopBar() {
  const { t } = useTranslation();
  const { data: me } = useQuery(myself);
  return (
    <header className={classes['bar']}>
      <Link to="/" className={classes['brand'] ?? ''} aria-label="Parvis">
        <Wordmark />
      </Link>
      {me && <SearchButton />}
      <div className={classes['tools']}>
        <AfterPaint
          standIn={
            me?.can.createCommunity && (
              <Button variant="default" className={classes['create'] ?? ''} leftSection={<IconPlus size={16} aria-hidden="true" />}>
                <span className={classes['createWord']}>{t('nav.create')}</span>
              </Button>
            )
          }
        >
          <CreateMenu />
        </AfterPaint>
        <ThemeButton />
        {me && (
          <AfterPaint
            standIn={
              <span className={classes['icon']}>
                <IconBell {...icon} />
              </span>
            }
          >
            <Bell className={classes['icon'] ?? ''} />
          </AfterPaint>
        )}
        {me && (
          <AfterPaint
            standIn={
              <span className={classes['icon']}>
                <Portrait person={me} size="s" />
              </span>
            }
          >
            <MyMenu />
          </AfterPaint>
        )}
      </div>
    </header>
  );
}

function ThemeButton() {
  const { t } = useTranslation();
  const { setColorScheme } = useMantineColorScheme({ keepTransitions: true });
  const scheme = useComputedColorScheme('light');
  const Icon = scheme === 'dark' ? IconSun : IconMoon;
  return (
    <UnstyledButton
      className={classes['icon'] ?? ''}
      aria-label={t(scheme === 'dark' ? 'nav.light' : 'nav.dark')}
      onClick={() => setColorScheme(scheme === 'dark' ? 'light' : 'dark')}
    >
      <Icon {...icon} />
    </UnstyledButton>
  );
}
