import { NotificationKind, type NotificationView } from '@parvis/shared';
import { act, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import i18next from 'i18next';
import { beforeAll, describe, expect, it } from 'vitest';
import { speak, speakAlso } from '../../lib/i18n.ts';
import { show } from '../../test-screen.tsx';
import { Bell } from './bell.tsx';
import { NotificationList } from './notification-list.tsx';
import { unreadCount } from './notifications.queries.ts';
import { wordsOf } from './words.ts';

const person = (name: string) => ({ id: `00000000-0000-7000-8000-0000000000${name.length}1`, name, photoId: null, active: true });
const told = (given: Partial<NotificationView> = {}): NotificationView => ({
  id: 'n1',
  kind: 'mentioned',
  unread: true,
  at: '2026-11-20T10:00:00.000Z',
  actors: [person('Ana')],
  actorCount: 1,
  page: { id: 'p1', title: 'Carte', slug: 'carte' },
  annotationId: 'a1',
  community: { id: 'c1', name: 'Ouvrages', slug: 'ouvrages', emblem: 0, visibility: 'open' },
  excerpt: 'Qu’en dis-tu, @Bob ?',
  url: '/p/p1/carte?annotation=a1',
  ...given,
});
describe('a notification in words', () => {
  beforeAll(async () => {
    await speak('fr');
    await speakAlso('notifications');
  });
  const say = (given: Partial<NotificationView>) => {
    const { who, did, what } = wordsOf(told(given), i18next.getFixedT(null, 'notifications'), i18next.language);
    return `${who} ${did} ${what}`.trim();
  };

  it('says who did what to what, one or many', () => {
    expect(say({})).toBe('Ana vous mentionne dans Carte');
    const actors = [person('Ana'), person('Bob')];
    expect(say({ kind: 'replied', actors, actorCount: 2 })).toBe('Ana et Bob ont répondu dans Carte');
    expect(say({ kind: 'replied', actors, actorCount: 5 })).toBe('Ana, Bob et 3 autres personnes ont répondu dans Carte');
    expect(say({ kind: 'asked', page: null })).toBe('Ana demande à rejoindre Ouvrages');
    expect(say({ kind: 'review-due', actors: [], actorCount: 0 })).toBe('À relire\u00a0: Carte');
    expect(say({ kind: 'updated', actors: [], actorCount: 0 })).toBe('Quelqu’un a modifié Carte');
  });

  it.each(['fr', 'en'] as const)('has them for every kind in %s', async (language) => {
    await speak(language);
    for (const kind of NotificationKind.options)
      for (const actorCount of [1, 2]) expect(say({ kind, actorCount })).not.toMatch(/told\.|\{\{|undefined/);
    await speak('fr');
  });
});

describe('the bell', () => {
  it('counts what is new, and says that something came, not what was there', async () => {
    const { client } = await show(<Bell className="icon" />, { 'GET /api/notifications/unread': { unread: 2 } });
    expect(await screen.findByRole('button', { name: 'Notifications, 2 nouvelles' })).toHaveAttribute('aria-expanded', 'false');
    expect(screen.getByRole('status')).toBeEmptyDOMElement();
    act(() => void client.setQueryData(unreadCount.queryKey, { unread: 3 }));
    await waitFor(() => expect(screen.getByRole('status')).toHaveTextContent('Nouvelle notification'));
    act(() => void client.setQueryData(unreadCount.queryKey, { unread: 0 }));
    expect(await screen.findByRole('button', { name: 'Notifications' })).toBeVisible();
    expect(screen.getByRole('status')).toBeEmptyDOMElement();
    act(() => void client.setQueryData(unreadCount.queryKey, { unread: 100 }));
    expect(await screen.findByRole('button', { name: 'Notifications, plus de 99 nouvelles' })).toHaveTextContent('99+');
  });

  it('opens the newest, closes by Escape and gives the focus back', async () => {
    await show(<Bell className="icon" />, {
      'GET /api/notifications/unread': { unread: 1 },
      'GET /api/notifications?limit=12': { items: [told()], unread: 1, nextCursor: null },
    });
    const bell = await screen.findByRole('button', { name: 'Notifications, 1 nouvelle' });
    await userEvent.click(bell);
    expect(await screen.findByRole('dialog', { name: 'Notifications' })).toBeVisible();
    expect(await screen.findByRole('link', { name: /Ana vous mentionne dans Carte/ })).toHaveAttribute('href', '/p/p1/carte?annotation=a1');
    await userEvent.keyboard('{Escape}');
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(bell).toHaveFocus();
  });
});

describe('the list', () => {
  const answers = (items: NotificationView[]) => ({ 'GET /api/notifications': { items, unread: items.length, nextCursor: null } });

  it('marks as read by going there, and by the button', async () => {
    const { asked } = await show(<NotificationList show="all" />, {
      ...answers([told(), told({ id: 'n2', page: { id: 'p2', title: 'Autre', slug: 'autre' } })]),
      'PUT /api/notifications/n1/read': { unread: 1 },
      'PUT /api/notifications/n2/read': { unread: 0 },
    });
    await userEvent.click(await screen.findByRole('link', { name: /Autre/ }));
    await waitFor(() => expect(asked).toContain('PUT /api/notifications/n2/read'));
    await userEvent.click((await screen.findAllByRole('button', { name: 'Marquer comme lu' }))[0]!);
    await waitFor(() => expect(asked).toContain('PUT /api/notifications/n1/read'));
  });

  it('says that there is nothing, and what went wrong', async () => {
    await show(<NotificationList show="unread" />, { 'GET /api/notifications?unread=true': { items: [], unread: 0, nextCursor: null } });
    expect(await screen.findByRole('heading', { name: 'Tout est lu' })).toBeVisible();
    await show(<NotificationList show="all" />, {});
    expect(await screen.findByRole('heading', { name: 'Il n’y a rien ici' })).toBeVisible();
  });

  it('shows an excerpt as text, whatever it holds', async () => {
    await show(<NotificationList show="all" />, answers([told({ excerpt: '<img src=x onerror=alert(1)>' })]));
    expect(await screen.findByText('<img src=x onerror=alert(1)>')).toBeVisible();
    expect(document.querySelector('img[src="x"]')).toBeNull();
  });
});
