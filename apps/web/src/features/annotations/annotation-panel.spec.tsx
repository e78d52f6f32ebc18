import type { AnchorChange, AnnotationReply, AnnotationView } from '@parvis/shared';
import { act, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it, vi } from 'vitest';
import { speakAlso } from '../../lib/i18n.ts';
import { show } from '../../test-screen.tsx';
import { ToastHost } from '../../ui/toast.tsx';
import { ANA, LEO, PAGE_ID, REVISION_ID, idOf, lost, thread } from './annotation.fixture.ts';
import { AnnotationPanel } from './annotation-panel.tsx';
import { annotationsOf } from './annotations.queries.ts';
import { Desk } from './desk.ts';
import type { PanelTools } from './panel-context.ts';

/** jsdom lays nothing out. */
Element.prototype.scrollIntoView = () => undefined;
window.scrollTo = () => undefined;

const LIST = `GET /api/annotations?sourceId=${PAGE_ID}`;
const REPLY: AnnotationReply = {
  id: idOf(90),
  author: ANA,
  body: { type: 'doc', content: [{ type: 'paragraph', content: [{ type: 'text', text: 'Plutôt deux.' }] }] },
  text: 'Plutôt deux.',
  createdAt: '2026-02-01T08:00:00.000Z',
  editedAt: null,
  reactions: [{ reaction: 'thanks', count: 1, mine: false, people: [LEO] }],
  can: { edit: true, delete: true },
};
const page = { id: PAGE_ID, slug: 'appuis', title: 'Appuis', text: 'Texte', versionId: REVISION_ID, community: { name: 'Ponts' } };
const list = (...items: AnnotationView[]) => ({ items, nextCursor: null, can: { annotate: true } });

/** The panel over the text, as on a phone, with one thread open. */
async function open(answers: Record<string, unknown>, annotation = idOf(1)) {
  const tools = {
    page,
    me: ANA,
    member: false,
    desk: new Desk(PAGE_ID, ANA.id),
    beside: false,
    Body: ({ document }: { document: unknown }) => <p>{/"text":"([^"]*)"/.exec(JSON.stringify(document))?.[1]}</p>,
    searchPeople: async () => [],
  } as unknown as PanelTools;
  const shown = await show(
    <>
      <AnnotationPanel {...tools} />
      <ToastHost />
    </>,
    answers,
  );
  await act(() => speakAlso('annotations'));
  await act(() => shown.router.navigate({ to: `/p/${PAGE_ID}/appuis?annotation=${annotation}` }));
  return { ...shown, desk: tools.desk };
}
const card = (name: RegExp) => screen.findByRole('article', { name });

