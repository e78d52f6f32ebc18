import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { IconBooks, IconHome, IconLayoutGrid, IconMessage2, IconSettings } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { myself } from '../features/people/people.queries.ts';
import classes from './bottom-bar.module.css';

const icon = { size: 22, stroke: 1.6, 'aria-hidden': true } as const;

/** The navigation of phones, under the thumb. */
export function BottomBar() {
  const { t } = useTranslation();
  const { data: me } = useQuery(myself);
  return (
    <nav className={classes['bar']} aria-label={t('nav.phone')}>
      <Link to="/" activeOptions={{ exact: true }}>
        <IconHome {...icon} />
        {t('nav.home')}
      </Link>
      <Link to="/communities">
        <IconLayoutGrid {...icon} />
        {t('nav.communitiesShort')}
      </Link>
      <Link to="/wiki">
        <IconBooks {...icon} />
        {t('nav.wiki')}
      </Link>
      <Link to="/annotations">
        <IconMessage2 {...icon} />
        {t('nav.annotationsShort')}
      </Link>
      {(me?.can.administer || me?.can.audit) && (
        <Link to="/admin">
          <IconSettings {...icon} />
          {t('nav.adminShort')}
        </Link>
      )}
    </nav>
  );
}
