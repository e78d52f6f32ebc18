import { act, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it } from 'vitest';
import { show } from '../test-screen.tsx';
import { CreateMenu } from './create-menu.tsx';

const me = (createCommunity: boolean) => ({ 'GET /api/me': { name: 'Ana', can: { createCommunity } } });
const ponts = (writePages: boolean) => ({ 'GET /api/communities/ponts': { slug: 'ponts', name: 'Ponts', can: { writePages } } });
const appuis = {
  'GET /api/pages/p1': { id: 'p1', title: 'Appuis', community: { slug: 'ponts', name: 'Ponts' }, can: { createChild: true } },
};

const open = async (address: string, answers: Record<string, unknown>) => {
  const { router } = await show(<CreateMenu />, answers);
  await act(() => router.navigate({ to: address }));
  const button = await screen.findByRole('button', { name: 'Créer' }).catch(() => null);
  if (button) await userEvent.click(button);
  return screen.queryAllByRole('menuitem').map((item) => [item.textContent, item.getAttribute('href')]);
};

it('offers a community anywhere', async () => {
  expect(await open('/', me(true))).toEqual([['Une communauté', '/communities?new=true']]);
});

it('offers a page in the community where one may write', async () => {
  const items = await open('/c/ponts', { ...me(true), ...ponts(true) });
  expect(items[0]).toEqual([expect.stringContaining('Une page dans'), '/c/ponts/nouvelle-page']);
  expect(items).toHaveLength(2);
});

it('offers none where one only reads', async () => {
  expect(await open('/c/ponts', { ...me(true), ...ponts(false) })).toHaveLength(1);
});

it('offers a page below the one that is read', async () => {
  const items = await open('/p/p1/appuis', { ...me(false), ...appuis });
  expect(items[0]).toEqual([expect.stringContaining('Appuis'), '/c/ponts/nouvelle-page?parent=p1']);
  expect(items.map(([words]) => words)).not.toContain('Une communauté');
});

it('is not there for somebody who can create nothing', async () => {
  await show(<CreateMenu />, me(false));
  expect(screen.queryByRole('button')).toBeNull();
});
