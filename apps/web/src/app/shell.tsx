import { useMediaQuery } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { Outlet, useRouterState } from '@tanstack/react-router';
import { lazy } from 'react';
import { useTranslation } from 'react-i18next';
import { myself } from '../features/people/people.queries.ts';
import { UnsavedPages } from '../features/wiki/editing/unsaved-pages.tsx';
import { AfterPaint } from '../ui/after-paint.tsx';
import { BottomBar } from './bottom-bar.tsx';
import { Navigation } from './navigation.tsx';
import { OfflineBar } from './offline-bar.tsx';
import { RouteAnnouncer } from './route-announcer.tsx';
import { SearchPalette } from './search-palette.tsx';
import { Shortcuts } from './shortcuts.tsx';
import { TopBar } from './top-bar.tsx';
import { useRail } from './use-rail.ts';
import classes from './shell.module.css';

const ReadAlong = lazy(async () => ({ default: (await import('../features/notifications/read-along.tsx')).ReadAlong }));

/** What stands around every screen: where one can go, and who one is. */
export function Shell() {
  const { t } = useTranslation();
  // A wiki page brings its own tree: the width is for reading then.
  const reading = useRouterState({ select: ({ location }) => location.pathname.startsWith('/p/') });
  const beingWritten = useRouterState({ select: ({ location }) => /^\/p\/([^/]+)\/[^/]+\/modifier$/.exec(location.pathname)?.[1] ?? null });
  const thread = useRouterState({ select: ({ location }) => (location.search as { annotation?: string }).annotation ?? null });
  const { data: me } = useQuery(myself);
  const narrow = useMediaQuery('(max-width: 1439px)', false, { getInitialValueInEffect: false });
  const [folded, fold] = useRail(reading && narrow);
  return (
    <div className={classes['shell']} data-rail={folded}>
      <a className={classes['skip']} href="#main">
        {t('nav.skip')}
      </a>
      <Navigation folded={folded} onFold={fold} />
      <div className={classes['body']}>
        <TopBar />
        <OfflineBar />
        <main id="main" tabIndex={-1} className={classes['main']}>
          <Outlet />
        </main>
      </div>
      <BottomBar />
      <RouteAnnouncer />
      <Shortcuts onFold={fold} />
      <SearchPalette />
      {me && (
        <AfterPaint standIn={null}>
          <UnsavedPages me={me} open={beingWritten} />
          {thread && <ReadAlong itemId={thread} />}
        </AfterPaint>
      )}
    </div>
  );
}
