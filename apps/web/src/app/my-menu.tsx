import { Menu, UnstyledButton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { IconDevices, IconKeyboard, IconLanguage, IconLogout, IconTrash, IconUser } from '@tabler/icons-react';
import { Suspense, lazy, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { myself, useEditMe, useSignOut } from '../features/people/people.queries.ts';
import { removeCopiesOf } from '../features/wiki/editing/copies.ts';
import { tellWho, unsavedPages } from '../features/wiki/editing/unsaved.ts';
import { speak } from '../lib/i18n.ts';
import { queryClient } from '../lib/query-client.ts';
import { Portrait } from '../ui/portrait.tsx';
import { stopListening } from './realtime.ts';
import { showShortcuts } from './shortcuts.tsx';
import classes from './top-bar.module.css';

const SignOutAnyway = lazy(async () => ({ default: (await import('../features/wiki/editing/sign-out-anyway.tsx')).SignOutAnyway }));
const icon = { size: 18, stroke: 1.6, 'aria-hidden': true } as const;

/** What one can do with one's own account. */
export function MyMenu() {
  const { t, i18n } = useTranslation();
  const { data: me } = useQuery(myself);
  const edit = useEditMe();
  const signOut = useSignOut();
  const navigate = useNavigate();
  const [unsaved, warn] = useState(0);
  if (!me) return null;
  const other = i18n.language === 'fr' ? 'en' : 'fr';
  const leave = async () => {
    await signOut.mutateAsync({});
    tellWho(null);
    stopListening();
    queryClient.clear();
    await navigate({ to: '/sign-in' });
    await removeCopiesOf(me.id);
  };
  // What is not saved goes from this device with the account.
  const askFirst = () => {
    const { length } = unsavedPages(me.id);
    if (length > 0) warn(length);
    else void leave();
  };
  return (
    <>
      <Menu>
        <Menu.Target>
          <UnstyledButton className={classes['icon'] ?? ''}>
            <Portrait person={me} size="s" />
            <span className="visually-hidden">{t('nav.me', { name: me.name })}</span>
          </UnstyledButton>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Label>
            <b className={classes['name']}>{me.name}</b>
            {me.email}
          </Menu.Label>
          <Menu.Item component={Link} to="/profile" leftSection={<IconUser {...icon} />}>
            {t('nav.profile')}
          </Menu.Item>
          <Menu.Item component={Link} to="/profile" hash="sessions" leftSection={<IconDevices {...icon} />}>
            {t('nav.sessions')}
          </Menu.Item>
          <Menu.Item component={Link} to="/trash" leftSection={<IconTrash {...icon} />}>
            {t('nav.trash')}
          </Menu.Item>
          <Menu.Item
            leftSection={<IconLanguage {...icon} />}
            lang={other}
            onClick={() => {
              void speak(other);
              edit.mutate({ body: { language: other } });
            }}
          >
            {other === 'fr' ? 'Français' : 'English'}
          </Menu.Item>
          <Menu.Item
            leftSection={<IconKeyboard {...icon} />}
            rightSection={<kbd className={classes['key']}>?</kbd>}
            className={classes['noPhone'] ?? ''}
            onClick={showShortcuts}
          >
            {t('shortcuts.title')}
          </Menu.Item>
          <Menu.Divider />
          <Menu.Item leftSection={<IconLogout {...icon} />} onClick={askFirst}>
            {t('nav.signOut')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {unsaved > 0 && (
        <Suspense>
          <SignOutAnyway count={unsaved} onConfirm={() => void leave()} onClose={() => warn(0)} />
        </Suspense>
      )}
    </>
  );
}
