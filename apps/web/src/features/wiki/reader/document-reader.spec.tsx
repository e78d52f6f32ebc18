import { type DocumentNode, nodesOf, pageText } from '@parvis/shared/document';
import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { FOLDER, SECRET_ID, SECTION_FILE, bearings, p } from './reader.fixture.ts';
import { read } from './reader.test-kit.tsx';

const text = (value: string, ...marks: unknown[]) => ({ type: 'text', text: value, marks }) as DocumentNode;

afterEach(() => vi.restoreAllMocks());

describe('a document that is read', () => {
  it('carries the id of every block that has one', async () => {
    const root = await read(bearings);
    const ids = [...nodesOf(bearings)].flatMap((node) => (node.attrs && 'id' in node.attrs && node.attrs.id ? [node.attrs.id] : []));
    expect([...root.querySelectorAll('[data-block-id]')].map((element) => element.getAttribute('data-block-id'))).toEqual(ids);
  });

  it('shows every word of the text', async () => {
    const root = await read(bearings);
    for (const added of root.querySelectorAll('[data-ui]')) added.remove();
    for (const words of pageText(bearings)
      .split(/[\n\ufffc]+/)
      .filter(Boolean))
      expect(root.textContent).toContain(words);
  });

  it('draws every mark, and one link where its emphasis changes', async () => {
    const root = await read(bearings);
    for (const tag of ['strong', 'em', 's', 'code', 'u', 'mark', 'sup', 'sub']) expect(root.querySelector(tag), tag).toBeTruthy();
    expect(screen.getByRole('link', { name: 'dossier de l’ouvrage' })).toHaveAttribute('href', `/p/${FOLDER.id}/${FOLDER.slug}#pieces`);
  });

  it('says so when it is empty', async () => {
    const root = await read([{ type: 'paragraph', attrs: { id: 'a' } }]);
    expect(root).toHaveTextContent('Cette page est encore vide.');
  });

  it('sets a short first paragraph as the lead, never the only one', async () => {
    expect((await read([p('Un.'), p('Deux.')])).querySelectorAll('.lead')).toHaveLength(1);
    expect((await read([p('Un.')])).querySelectorAll('.lead')).toHaveLength(0);
    expect((await read([p('x'.repeat(400)), p('Deux.')])).querySelectorAll('.lead')).toHaveLength(0);
  });

  it('stands a hundred levels, and thirty thousand characters', async () => {
    let deep: DocumentNode = p('au fond');
    for (let level = 0; level < 100; level++) deep = { type: 'blockquote', attrs: { id: `q${level}` }, content: [deep] };
    expect(await read([deep])).toHaveTextContent('au fond');
    const long = Array.from({ length: 340 }, () => p('Cent caractères de texte, '.repeat(4)));
    expect((await read(long)).querySelectorAll('p')).toHaveLength(340);
  });
});