describe('a thread in the panel', () => {
  it('takes reactions to each answer as to itself', async () => {
    const one = thread(1, { replies: [REPLY] });
    const reactions = ['thanks', 'agree'].map((reaction) => [`PUT /api/annotations/${REPLY.id}/reactions/${reaction}`, one]);
    const { asked } = await open({ [LIST]: list(one), ...Object.fromEntries(reactions) });
    const answers = within(await card(/Commentaire de Ana Roche/)).getByRole('list', { name: 'Réponses' });
    await userEvent.click(within(answers).getByRole('button', { name: /Merci\s: Léo Martin/ }));
    await waitFor(() => expect(asked).toContain(`PUT /api/annotations/${REPLY.id}/reactions/thanks`));
    await userEvent.click(within(answers).getByRole('button', { name: 'Réagir' }));
    await userEvent.click(await screen.findByRole('menuitem', { name: 'D’accord' }));
    await waitFor(() => expect(asked).toContain(`PUT /api/annotations/${REPLY.id}/reactions/agree`));
  });

  it('shows one’s own reaction as pressed, and takes it back', async () => {
    const mine = { ...REPLY, reactions: [{ reaction: 'thanks' as const, count: 2, mine: true, people: [LEO, ANA] }] };
    const one = thread(1, { replies: [mine] });
    const { asked } = await open({ [LIST]: list(one), [`DELETE /api/annotations/${REPLY.id}/reactions/thanks`]: one });
    const reaction = within(await card(/Commentaire de Ana Roche/)).getByRole('button', { name: /Merci\s: Léo Martin et Ana Roche/ });
    expect(reaction).toHaveAttribute('aria-pressed', 'true');
    await userEvent.click(reaction);
    await waitFor(() => expect(asked).toContain(`DELETE /api/annotations/${REPLY.id}/reactions/thanks`));
  });

  it.each([ANA, LEO])('gives back an answer that was deleted to its author, here $name, and to nobody who moderates', async (author) => {
    const one = thread(1, { replies: [{ ...REPLY, author }] });
    const { asked } = await open({
      [LIST]: list(one),
      [`DELETE /api/annotations/${REPLY.id}`]: '',
      [`PUT /api/annotations/${REPLY.id}/restoration`]: one,
    });
    await userEvent.click(await screen.findByRole('button', { name: `Autres actions pour la réponse de ${author.name}` }));
    await userEvent.click(await screen.findByRole('menuitem', { name: 'Supprimer' }));
    expect(await screen.findByText('Réponse supprimée')).toBeInTheDocument();
    const undo = screen.queryByRole('button', { name: 'Annuler' });
    if (author === LEO) return expect(undo).toBeNull();
    await userEvent.click(undo!);
    return waitFor(() => expect(asked).toContain(`PUT /api/annotations/${REPLY.id}/restoration`));
  });

  it('without its place says so, leads to the version that it was made on, and waits for a new selection', async () => {
    const { desk } = await open({ [LIST]: list(lost(1)) });
    const orphan = within(await card(/Commentaire de Ana Roche/));
    expect(orphan.getByText('A perdu sa place')).toBeInTheDocument();
    expect(orphan.getByRole('link', { name: 'Voir la version annotée' })).toHaveAttribute(
      'href',
      `/p/${PAGE_ID}/appuis/versions?to=${REVISION_ID}&read=true`,
    );
    await userEvent.click(orphan.getByRole('button', { name: 'Rattacher' }));
    expect(desk.read().attaching).toBe(idOf(1));
    expect(screen.getByText(/^Sélectionnez le passage dans le texte/)).toBeInTheDocument();
  });

  it.each<[string, AnnotationView, string]>([
    ['is where it was', thread(1), 'Le passage est revenu où il était'],
    ['has none', lost(1), 'L’annotation n’a plus de place. Vous pouvez la rattacher au bon passage.'],
  ])('tells what happened to its place, and after taking that back that it %s', async (_, after, told) => {
    const one = thread(1, { target: { state: 'CHANGED', exact: 'Texte neuf' } });
    const change = (id: string, part: Partial<AnchorChange>): AnchorChange => ({
      id,
      at: '2026-02-01T08:00:00.000Z',
      state: 'SAFE',
      method: 'same',
      start: 0,
      end: 5,
      exact: 'Texte',
      revisionId: REVISION_ID,
      by: null,
      undoes: null,
      ...part,
    });
    const log = [change('2', { state: 'CHANGED', method: 'difference', exact: 'Texte neuf' }), change('1', { by: ANA })];
    await open({
      [LIST]: list(one),
      [`GET /api/annotations/${one.id}/places`]: { items: log, nextCursor: null },
      [`DELETE /api/annotations/${one.id}/target`]: after,
    });
    expect(await screen.findByText('Texte neuf', { selector: 'ins' })).toBeInTheDocument();
    await userEvent.click(await screen.findByRole('button', { name: /Autres actions pour l’annotation/ }));
    await userEvent.click(await screen.findByRole('menuitem', { name: 'Suivre le passage' }));
    const story = await screen.findByRole('region', { name: 'Ce qu’est devenu le passage' });
    expect(await within(story).findByText('Le texte a changé')).toBeInTheDocument();
    await userEvent.click(await within(story).findByRole('button', { name: 'Annuler le dernier changement' }));
    expect(await screen.findByText(told)).toBeInTheDocument();
  });
});

describe('the panel', () => {
  it('offers nothing to write where one may only read', async () => {
    const can = { edit: false, delete: false, resolve: false, reply: false, place: false };
    await open({ [LIST]: { ...list(thread(1, { can, reactions: REPLY.reactions })), can: { annotate: false } } });
    const only = within(await card(/Commentaire de Ana Roche/));
    expect(only.getByRole('button', { name: /Merci\s: Léo Martin/ })).toBeDisabled();
    for (const name of ['Répondre', 'Résoudre', 'Réagir']) expect(only.queryByRole('button', { name })).toBeNull();
    expect(screen.queryByRole('button', { name: 'Annoter toute la page' })).toBeNull();
  });

  it('keeps nothing of what was there once access to it is lost, and all of it while the network is', async () => {
    const answers: Record<string, unknown> = { [LIST]: list(thread(1)) };
    const { client } = await open(answers);
    expect(await screen.findByText('Propos 1')).toBeInTheDocument();
    vi.stubGlobal('fetch', () => Promise.reject(new TypeError('offline')));
    await act(() => client.refetchQueries(annotationsOf(PAGE_ID)).catch(() => undefined));
    expect(await screen.findByText(/Le réseau ne répond pas\s: voici les annotations/)).toBeInTheDocument();
    expect(screen.getByText('Propos 1')).toBeInTheDocument();
    vi.stubGlobal('fetch', async () => new Response(JSON.stringify({ status: 404, code: 'not-found', title: 'x' }), { status: 404 }));
    await act(() => client.refetchQueries(annotationsOf(PAGE_ID)).catch(() => undefined));
    await waitFor(() => expect(screen.queryByText('Propos 1')).toBeNull());
  });
});
