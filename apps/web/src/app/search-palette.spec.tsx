import { act, fireEvent, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it } from 'vitest';
import { show } from '../test-screen.tsx';
import { SearchButton } from './search-button.tsx';
import { SearchPalette } from './search-palette.tsx';

/** jsdom knows the element, not what it does. */
HTMLDialogElement.prototype.showModal = function showModal() {
  this.open = true;
};
HTMLDialogElement.prototype.close = function close() {
  this.open = false;
};
Element.prototype.scrollIntoView = () => undefined;

const me = (can: object) => ({ 'GET /api/me': { id: 'm', name: 'Ana', roles: [], can } });
const ponts = { id: 'k1', slug: 'ponts', name: 'Ponts', emblem: 0, visibility: 'open' };
const quais = { id: 'k2', slug: 'quais', name: 'Quais', emblem: 1, visibility: 'open' };
const appuis = { id: 'p1', title: 'Appuis', slug: 'appuis', community: ponts };
const mine = (...communities: object[]) => ({ 'GET /api/communities?filter=mine': { items: communities, nextCursor: null } });

async function open(answers: Record<string, unknown> = {}, address = '/') {
  const shown = await show(
    <>
      <SearchButton />
      <SearchPalette />
    </>,
    answers,
  );
  await act(() => shown.router.navigate({ to: address }));
  await screen.findByRole('button', { name: /^Chercher/ });
  fireEvent.keyDown(document.body, { key: 'k', ctrlKey: true });
  return shown;
}
const actions = async () => {
  await screen.findByRole('group', { name: 'Actions' }, { timeout: 5_000 });
  return screen.getAllByRole('option').map(({ textContent }) => textContent?.replace(/\s/g, ' '));
};

it('opens by its key and by its button, and closes by its key', async () => {
  await open();
  const field = await screen.findByRole('combobox');
  fireEvent.keyDown(field, { key: 'k', ctrlKey: true });
  await waitFor(() => expect(screen.queryByRole('combobox')).toBeNull());
  await userEvent.click(screen.getByRole('button', { name: /^Chercher/ }));
  expect(await screen.findByRole('combobox')).toBeVisible();
});

it('can be typed into at once, before the list is there', async () => {
  await open(me({}));
  await userEvent.type(screen.getByRole('combobox'), 'corbeille');
  expect(await screen.findByRole('option', { name: 'Ouvrir la corbeille' }, { timeout: 5_000 })).toBeVisible();
  expect(screen.getByRole('combobox')).toHaveValue('corbeille');
});

it('leaves its key to whoever took it before, as the editor does for links, and to a dialog that is open', async () => {
  await show(
    <>
      <button type="button" onKeyDown={(event) => event.preventDefault()}>
        éditeur
      </button>
      <SearchPalette />
    </>,
  );
  fireEvent.keyDown(await screen.findByRole('button', { name: 'éditeur' }), { key: 'k', ctrlKey: true });
  expect(screen.queryByRole('combobox')).toBeNull();
  const dialog = document.body.appendChild(document.createElement('div'));
  dialog.setAttribute('aria-modal', 'true');
  fireEvent.keyDown(document.body, { key: 'k', ctrlKey: true });
  expect(screen.queryByRole('combobox')).toBeNull();
  dialog.remove();
  fireEvent.keyDown(document.body, { key: 'k', ctrlKey: true });
  expect(screen.getByRole('combobox')).toBeVisible();
});

it('offers only what this person may do', async () => {
  await open(me({}));
  const offered = await actions();
  expect(offered).toContain('Ouvrir la corbeille');
  expect(offered).not.toContain('Créer une communauté');
  await userEvent.type(screen.getByRole('combobox'), 'admin');
  await waitFor(() => expect(screen.getAllByRole('option')).toHaveLength(1));
});

it('offers the administration, the journal and communities to those who may', async () => {
  await open(me({ administer: true, audit: true, createCommunity: true }));
  expect(await actions()).toContain('Créer une communauté');
  await userEvent.type(screen.getByRole('combobox'), 'admin');
  expect(await screen.findByRole('option', { name: 'Lire le journal d’audit' })).toHaveAttribute('href', '/admin/audit');
});

it('offers what one may do with the page one is at, there first', async () => {
  const page = (can: object) => ({ 'GET /api/pages/p1': { ...appuis, can } });
  await open({ ...me({}), ...page({ edit: true, createChild: true }) }, '/p/p1/appuis');
  await waitFor(async () =>
    expect((await actions()).slice(0, 4)).toEqual([
      'Modifier cette page',
      'Voir les versions de cette page',
      'Créer une page sous « Appuis »',
      'Créer une page dans « Ponts »',
    ]),
  );
});

it('offers none of it to somebody who only reads', async () => {
  const page = { 'GET /api/pages/p1': { ...appuis, can: { edit: false, createChild: false } } };
  await open({ ...me({}), ...page }, '/p/p1/appuis');
  await waitFor(async () => expect(await actions()).toContain('Voir les versions de cette page'));
  expect((await actions()).filter((action) => /Modifier|Créer/.test(action ?? ''))).toEqual([]);
});

it('begins a page in any of one’s communities where one may write', async () => {
  await open({ ...me({}), ...mine({ ...ponts, can: { writePages: true } }, { ...quais, can: { writePages: false } }) });
  await actions();
  await userEvent.type(screen.getByRole('combobox'), 'créer page');
  const options = await screen.findAllByRole('option', { name: /^Créer une page/ });
  expect(options.map((option) => option.getAttribute('href'))).toEqual(['/c/ponts/nouvelle-page']);
});
