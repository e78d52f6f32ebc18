import { act, fireEvent, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { IconTrash } from '@tabler/icons-react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { show } from '../../../test-screen.tsx';
import type { PaletteAction } from './actions.ts';
import { PaletteList } from './palette-list.tsx';
import { Palette } from './palette.tsx';

/** jsdom knows the element, not what it does. */
HTMLDialogElement.prototype.showModal = function showModal() {
  this.open = true;
};
HTMLDialogElement.prototype.close = function close() {
  this.open = false;
};
Element.prototype.scrollIntoView = () => undefined;

const page = (id: string, title: string) => ({
  id,
  title,
  slug: id,
  titleParts: [{ text: title, hit: true }],
  community: null,
  parentTitle: null,
  visited: false,
});
const answerOf = (...titles: string[]) => ({ pages: titles.map((title) => page(title.toLowerCase(), title)), people: [], communities: [] });
const trash: PaletteAction = { id: 'trash', label: 'Ouvrir la corbeille', also: 'bin', icon: IconTrash, first: true, does: '/trash' };

/** Answers of the server by what is looked for; each waits until it is let go, where `held` says so. */
const server = {
  answers: new Map<string, object>(),
  held: new Map<string, () => void>(),
  holds: false,
  given: [] as string[],
  givenUp: [] as string[],
};

beforeEach(() => {
  server.answers = new Map([['', answerOf('Lue')]]);
  server.held.clear();
  server.holds = false;
  server.given = [];
  server.givenUp = [];
});
afterEach(() => vi.restoreAllMocks());

async function open(
  actions: PaletteAction[] = [trash],
  community: { id: string; name: string } | null = null,
  pageId: string | null = null,
) {
  const onClose = vi.fn();
  const part = (
    <Palette onClose={onClose}>
      {(field) => <PaletteList field={field} actions={actions} community={community} pageId={pageId} onClose={onClose} />}
    </Palette>
  );
  vi.stubGlobal('open', vi.fn());
  const shown = await show(part);
  vi.stubGlobal('fetch', (address: string, init: RequestInit) => answer(address, init.signal ?? undefined));
  shown.client.clear();
  await shown.client.invalidateQueries();
  const field = await screen.findByRole('combobox');
  return { ...shown, onClose, field };
}

function answer(address: string, signal: AbortSignal | undefined): Promise<Response> {
  const q = new URLSearchParams(address.split('?')[1]).get('q') ?? '';
  server.given.push(q);
  return new Promise((resolve, reject) => {
    signal?.addEventListener('abort', () => {
      server.givenUp.push(q);
      reject(new DOMException('', 'AbortError'));
    });
    const give = () => resolve(new Response(JSON.stringify(server.answers.get(q) ?? answerOf())));
    if (server.holds) server.held.set(q, give);
    else give();
  });
}
const letGo = (q: string) => act(async () => server.held.get(q)?.());
const options = () => screen.getAllByRole('option').map((option) => option.textContent);
const meant = () => screen.getByRole('option', { selected: true }).textContent;

it('offers what was read last and what one can do, before anything is typed', async () => {
  await open([trash, { ...trash, id: 'later', label: 'Autre chose', first: false }]);
  await waitFor(() => expect(options()).toEqual(['Lue', 'Ouvrir la corbeille']));
  expect(screen.getByRole('group', { name: 'Lus récemment' })).toBeVisible();
});

it('leaves out the page one is at from what was read last', async () => {
  server.answers.set('', answerOf('Lue', 'Ici'));
  await open([], null, 'ici');
  await waitFor(() => expect(options()).toEqual(['Lue']));
});

it('asks from the second letter on, and then offers what is found, what is called so, and the way to all results', async () => {
  server.answers.set('co', answerOf('Corrosion'));
  const { field } = await open();
  await userEvent.type(field, 'c');
  await new Promise((resolve) => setTimeout(resolve, 150));
  expect(server.given).not.toContain('c');
  await userEvent.type(field, 'o');
  await waitFor(() => expect(options()).toEqual(['Corrosion', 'Ouvrir la corbeille', 'Chercher « co » partout']));
});

it('puts actions first for whoever types the beginning of what one is called', async () => {
  server.answers.set('corb', answerOf('Corbeau'));
  server.answers.set('ouvrir', answerOf('Ouvrir un chantier'));
  const { field } = await open();
  await userEvent.type(field, 'corb');
  await waitFor(() => expect(options().slice(0, 2)).toEqual(['Corbeau', 'Ouvrir la corbeille']));
  await userEvent.clear(field);
  await userEvent.type(field, 'ouvrir');
  await waitFor(() => expect(options().slice(0, 2)).toEqual(['Ouvrir la corbeille', 'Ouvrir un chantier']));
});

it('goes up and down with the arrow keys, around the ends, and says which line is meant', async () => {
  server.answers.set('ap', answerOf('Appui', 'Appel'));
  const { field } = await open();
  await userEvent.type(field, 'ap');
  await waitFor(() => expect(options()).toHaveLength(3));
  expect(meant()).toBe('Appui');
  await userEvent.keyboard('{ArrowDown}');
  expect(meant()).toBe('Appel');
  expect(field).toHaveAttribute('aria-activedescendant', screen.getByRole('option', { name: 'Appel' }).id);
  await userEvent.keyboard('{ArrowUp}{ArrowUp}');
  expect(meant()).toBe('Chercher « ap » partout');
  await userEvent.keyboard('{ArrowDown}');
  expect(meant()).toBe('Appui');
});

it('opens the line by Enter and closes', async () => {
  server.answers.set('ap', answerOf('Appui', 'Appel'));
  const { field, router, onClose } = await open();
  await userEvent.type(field, 'ap');
  await waitFor(() => expect(options()).toHaveLength(3));
  await userEvent.keyboard('{ArrowDown}{Enter}');
  await waitFor(() => expect(router.state.location.pathname).toBe('/p/appel/appel'));
  expect(onClose).toHaveBeenCalled();
});

it('opens the line in another tab by Ctrl + Enter and stays', async () => {
  server.answers.set('ap', answerOf('Appui'));
  const { field, router, onClose } = await open();
  await userEvent.type(field, 'ap');
  await waitFor(() => expect(options()).toContain('Appui'));
  await userEvent.keyboard('{Control>}{Enter}{/Control}');
  expect(window.open).toHaveBeenCalledWith('/p/appui/appui', '_blank', 'noopener');
  expect(onClose).not.toHaveBeenCalled();
  expect(router.state.location.pathname).toBe('/');
});

it('waits for the answer to what was typed when Enter came before it, instead of opening what was found before', async () => {
  server.answers.set('pla', answerOf('Plan'));
  server.answers.set('plaq', answerOf('Plaque'));
  const { field, router } = await open();
  await userEvent.type(field, 'pla');
  await waitFor(() => expect(options()).toContain('Plan'));
  server.holds = true;
  await userEvent.type(field, 'q{Enter}');
  await waitFor(() => expect(server.held.has('plaq')).toBe(true));
  expect(router.state.location.pathname).toBe('/');
  await letGo('plaq');
  await waitFor(() => expect(router.state.location.pathname).toBe('/p/plaque/plaque'));
});

it('gives up a question that is no longer asked, and never shows its answer', async () => {
  server.answers.set('bé', answerOf('Bétail'));
  server.answers.set('béton', answerOf('Béton'));
  const { field } = await open();
  server.holds = true;
  await userEvent.type(field, 'bé');
  await waitFor(() => expect(server.held.has('bé')).toBe(true));
  await userEvent.type(field, 'ton');
  await waitFor(() => expect(server.held.has('béton')).toBe(true));
  expect(server.givenUp).toEqual(['bé']);
  await letGo('béton');
  await waitFor(() => expect(options()).toContain('Béton'));
  await letGo('bé');
  expect(options()).not.toContain('Bétail');
});

it('does not take the Enter that ends the writing of a character', async () => {
  const { field, router } = await open();
  await waitFor(() => expect(options()).toContain('Lue'));
  fireEvent.keyDown(field, { key: 'Enter', isComposing: true });
  expect(router.state.location.pathname).toBe('/');
});

it('leads to all results, of the community one is in as well; Tab reaches them', async () => {
  const { field } = await open([], { id: 'k1', name: 'Ponts' });
  await userEvent.type(field, '"plan de pose"');
  const everywhere = await screen.findByRole('option', { name: /partout$/ });
  const here = screen.getByRole('option', { name: /dans «\sPonts\s»$/ });
  // In quotes twice: the address keeps the ones that were typed.
  expect(everywhere).toHaveAttribute('href', `/search?q=${encodeURIComponent('"\\"plan de pose\\""').replaceAll('%20', '+')}`);
  expect(here.getAttribute('href')).toContain('community=k1');
  await userEvent.tab();
  expect(screen.getByRole('link', { name: 'Tous les résultats' })).toHaveFocus();
});

it('does what an action says and closes', async () => {
  const does = vi.fn();
  const { onClose } = await open([{ ...trash, does }]);
  await userEvent.click(await screen.findByRole('option', { name: 'Ouvrir la corbeille' }));
  expect(does).toHaveBeenCalledOnce();
  expect(onClose).toHaveBeenCalledOnce();
});

it('closes by Escape and by the key that opened it', async () => {
  const { onClose, field } = await open();
  fireEvent(screen.getByRole('dialog'), new Event('cancel', { cancelable: true }));
  fireEvent.keyDown(field, { key: 'k', ctrlKey: true });
  expect(onClose).toHaveBeenCalledTimes(2);
});

it('still offers actions and all results while the server does not answer', async () => {
  const { field } = await open();
  vi.stubGlobal('fetch', () => Promise.reject(new TypeError('offline')));
  await userEvent.type(field, 'corb');
  expect(await screen.findByText(/Le réseau ne répond pas/)).toBeVisible();
  await waitFor(() => expect(options()).toContain('Ouvrir la corbeille'));
});

it('says how many there are once one has stopped typing', async () => {
  server.answers.set('ap', answerOf('Appui', 'Appel'));
  const { field } = await open();
  await userEvent.type(field, 'ap');
  await waitFor(() => expect(screen.getByText('2 suggestions')).toHaveAttribute('role', 'status'), { timeout: 2_000 });
});
