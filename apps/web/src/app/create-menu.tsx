import { Button, Menu } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useRouterState } from '@tanstack/react-router';
import { IconFilePlus, IconPlus, IconUsersPlus } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { community } from '../features/communities/communities.queries.ts';
import { myself } from '../features/people/people.queries.ts';
import { page } from '../features/wiki/wiki.queries.ts';
import classes from './top-bar.module.css';

const icon = { size: 16, 'aria-hidden': true } as const;

/** What one can create, here first: a page where one stands, a community anywhere. Nothing where nothing is allowed. */
export function CreateMenu() {
  const { t } = useTranslation();
  const { data: me } = useQuery(myself);
  const here = useHere();
  if (!here.community && !me?.can.createCommunity) return null;
  return (
    <Menu>
      <Menu.Target>
        <Button variant="default" className={classes['create'] ?? ''} leftSection={<IconPlus {...icon} />}>
          <span className={classes['createWord']}>{t('nav.create')}</span>
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {here.page && here.community && (
          <NewPage slug={here.community.slug} parent={here.page.id}>
            {t('create.pageBelow', { title: here.page.title })}
          </NewPage>
        )}
        {here.community && <NewPage slug={here.community.slug}>{t('create.pageIn', { name: here.community.name })}</NewPage>}
        {me?.can.createCommunity && (
          <Menu.Item
            component={Link}
            to="/communities"
            {...({ search: { new: true } } as object)}
            leftSection={<IconUsersPlus {...icon} />}
          >
            {t('create.community')}
          </Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}

/** Leads to where a page is begun: `/c/<slug>/nouvelle-page`, below `parent` where there is one. */
function NewPage({ slug, parent, children }: { slug: string; parent?: string; children: string }) {
  const place = { params: { slug, tab: 'nouvelle-page' }, ...(parent && { search: { parent } }) };
  return (
    <Menu.Item component={Link} to="/c/$slug/$tab" {...(place as object)} leftSection={<IconFilePlus {...icon} />}>
      {children}
    </Menu.Item>
  );
}

interface Here {
  /** Where one stands and may write. */
  community: { slug: string; name: string } | null;
  page: { id: string; title: string } | null;
}

/** The community and the page of the address, as the screen below has them already. */
function useHere(): Here {
  const path = useRouterState({ select: ({ location }) => location.pathname });
  const slug = /^\/c\/([^/]+)/.exec(path)?.[1];
  const pageId = /^\/p\/([^/]+)/.exec(path)?.[1];
  const { data: inside } = useQuery({ ...community(slug ?? ''), enabled: slug !== undefined });
  const { data: read } = useQuery({ ...page(pageId ?? ''), enabled: pageId !== undefined });
  if (slug !== undefined && inside?.can.writePages) return { community: inside, page: null };
  if (pageId !== undefined && read?.can.createChild) return { community: read.community, page: read };
  return { community: null, page: null };
}
