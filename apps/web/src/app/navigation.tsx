import { useQuery } from '@tanstack/react-query';
import { Link, type LinkProps } from '@tanstack/react-router';
import {
  IconBooks,
  IconHome,
  IconLayoutGrid,
  IconLayoutSidebarLeftCollapse,
  IconLayoutSidebarLeftExpand,
  IconMessage2,
  IconSettings,
  IconTrash,
} from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { myCommunities } from '../features/communities/communities.queries.ts';
import { myself } from '../features/people/people.queries.ts';
import { Emblem } from '../ui/emblem.tsx';
import { Mark, Wordmark } from '../ui/wordmark.tsx';
import classes from './navigation.module.css';

const icon = { size: 18, stroke: 1.6, 'aria-hidden': true } as const;

/** Where one can go. Folded, only the pictures stay; the words are in their tooltips and for screen readers. */
export function Navigation({ folded, onFold }: { folded: boolean; onFold: () => void }) {
  const { t } = useTranslation();
  const { data: mine } = useQuery(myCommunities);
  const { data: me } = useQuery(myself);
  const Fold = folded ? IconLayoutSidebarLeftExpand : IconLayoutSidebarLeftCollapse;
  return (
    <nav className={classes['nav']} aria-label={t('nav.label')}>
      <Link to="/" className={classes['brand'] ?? ''} aria-label={t('nav.brand')}>
        <span className={classes['wordmark']}>
          <Wordmark />
        </span>
        <span className={classes['mark']}>
          <Mark />
        </span>
      </Link>
      <ul>
        <Entry to="/" exact mark={<IconHome {...icon} />} name={t('nav.home')} />
        <Entry to="/communities" mark={<IconLayoutGrid {...icon} />} name={t('nav.communities')} />
        <Entry to="/wiki" mark={<IconBooks {...icon} />} name={t('nav.wiki')} />
        <Entry to="/annotations" mark={<IconMessage2 {...icon} />} name={t('nav.annotations')} />
      </ul>
      {mine && mine.items.length > 0 && (
        <>
          <h2 className={classes['heading']} id="my-communities">
            {t('nav.mine')}
          </h2>
          <ul aria-labelledby="my-communities">
            {mine.items.map(({ id, slug, name, emblem }) => (
              <Entry key={id} to="/c/$slug" params={{ slug }} mark={<Emblem number={emblem} />} name={name} />
            ))}
          </ul>
        </>
      )}
      <ul>
        {(me?.can.administer || me?.can.audit) && <Entry to="/admin" mark={<IconSettings {...icon} />} name={t('nav.admin')} />}
        <Entry to="/trash" mark={<IconTrash {...icon} />} name={t('nav.trash')} />
      </ul>
      <div className={classes['foot']}>
        {me && <p className={classes['organization']}>{me.organization.name}</p>}
        <button
          type="button"
          className={classes['fold']}
          aria-expanded={!folded}
          onClick={onFold}
          aria-label={t(folded ? 'nav.unfold' : 'nav.fold')}
          title={t(folded ? 'nav.unfold' : 'nav.fold')}
        >
          <Fold {...icon} />
        </button>
      </div>
    </nav>
  );
}

interface EntryProps extends Pick<LinkProps, 'to' | 'params'> {
  exact?: boolean;
  mark: ReactNode;
  name: string;
}

function Entry({ to, params, exact = false, mark, name }: EntryProps) {
  return (
    <li>
      <Link to={to} params={params as never} activeOptions={{ exact }} title={name}>
        {mark}
        <span className={classes['name']}>{name}</span>
      </Link>
    </li>
  );
}
