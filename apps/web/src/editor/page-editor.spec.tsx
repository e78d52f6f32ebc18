import type { PageRef } from '@parvis/shared';
import { MantineProvider } from '@mantine/core';
import { act, render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { RouterProvider, createMemoryHistory, createRootRoute, createRoute, createRouter } from '@tanstack/react-router';
import type { Doc } from 'yjs';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { given, paragraph, sharedDocument, type } from './editor.test-kit.ts';
import { PageEditor, type PageEditorHandle, type PageEditorProps } from './page-editor.tsx';

const PAGE: PageRef = { id: '0199f0aa-0000-7000-8000-000000000001', title: 'Dossier de l’ouvrage', slug: 'dossier' };
const AICHA = { id: '0199f0aa-0000-7000-8000-0000000000a2', name: 'Aïcha Benali', photoId: null, active: true, canRead: false };

async function open(document: Doc, more: Partial<PageEditorProps> = {}): Promise<{ handle: PageEditorHandle; box: HTMLElement }> {
  let handle: PageEditorHandle | undefined;
  const props: PageEditorProps = {
    document,
    awareness: null,
    user: { id: 'me', name: 'Moi', colour: 0 },
    editable: true,
    pageId: 'p',
    communityId: 'c',
    onReady: (ready) => {
      handle = ready;
    },
    ...given(),
    ...more,
  };
  const root = createRootRoute({
    component: () => (
      <MantineProvider>
        <PageEditor {...props} />
      </MantineProvider>
    ),
  });
  const page = createRoute({ getParentRoute: () => root, path: '/p/$id/$slug' });
  const router = createRouter({ routeTree: root.addChildren([page]), history: createMemoryHistory() });
  await router.load();
  render(<RouterProvider router={router as never} />);
  const box = await screen.findByRole('textbox', { name: 'Texte de la page' });
  await waitFor(() => expect(handle).toBeDefined());
  return { handle: handle!, box };
}

/** TipTap hangs the editor on its element. */
const editorOf = (box: HTMLElement) => (box as HTMLElement & { editor: Parameters<typeof type>[0] }).editor;
const write = (box: HTMLElement, text: string) => act(async () => type(editorOf(box), text));

afterEach(() => vi.restoreAllMocks());

describe('the editor of a page', () => {
  it('is a named field that tells its words and headings', async () => {
    const onChange = vi.fn();
    const { handle, box } = await open(
      sharedDocument(
        { type: 'heading', attrs: { id: 'h', level: 2 }, content: [{ type: 'text', text: 'Avant la pose' }] },
        paragraph('L’appareil d’appui', 'a'),
      ),
      { onChange },
    );
    expect(box).toHaveAttribute('aria-multiline', 'true');
    expect(handle.facts()).toMatchObject({ words: 5, headings: [{ id: 'h', level: 2, text: 'Avant la pose' }], uploads: 0 });
    expect(onChange).toHaveBeenCalled();
  });

  it('cannot be written in where one may only read', async () => {
    const { box } = await open(sharedDocument(paragraph('Un', 'a')), { editable: false });
    expect(box).toHaveAttribute('contenteditable', 'false');
    expect(screen.queryByRole('toolbar')).toBeNull();
  });

  it('has a toolbar that is one stop, with arrows inside', async () => {
    await open(sharedDocument(paragraph('Un', 'a')));
    const bar = screen.getByRole('toolbar', { name: 'Mise en forme' });
    const tools = [...bar.querySelectorAll<HTMLElement>('button, select')];
    expect(tools.filter(({ tabIndex }) => tabIndex === 0)).toHaveLength(1);
    tools[0]!.focus();
    await userEvent.keyboard('{ArrowRight}{End}');
    expect(tools.at(-1)).toHaveFocus();
    expect(tools.filter(({ tabIndex }) => tabIndex === 0)).toEqual([tools.at(-1)]);
    for (const tool of tools) expect(tool).toHaveAccessibleName();
  });

  it('inserts a block from the list that `/` opens', async () => {
    const { box, handle } = await open(sharedDocument(paragraph('', 'a')));
    await write(box, '/etap');
    const list = await screen.findByRole('listbox', { name: 'Insérer un bloc' });
    const first = within(list).getAllByRole('option')[0]!;
    expect(first).toHaveTextContent('Étapes');
    expect(first).toHaveAttribute('aria-selected', 'true');
    expect(box.getAttribute('aria-activedescendant')).toBe(first.id);
    await act(async () => first.click());
    expect(handle.read().content?.[0]?.type).toBe('steps');
    expect(screen.queryByRole('listbox')).toBeNull();
    expect(box).not.toHaveAttribute('aria-activedescendant');
  });

  it('links a page that `[[` finds', async () => {
    const searchPages = vi.fn(async () => [PAGE]);
    const { box, handle } = await open(sharedDocument(paragraph('voir ', 'a')), { searchPages });
    await act(async () => editorOf(box).commands.setTextSelection(6));
    await write(box, '[[doss');
    await act(async () => (await screen.findByRole('option', { name: PAGE.title })).click());
    expect(searchPages).toHaveBeenLastCalledWith('doss', expect.any(AbortSignal));
    expect(JSON.stringify(handle.read())).toContain(`"pageId":"${PAGE.id}"`);
  });

  it('warns before naming somebody who cannot read the page', async () => {
    const { box, handle } = await open(sharedDocument(paragraph('', 'a')), { searchPeople: async () => [AICHA] });
    await write(box, '@aï');
    const option = await screen.findByRole('option', { name: /Aïcha Benali/ });
    expect(option).toHaveTextContent('Ne peut pas lire cette page');
    await act(async () => option.click());
    expect(JSON.stringify(handle.read())).toContain(AICHA.id);
    expect(JSON.stringify(handle.read())).not.toContain('Aïcha');
    expect(await screen.findByText('Aïcha Benali')).toBeVisible();
  });

  it('sends a picture, and asks for its words when it stands there', async () => {
    let arrive: (() => void) | undefined;
    const upload = vi.fn<PageEditorProps['upload']>(
      (file, onProgress) =>
        new Promise((resolve) => {
          onProgress(0.4);
          arrive = () => resolve({ id: PAGE.id, name: file.name, mediaType: 'image/png', size: 3, width: 10, height: 10 });
        }),
    );
    const { handle } = await open(sharedDocument(paragraph('Un', 'a'), paragraph('Deux', 'b')), { upload });
    const input = document.querySelector<HTMLInputElement>('input[type=file]')!;
    await userEvent.upload(input, new File(['png'], 'coupe.png', { type: 'image/png' }));
    expect(await screen.findByRole('progressbar', { name: /coupe\.png/ })).toHaveValue(0.4);
    expect(handle.facts().uploads).toBe(1);
    await act(async () => arrive?.());
    await waitFor(() => expect(handle.read().content?.map((node) => node.type)).toContain('image'));
    expect(await screen.findByRole('button', { name: 'Décrire l’image' })).toBeVisible();
  });

  it('keeps a file that could not be sent, to be tried again', async () => {
    const upload = vi.fn<PageEditorProps['upload']>(async () => {
      throw new Error('offline');
    });
    await open(sharedDocument(paragraph('Un', 'a')), { upload });
    await userEvent.upload(
      document.querySelector<HTMLInputElement>('input[type=file]')!,
      new File(['x'], 'plan.pdf', { type: 'application/pdf' }),
    );
    await userEvent.click(await screen.findByRole('button', { name: 'Réessayer' }));
    expect(upload).toHaveBeenCalledTimes(2);
    await userEvent.click(await screen.findByRole('button', { name: 'Retirer' }));
    await waitFor(() => expect(screen.queryByText(/plan\.pdf/)).toBeNull());
  });

  it('finds and replaces', async () => {
    const { handle } = await open(sharedDocument(paragraph('un appui, deux appuis', 'a')));
    act(() => handle.find(true));
    await userEvent.type(screen.getByRole('textbox', { name: 'Rechercher' }), 'appui');
    expect(screen.getByText('1 sur 2')).toBeVisible();
    await userEvent.type(screen.getByRole('textbox', { name: 'Remplacer par' }), 'support');
    await userEvent.click(screen.getByRole('button', { name: 'Tout remplacer' }));
    expect(JSON.stringify(handle.read())).toContain('un support, deux supports');
    expect(screen.getByText('2 remplacements')).toBeVisible();
  });

  it('lets a menu move the block', async () => {
    const { box, handle } = await open(sharedDocument(paragraph('Un', 'a'), paragraph('Deux', 'b')));
    await act(async () => editorOf(box).commands.setTextSelection(6));
    await userEvent.click(screen.getByRole('button', { name: 'Déplacer ou transformer ce bloc' }));
    await userEvent.click(await screen.findByRole('menuitem', { name: /Monter/ }));
    expect(handle.read().content?.map(({ attrs }) => attrs && 'id' in attrs && attrs.id)).toEqual(['b', 'a']);
  });
});
