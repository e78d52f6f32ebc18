import { Button, Menu } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { IconFilePlus, IconPlus, IconUsersPlus } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { myself } from '../features/people/people.queries.ts';
import { useHere } from './use-here.ts';
import classes from './top-bar.module.css';

const icon = { size: 16, 'aria-hidden': true } as const;

/** What one can create, here first: a page where one stands, a community anywhere. Nothing where nothing is allowed. */
export function CreateMenu() {
  const { t } = useTranslation();
  const { data: me } = useQuery(myself);
  const { community, page, mayWrite } = useHere();
  if (!mayWrite && !me?.can.createCommunity) return null;
  return (
    <Menu>
      <Menu.Target>
        <Button variant="default" className={classes['create'] ?? ''} leftSection={<IconPlus {...icon} />}>
          <span className={classes['createWord']}>{t('nav.create')}</span>
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {mayWrite && page && community && (
          <NewPage slug={community.slug} parent={page.id}>
            {t('create.pageBelow', { title: page.title })}
          </NewPage>
        )}
        {mayWrite && community && <NewPage slug={community.slug}>{t('create.pageIn', { name: community.name })}</NewPage>}
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
