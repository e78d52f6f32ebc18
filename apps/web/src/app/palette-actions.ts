import { useComputedColorScheme, useMantineColorScheme } from '@mantine/core';
import type { Me } from '@parvis/shared';
import { useQuery } from '@tanstack/react-query';
import {
  IconBell,
  IconBooks,
  IconDevices,
  IconFilePlus,
  IconHistory,
  IconHome,
  IconKeyboard,
  IconLanguage,
  IconLayoutGrid,
  IconListCheck,
  IconMessage2,
  IconMoon,
  IconPencil,
  IconSettings,
  IconSun,
  IconTrash,
  IconUser,
  IconUsers,
  IconUsersPlus,
} from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { myCommunities } from '../features/communities/communities.queries.ts';
import { useEditMe } from '../features/people/people.queries.ts';
import type { PaletteAction } from '../features/search/palette/actions.ts';
import { speak } from '../lib/i18n.ts';
import { showShortcuts } from './shortcuts.tsx';
import type { useHere } from './use-here.ts';

type Here = ReturnType<typeof useHere>;
type Action = Omit<PaletteAction, 'first' | 'label'>;

/** All that `me` can do from anywhere, what belongs to the place first. */
export function usePaletteActions(me: Me, here: Here): PaletteAction[] {
  return [...useActionsHere(here), ...useCreating(me, here), ...useSwitches(), ...usePlaces(me)];
}

/** What one can do with the page or community one is at. */
function useActionsHere({ page, community }: Here): PaletteAction[] {
  const { t } = useTranslation('search');
  if (page) {
    const address = `/p/${page.id}/${page.slug}`;
    return [
      ...(page.can.edit
        ? [
            {
              id: 'edit',
              label: t('action.edit'),
              also: 'editer ecrire edit write',
              icon: IconPencil,
              first: true,
              does: `${address}/modifier`,
            },
          ]
        : []),
      {
        id: 'versions',
        label: t('action.versions'),
        also: 'historique comparer history compare',
        icon: IconHistory,
        first: true,
        does: `${address}/versions`,
      },
    ];
  }
  if (!community) return [];
  const label = t('action.members', { name: community.name });
  return [
    { id: 'members', label, also: 'personnes equipe people team', icon: IconUsers, first: true, does: `/c/${community.slug}/members` },
  ];
}

/** A page where one is, a community, or a page in any other of one's communities. */
function useCreating(me: Me, { page, community, mayWrite }: Here): PaletteAction[] {
  const { t } = useTranslation('search');
  const { data: mine } = useQuery(myCommunities);
  const also = 'nouvelle ajouter new add page create creer';
  const elsewhere = mine?.items.filter(({ id, can }) => can.writePages && !(mayWrite && id === community?.id)) ?? [];
  const into = (id: string, slug: string, name: string, first: boolean): PaletteAction => ({
    id: `create-in-${id}`,
    label: t('action.createIn', { name }),
    also,
    icon: IconFilePlus,
    first,
    does: `/c/${slug}/nouvelle-page`,
  });
  return [
    ...(mayWrite && page && community
      ? [
          {
            id: 'create-below',
            label: t('action.createBelow', { title: page.title }),
            also,
            icon: IconFilePlus,
            first: true,
            does: `/c/${community.slug}/nouvelle-page?parent=${page.id}`,
          },
        ]
      : []),
    ...(mayWrite && community ? [into(community.id, community.slug, community.name, true)] : []),
    ...(me.can.createCommunity
      ? [
          {
            id: 'create-community',
            label: t('action.createCommunity'),
            also: 'nouvelle ajouter new add groupe group espace',
            icon: IconUsersPlus,
            first: true,
            does: '/communities?new=true',
          },
        ]
      : []),
    ...elsewhere.map(({ id, slug, name }) => into(id, slug, name, false)),
  ];
}

/** How the workplace looks and speaks. */
function useSwitches(): PaletteAction[] {
  const { t, i18n } = useTranslation('search');
  const { setColorScheme } = useMantineColorScheme({ keepTransitions: true });
  const dark = useComputedColorScheme('light') === 'dark';
  const edit = useEditMe();
  const other = i18n.language === 'fr' ? 'en' : 'fr';
  return [
    {
      id: 'theme',
      label: t(dark ? 'action.light' : 'action.dark'),
      also: 'theme apparence couleurs nuit sombre clair dark light night appearance',
      icon: dark ? IconSun : IconMoon,
      first: true,
      does: () => setColorScheme(dark ? 'light' : 'dark'),
    },
    {
      id: 'language',
      label: t('action.language'),
      also: 'langue language english anglais francais french',
      icon: IconLanguage,
      first: false,
      does: () => {
        void speak(other);
        edit.mutate({ body: { language: other } });
      },
    },
    {
      id: 'shortcuts',
      label: t('action.shortcuts'),
      also: 'touches clavier keys keyboard aide help',
      icon: IconKeyboard,
      first: false,
      does: showShortcuts,
    },
  ];
}

/** Where one can go. */
function usePlaces({ can }: Me): PaletteAction[] {
  const { t } = useTranslation('search');
  const places: Action[] = [
    { id: 'annotations', also: 'commentaires questions comments notes', icon: IconMessage2, does: '/annotations' },
    { id: 'home', also: 'accueil debut start dashboard', icon: IconHome, does: '/' },
    { id: 'communities', also: 'groupes annuaire groups directory rejoindre join', icon: IconLayoutGrid, does: '/communities' },
    { id: 'wiki', also: 'pages documentation', icon: IconBooks, does: '/wiki' },
    { id: 'notifications', also: 'nouveautes cloche bell news', icon: IconBell, does: '/notifications' },
    { id: 'notificationSettings', also: 'preferences mails courriels settings', icon: IconBell, does: '/notifications/settings' },
    { id: 'reviews', also: 'relecture revision review', icon: IconListCheck, does: '/reviews' },
    { id: 'trash', also: 'supprime restaurer deleted restore bin', icon: IconTrash, does: '/trash' },
    { id: 'profile', also: 'compte photo mot de passe account password', icon: IconUser, does: '/profile' },
    { id: 'sessions', also: 'deconnecter securite security devices', icon: IconDevices, does: '/profile#sessions' },
    ...(can.administer || can.audit ? [{ id: 'administration', also: 'reglages settings admin', icon: IconSettings, does: '/admin' }] : []),
    ...(can.administer ? [{ id: 'people', also: 'utilisateurs inviter users invite admin', icon: IconUsers, does: '/admin/people' }] : []),
    ...(can.audit ? [{ id: 'audit', also: 'trace historique log admin', icon: IconHistory, does: '/admin/audit' }] : []),
  ];
  const FIRST = new Set(['annotations', 'trash']);
  return places.map((place) => ({ ...place, label: t(`action.${place.id as 'home'}`), first: FIRST.has(place.id) }));
}
