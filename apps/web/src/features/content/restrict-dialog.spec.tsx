import type { AudienceView, PersonChip } from '@parvis/shared';
import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it, vi } from 'vitest';
import { show } from '../../test-screen.tsx';
import { changeTo } from './audience-change.ts';
import { RestrictDialog } from './restrict-dialog.tsx';

const person = (name: string): PersonChip => ({ id: name.toLowerCase(), name, photoId: null, active: true });
const [ana, bob, cléo] = [person('Ana'), person('Bob'), person('Cléo')];
const COMMUNITY = { id: 'c', slug: 'ponts', name: 'Ponts', emblem: 1, visibility: 'open' as const };
const audience = (given: Partial<AudienceView>): AudienceView => ({
  rule: 'open-community',
  community: COMMUNITY as NonNullable<AudienceView['community']>,
  count: 0,
  partners: 0,
  restrictedBy: null,
  people: [],
  listed: null,
  can: { restrict: true },
  ...given,
});

it('counts who loses access where more read than are named', () => {
  expect(changeTo(audience({ count: 84, people: [ana, bob] }), [bob], ana).losing).toEqual({ count: 82, people: null });
});

it('names those who lose access and those who get it, and never counts oneself out', () => {
  const change = changeTo(audience({ rule: 'list-in-community', count: 2, people: [ana, bob], listed: [ana, bob] }), [cléo], ana);
  expect(change.losing.people).toEqual([bob]);
  expect(change.gaining).toEqual([cléo]);
});

/** A picker that offers one person. */
const Picker = ({ actionFor, onPick }: { actionFor: (name: string) => string; onPick: (one: PersonChip) => void }) => (
  <button type="button" onClick={() => onPick(cléo)}>
    {actionFor(cléo.name)}
  </button>
);
const open = (now: AudienceView, answers: Record<string, unknown> = {}) => {
  const onClose = vi.fn();
  return show(<RestrictDialog content={{ id: 'p', title: 'Appuis' }} me={ana} PersonPicker={Picker} opened onClose={onClose} />, {
    'GET /api/contents/p/audience': now,
    ...answers,
  }).then((shown) => ({ ...shown, onClose }));
};

it('restricts an open page to chosen people, and says before who loses access', async () => {
  const { asked, onClose } = await open(audience({ count: 84, people: [ana, bob] }), {
    'PUT /api/contents/p/audience': audience({ rule: 'list-in-community', count: 2, people: [ana, cléo], listed: [ana, cléo] }),
  });
  expect(await screen.findByLabelText(/Tous les lecteurs de «\sPonts\s»/)).toBeChecked();
  await userEvent.click(screen.getByLabelText(/Seulement des personnes choisies/));
  expect(screen.getByText(/83 personnes ne pourront plus la lire/)).toHaveTextContent('Vous serez la seule personne');
  await userEvent.click(screen.getByRole('button', { name: 'Ajouter Cléo' }));
  expect(screen.getByText(/82 personnes ne pourront plus la lire/)).not.toHaveTextContent('la seule personne');
  await userEvent.click(screen.getByRole('button', { name: 'Enregistrer' }));
  await waitFor(() => expect(onClose).toHaveBeenCalled());
  const [, init] = vi.mocked(fetch).mock.calls.find(([, sent]) => sent?.method === 'PUT') ?? [];
  expect(JSON.parse(String(init?.body))).toEqual({ audience: 'participants', participantIds: ['ana', 'cléo'] });
  expect(asked).toContain('PUT /api/contents/p/audience');
});

it('names whoever is taken off a list, keeps oneself on it, and opens the page again', async () => {
  await open(audience({ rule: 'list-in-community', count: 2, people: [ana, bob], listed: [ana, bob] }), {
    'PUT /api/contents/p/audience': audience({ count: 84 }),
  });
  expect(await screen.findByText('vous, toujours')).toBeInTheDocument();
  await userEvent.click(screen.getByRole('button', { name: 'Retirer Bob' }));
  expect(screen.getByText(/Bob ne pourra plus la lire/)).toBeInTheDocument();
  await userEvent.click(screen.getByLabelText(/Tous les lecteurs de/));
  expect(screen.getByText(/redevient lisible/)).toBeInTheDocument();
  await userEvent.click(screen.getByRole('button', { name: 'Enregistrer' }));
  await waitFor(() => {
    const [, init] = vi.mocked(fetch).mock.calls.find(([, sent]) => sent?.method === 'PUT') ?? [];
    expect(JSON.parse(String(init?.body))).toEqual({ audience: 'community' });
  });
});

it('says which page decides when the restriction comes from above', async () => {
  await open(audience({ rule: 'list-in-community', count: 2, people: [ana, bob], restrictedBy: { id: 'top', title: 'Marchés' } }));
  expect(await screen.findByLabelText(/Comme la page «\sMarchés\s»/)).toBeChecked();
});
