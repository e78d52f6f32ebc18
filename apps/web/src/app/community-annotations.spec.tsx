import type { CommunityView, ListedAnnotation } from '@parvis/shared';
import { act, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import { ToastHost } from '../ui/toast.tsx';
import { show } from '../test-screen.tsx';
import { CommunityAnnotations } from './community-annotations.tsx';

const LIST = '/api/communities/k1/annotations';
const ANA = { id: '0199a000-0000-7000-8000-0000000000a1', name: 'Ana Le Goff', photoId: null, active: true };
const ponts = { id: 'k1', slug: 'ponts', name: 'Ponts' } as CommunityView;
const around = {
  'GET /api/me': ANA,
  'GET /api/communities/k1/annotation-counts': { questions: 2, corrections: 0, comments: 4, orphans: 1 },
};

function annotation(id: string, part: object = {}, target: object = {}): ListedAnnotation {
  return {
    id,
    sourceId: 'p1',
    motivation: 'questioning',
    visibility: 'page',
    status: 'open',
    author: ANA,
    text: `Ce que dit ${id}`,
    createdAt: '2026-03-02T08:00:00.000Z',
    target: { whole: false, state: 'SAFE', exact: `passage de ${id}`, original: null, ...target },
    replies: [],
    can: { resolve: true },
    page: { id: 'p1', slug: 'appuis', title: 'Appuis', community: { slug: 'ponts', name: 'Ponts' } },
    ...part,
  } as unknown as ListedAnnotation;
}
const list = (...items: ListedAnnotation[]) => ({ items, nextCursor: null });

async function open(answers: Record<string, unknown>, search = '') {
  const shown = await show(
    <>
      <CommunityAnnotations community={ponts} />
      <ToastHost />
    </>,
    { ...around, ...answers },
  );
  await act(() => shown.router.navigate({ to: `/c/ponts/annotations${search}` }));
  return shown;
}
const row = async (id: string) => (await screen.findByText(`passage de ${id}`)).closest('li')!;

describe('the annotations of a community', () => {
  it('stand with their passage, which leads to the thread, and with what became of it', async () => {
    await open({
      [`GET ${LIST}`]: list(
        annotation('a1'),
        annotation(
          'a2',
          { motivation: 'commenting', visibility: 'private', replies: [{}, {}] },
          { state: 'ORPHAN', exact: null, original: { exact: 'passage de a2' } },
        ),
        annotation('a3', { motivation: 'highlighting' }, { exact: '\ufffc passage de a3' }),
      ),
    });
    expect(within(await row('a1')).getByRole('link', { name: 'passage de a1' })).toHaveAttribute('href', '/p/p1/appuis?annotation=a1');
    expect(await row('a1')).toHaveTextContent('Question');
    expect(await row('a2')).toHaveTextContent(/A perdu sa place.*Vous seulement/);
    expect(await row('a2')).toHaveTextContent('2 réponses');
    const highlight = (await screen.findByText('▢ passage de a3')).closest('li')!;
    expect(within(highlight).queryByRole('button')).toBeNull();
  });

  it('say how many wait, each with its address', async () => {
    await open({ [`GET ${LIST}`]: list() });
    expect(await screen.findByRole('link', { name: 'Questions ouvertes (2)' })).toHaveAttribute(
      'href',
      '/c/ponts/annotations?show=questions',
    );
    expect(screen.getByRole('link', { name: 'Ont perdu leur place (1)' })).toBeInTheDocument();
    expect(screen.getByRole('heading', { name: 'Aucune annotation pour l’instant' })).toBeInTheDocument();
  });

  it('go on where the list goes on', async () => {
    await open({
      [`GET ${LIST}`]: { items: [annotation('a1')], nextCursor: 'next' },
      [`GET ${LIST}?cursor=next`]: list(annotation('a2')),
    });
    await row('a1');
    await userEvent.click(screen.getByRole('button', { name: 'Voir la suite' }));
    await row('a2');
    expect(screen.queryByRole('button', { name: 'Voir la suite' })).toBeNull();
  });

  it('are narrowed by what the address says, and what is shown needs no choice of its own', async () => {
    const narrowed = `GET ${LIST}?motivation=questioning&status=open`;
    const answers = { [`${narrowed}&mine=true`]: list(), [`${narrowed}&state=CHANGED&mine=true`]: list(), [narrowed]: list() };
    const { asked, router } = await open(answers, '?show=questions&author=me');
    expect(await screen.findByRole('heading', { name: 'Aucune annotation ici' })).toBeInTheDocument();
    expect(screen.queryByLabelText('Type')).toBeNull();
    expect(screen.getByLabelText('Par qui')).toHaveValue('me');
    await userEvent.selectOptions(screen.getByLabelText('Passage'), 'Texte modifié');
    await waitFor(() => expect(asked).toContain(`${narrowed}&state=CHANGED&mine=true`));
    expect(router.state.location.search).toEqual({ show: 'questions', author: 'me', state: 'CHANGED' });
    await userEvent.click(await screen.findByRole('button', { name: 'Retirer les filtres' }));
    expect(await screen.findByRole('heading', { name: 'Aucune question ouverte' })).toBeInTheDocument();
  });

  it('are resolved from there, which can be taken back', async () => {
    const { asked } = await open({
      [`GET ${LIST}`]: list(annotation('a1')),
      'PUT /api/annotations/a1/resolution': annotation('a1', { status: 'resolved' }),
      'DELETE /api/annotations/a1/resolution': annotation('a1'),
    });
    await userEvent.click(within(await row('a1')).getByRole('button', { name: 'Résoudre' }));
    await userEvent.click(await screen.findByRole('button', { name: 'Annuler' }));
    await waitFor(() => expect(asked).toContain('DELETE /api/annotations/a1/resolution'));
  });

  it('say why one was not resolved, and that a list was not to be had', async () => {
    await open({ [`GET ${LIST}`]: list(annotation('a1')) });
    await userEvent.click(within(await row('a1')).getByRole('button', { name: 'Résoudre' }));
    expect(await within(await row('a1')).findByRole('alert')).toBeInTheDocument();
    await open({});
    expect(await screen.findByRole('heading', { name: 'Il n’y a rien ici' })).toBeInTheDocument();
  });
});