describe('headings', () => {
  it('are led to by anchors of their own, from the second level on', async () => {
    const root = await read(bearings);
    const anchors = [...root.querySelectorAll('h2')].map(({ id }) => id);
    expect(anchors).toEqual(['avant-la-pose', 'le-jour-de-la-pose', 'apres-le-transfert-de-charge', 'avant-la-pose-2']);
    expect(root.querySelector('h1')).toBeNull();
  });

  it('give their address to be sent', async () => {
    const user = userEvent.setup();
    await read(bearings);
    await user.click(screen.getAllByRole('link', { name: /Lien vers cette partie\s: Avant la pose/ })[1]!);
    await waitFor(async () => expect(await navigator.clipboard.readText()).toMatch(/#avant-la-pose-2$/));
  });
});

describe('blocks', () => {
  it('name callouts by a word', async () => {
    await read(bearings);
    for (const word of ['À savoir', 'Conseil', 'Attention', 'Danger']) expect(screen.getByRole('note', { name: word })).toBeInTheDocument();
  });

  it('name tasks after what is to be done, and nobody ticks them here', async () => {
    await read(bearings);
    expect(screen.getByRole('checkbox', { name: 'Étiquettes photographiées' })).toBeChecked();
    const open = screen.getByRole('checkbox', { name: 'Gabarit contrôlé par une seconde personne' });
    expect(open).not.toBeChecked();
    expect(open).toBeDisabled();
  });

  it('fold details as the writer left them', async () => {
    const root = await read(bearings);
    expect([...root.querySelectorAll<HTMLDetailsElement>('details[data-block-id]')].map(({ open }) => open)).toEqual([false, true]);
  });

  it('unfold details for the printer, and fold them again', async () => {
    const root = await read(bearings);
    const [first] = root.querySelectorAll<HTMLDetailsElement>('details[data-block-id]');
    window.dispatchEvent(new Event('beforeprint'));
    expect(first!.open).toBe(true);
    window.dispatchEvent(new Event('afterprint'));
    expect(first!.open).toBe(false);
  });

  it('say what heads a table’s columns, and how they are aligned', async () => {
    const root = await read(bearings);
    const table = screen.getByRole('table', { name: /Tableau\s: Contrôle, Tolérance, Moyen/ });
    expect(
      within(table)
        .getAllByRole('columnheader')
        .map((cell) => cell.getAttribute('scope')),
    ).toEqual(['col', 'col', 'col']);
    expect(within(table).getByRole('cell', { name: /^± 5\smm$/ })).toHaveClass('right');
    expect(root.querySelectorAll('thead')).toHaveLength(2);
  });

  it('let the keyboard reach a table only where it scrolls', async () => {
    const width = vi.spyOn(HTMLElement.prototype, 'scrollWidth', 'get').mockImplementation(function wide(this: HTMLElement) {
      return this.textContent?.includes('Ouvrage') && this.querySelector('table') ? 900 : 0;
    });
    await read(bearings);
    expect(screen.getAllByRole('region')).toHaveLength(1);
    expect(screen.getByRole('region')).toHaveAttribute('tabindex', '0');
    width.mockRestore();
  });

  it('number steps and begin ordered lists where the writer did', async () => {
    const root = await read(bearings);
    expect(root.querySelectorAll('ol.steps > li')).toHaveLength(3);
    expect(root.querySelector('ol[start]')).toHaveAttribute('start', '3');
  });

  it('offer files with their size', async () => {
    await read(bearings);
    const link = screen.getByRole('link', { name: /Fiche de réception.*Télécharger 1,4\sMo/ });
    expect(link.getAttribute('href')).toMatch(/^\/api\/files\/[\w-]+\?download=true$/);
  });

  it('lead elsewhere by cards that load nothing', async () => {
    const root = await read(bearings);
    for (const name of [/Pose d’un appareil d’appui en huit minutes.*youtube\.com/, /Ancien plan de calepinage.*images\.example\.org/]) {
      const card = screen.getByRole('link', { name });
      expect(card).toHaveAttribute('target', '_blank');
      expect(card).toHaveAttribute('rel', 'noopener noreferrer');
    }
    expect(root.querySelectorAll('iframe, embed, object, video')).toHaveLength(0);
    expect([...root.querySelectorAll('img')].every((image) => image.getAttribute('src')?.startsWith('/api/files/'))).toBe(true);
  });

  it('show what an import kept, with its source', async () => {
    await read(bearings);
    const kept = screen.getByRole('note', { name: 'Bloc gardé tel quel.' });
    expect(kept).toHaveTextContent('Voir sa source GitBook');
    expect(kept).toHaveTextContent('{% swagger method="get"');
  });
});

describe('a page that the reader may not see', () => {
  it('is not named, and nothing leads to it', async () => {
    const root = await read(bearings);
    expect(root.innerHTML).not.toContain('Licenciements');
    expect(root.innerHTML).not.toContain(SECRET_ID);
    expect(root).toHaveTextContent('Page qui ne vous est pas accessible');
    expect(screen.queryByRole('link', { name: /retour d’expérience/ })).toBeNull();
  });

  it('is named by its present title once it may be seen', async () => {
    const root = await read(bearings);
    expect(screen.getByRole('link', { name: FOLDER.title })).toBeInTheDocument();
    expect(root).not.toHaveTextContent('ancien titre');
  });
});

describe('pictures', () => {
  it('keep their place while they come, and let the browser choose a width', async () => {
    await read(bearings);
    const picture = screen.getByRole('img', { name: /^Coupe d’un appareil/ });
    expect(picture).toHaveAttribute('width', '1600');
    expect(picture).toHaveAttribute('height', '900');
    expect(picture).toHaveAttribute('loading', 'lazy');
    expect(picture.getAttribute('srcset')).toBe(
      `/api/files/${SECTION_FILE}?size=640 640w, /api/files/${SECTION_FILE}?size=1280 1280w, /api/files/${SECTION_FILE} 1600w`,
    );
  });

  it('are seen whole by Enter, and give the focus back when closed', async () => {
    const user = userEvent.setup();
    await read(bearings);
    const button = screen.getByRole('button', { name: /Agrandir l’image/ });
    button.focus();
    await user.keyboard('{Enter}');
    const dialog = screen.getByRole('dialog');
    expect(dialog).toContainElement(document.activeElement as HTMLElement);
    await user.click(within(dialog).getByRole('button', { name: 'Fermer' }));
    expect(screen.queryByRole('dialog')).toBeNull();
    expect(button).toHaveFocus();
  });

  it('that are gone say so', async () => {
    const root = await read(bearings);
    fireEvent.error(screen.getByRole('img', { name: /^Coupe d’un appareil/ }));
    expect(root).toHaveTextContent('Cette image n’est plus disponible');
  });
});

describe('tabs', () => {
  const chosen = () => screen.getByRole('tab', { selected: true }).textContent;

  it('are walked by the arrows, and only the chosen one is a stop', async () => {
    const user = userEvent.setup();
    await read(bearings);
    screen.getByRole('tab', { name: 'Élastomère fretté' }).focus();
    await user.keyboard('{ArrowRight}');
    expect(chosen()).toBe('Appui à pot');
    expect(screen.getByRole('tab', { name: 'Appui à pot' })).toHaveFocus();
    await user.keyboard('{ArrowRight}{ArrowRight}');
    expect(chosen()).toBe('Élastomère fretté');
    await user.keyboard('{End}');
    expect(chosen()).toBe('Appui sphérique');
    expect(screen.getAllByRole('tab').map(({ tabIndex }) => tabIndex)).toEqual([-1, -1, 0]);
  });

  it('keep hidden panels in the page, and open the one in which the browser found something', async () => {
    const root = await read(bearings);
    const panels = [...root.querySelectorAll('[role=tabpanel]')];
    expect(panels.map((panel) => panel.getAttribute('hidden'))).toEqual([null, 'until-found', 'until-found']);
    act(() => void panels[1]!.dispatchEvent(new Event('beforematch')));
    expect(chosen()).toBe('Appui à pot');
    expect(panels.map((panel) => panel.getAttribute('hidden'))).toEqual(['until-found', null, 'until-found']);
  });
});

describe('code', () => {
  it('gets its colours later, with the same words', async () => {
    const root = await read(bearings);
    const code = root.querySelector('code[data-run]')!;
    const words = code.textContent;
    expect(code.querySelector('span')).toBeNull();
    await waitFor(() => expect(code.querySelector('.hljs-keyword')).toHaveTextContent('def'), { timeout: 5_000 });
    expect(code.textContent).toBe(words);
  });

  it('stays plain in a language that is not known', async () => {
    const root = await read([{ type: 'codeBlock', attrs: { id: 'c', language: 'constructor', title: null }, content: [text('a = 1')] }]);
    await act(() => new Promise((resolve) => setTimeout(resolve, 120)));
    expect(root.querySelector('code')).toHaveTextContent('a = 1');
    expect(root.querySelector('code span')).toBeNull();
  });

  it('is copied whole', async () => {
    const user = userEvent.setup();
    await read(bearings);
    const [button] = screen.getAllByRole('button', { name: 'Copier' });
    await user.click(button!);
    await waitFor(() => expect(button).toHaveTextContent('Copié'));
    expect(await navigator.clipboard.readText()).toContain('return deplacement / hauteur');
  });
});

describe('what this version does not know', () => {
  const future = (attrs: object, content?: DocumentNode[]) =>
    ({ type: 'mermaid', attrs: { id: 'm', ...attrs }, content }) as unknown as DocumentNode;

  it('is shown rather than dropped: its words, its blocks, its settings', async () => {
    const root = await read([future({ source: 'graph TD' }, [text('mots'), p('un paragraphe connu')])]);
    for (const words of ['mermaid', 'mots', 'un paragraphe connu', 'graph TD']) expect(root).toHaveTextContent(words);
    expect(root.querySelector('[data-block-id=m]')).toBeTruthy();
  });

  it('stands in a line with its words', async () => {
    const mention = { type: 'badge', attrs: { id: 'x', label: '@Aïcha' } } as unknown as DocumentNode;
    expect(await read([p('Bonjour ', mention, text('.', { type: 'sparkle' }))])).toHaveTextContent('Bonjour @Aïcha.');
  });

  it('may be called like something of the language', async () => {
    for (const type of ['constructor', '__proto__', 'toString'])
      expect(await read([{ type, content: [p('toujours lu')] } as unknown as DocumentNode])).toHaveTextContent('toujours lu');
  });
});
