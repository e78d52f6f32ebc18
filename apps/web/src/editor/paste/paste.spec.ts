import { waitFor } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { editorWith, paragraph, paste, press, shape } from '../editor.test-kit.ts';
import { looksLikeMarkdown } from './looks-like.ts';

/** What reads Markdown comes with its own file, the first time. */
const READING_MAY_TAKE_MS = 15_000;

describe('plain text that is Markdown', () => {
  it.each([
    '# Titre\n\ntexte',
    '- un\n- deux',
    '- [ ] faire',
    '1. un\n2. deux',
    '```js\nx\n```',
    '| a | b |\n|---|---|\n| 1 | 2 |',
    'du **gras** ici',
    '[lien](https://a.fr)',
    '> dit',
    '$$\nx\n$$',
  ])('is known by its signs: %j', (text) => expect(looksLikeMarkdown(text)).toBe(true));
  it.each([
    'Une phrase.',
    'Une phrase - avec un tiret.',
    '5 * 3 * 2',
    '- un seul tiret',
    'a_b_c',
    'M. Le Goff, 12 rue X\n44000 Nantes',
    '#hashtag',
    'cout: 5 $ et 6 $',
  ])('is not seen where there is none: %j', (text) => expect(looksLikeMarkdown(text)).toBe(false));

  it('becomes blocks', { timeout: 2 * READING_MAY_TAKE_MS }, async () => {
    const editor = editorWith();
    paste(editor, {
      'text/plain':
        '# Titre\n\nDu **gras** et $x$.\n\n- [x] fait\n- [ ] à faire\n\n```sql\nselect 1\n```\n\n| a | b |\n|---|:-:|\n| 1 | 2 |',
    });
    await waitFor(() => expect(shape(editor)).toHaveLength(5), { timeout: READING_MAY_TAKE_MS });
    expect(shape(editor)).toMatchObject([
      { 'heading level=1': ['Titre'] },
      { paragraph: ['Du ', 'gras [bold]', ' et ', 'inlineFormula latex=x', '.'] },
      { taskList: [{ 'taskItem checked=true': [{ paragraph: ['fait'] }] }, { taskItem: [{ paragraph: ['à faire'] }] }] },
      { 'codeBlock language=sql': ['select 1'] },
      { table: [{ tableRow: [{ tableHeader: [{ paragraph: ['a'] }] }, { 'tableHeader align=center': [{ paragraph: ['b'] }] }] }, {}] },
    ]);
    editor.destroy();
  });

  it('stays text with Ctrl + Shift + V', () => {
    const editor = editorWith();
    editor.view.dom.dispatchEvent(new KeyboardEvent('keydown', { key: 'V', ctrlKey: true, shiftKey: true, bubbles: true }));
    paste(editor, { 'text/plain': '# Titre' });
    expect(editor.getText()).toBe('# Titre');
    expect(shape(editor)).toEqual([{ paragraph: ['# Titre'] }]);
    editor.destroy();
  });

  it('stays text in code', () => {
    const editor = editorWith({ type: 'codeBlock', attrs: { id: 'a', language: null, title: null } });
    paste(editor, { 'text/plain': '# Titre\n- un\n- deux' });
    expect(shape(editor)).toEqual([{ codeBlock: ['# Titre\n- un\n- deux'] }]);
    editor.destroy();
  });
});

describe('an address', () => {
  it('alone on its line becomes a card', () => {
    const editor = editorWith();
    paste(editor, { 'text/plain': 'https://www.youtube.com/watch?v=1' });
    expect(shape(editor)).toEqual(['embed url=https://www.youtube.com/watch?v=1', 'paragraph']);
    editor.destroy();
  });

  it('links the words that are chosen', () => {
    const editor = editorWith(paragraph('le plan'));
    editor.commands.setTextSelection({ from: 4, to: 8 });
    paste(editor, { 'text/plain': 'https://a.fr' });
    expect(shape(editor)).toEqual([{ paragraph: ['le ', 'plan [link{"href":"https://a.fr"}]'] }]);
    editor.destroy();
  });

  it('of a page of the workplace leads there by its id', () => {
    const editor = editorWith(paragraph('voir '));
    const id = '0199f0aa-0000-7000-8000-000000000001';
    paste(editor, { 'text/plain': `${window.location.origin}/p/${id}/titre#partie` });
    expect(JSON.stringify(shape(editor))).toContain('pageLink');
    expect(JSON.stringify(editor.getJSON())).toContain(`{"pageId":"${id}","anchor":"partie"}`);
    editor.destroy();
  });

  it('that may not be opened stays words', () => {
    const editor = editorWith(paragraph('le plan'));
    editor.commands.setTextSelection({ from: 4, to: 8 });
    paste(editor, { 'text/plain': 'javascript:alert(1)' });
    expect(JSON.stringify(editor.getJSON())).not.toContain('"link"');
    editor.destroy();
  });
});

describe('HTML of other programs', () => {
  it.each([
    [
      'Google Docs',
      '<b style="font-weight:normal" id="docs-internal-guid-1"><p><span style="font-weight:700">Gras</span> non</p></b>',
      [{ paragraph: ['Gras [bold]', ' non'] }],
    ],
    [
      'GitHub',
      '<ul class="contains-task-list"><li class="task-list-item"><input type="checkbox" checked> fait</li></ul>',
      [{ taskList: [{ 'taskItem checked=true': [{ paragraph: ['fait'] }] }] }],
    ],
    [
      'a site',
      '<details open><summary>Plus</summary><p>texte</p></details>',
      [{ 'details open=true': [{ detailsSummary: ['Plus'] }, { detailsContent: [{ paragraph: ['texte'] }] }] }],
    ],
    ['a site with a frame', '<iframe src="https://player.example/1"></iframe>', ['embed url=https://player.example/1']],
    [
      'a formula',
      '<p>soit <span class="katex"><math><annotation encoding="application/x-tex">x^2</annotation></math><span>x2</span></span></p>',
      [{ paragraph: ['soit ', 'inlineFormula latex=x^2'] }],
    ],
    ['a program', '<pre><code class="language-js">a\n  b</code></pre>', [{ 'codeBlock language=js': ['a\n  b'] }]],
  ])('is read: %s', (_, html, expected) => {
    const editor = editorWith();
    paste(editor, { 'text/html': html });
    const blocks = shape(editor) as unknown[];
    expect(blocks.at(-1) === 'paragraph' ? blocks.slice(0, -1) : blocks).toEqual(expected);
    editor.destroy();
  });

  it('comes back from our own clipboard whole', () => {
    const editor = editorWith(
      { type: 'callout', attrs: { id: 'a', kind: 'danger' }, content: [paragraph('Non', 'b')] },
      { type: 'tabs', attrs: { id: 'c' }, content: [{ type: 'tab', attrs: { title: 'Un' }, content: [paragraph('x', 'd')] }] },
      { type: 'steps', attrs: { id: 'e' }, content: [{ type: 'step', attrs: { title: 'Poser' }, content: [paragraph('y', 'f')] }] },
      { type: 'formula', attrs: { id: 'g', latex: '\\frac{1}{2}' } },
      {
        type: 'file',
        attrs: { id: 'h', fileId: '0199f0aa-0000-7000-8000-000000000002', name: 'a b.pdf', size: 12, mediaType: 'application/pdf' },
      },
      { type: 'kept', attrs: { id: 'i', format: 'gitbook', source: '{% x %}', reason: 'x' } },
      paragraph('', 'z'),
    );
    const before = shape(editor);
    press(editor, 'a', { ctrlKey: true });
    editor.commands.selectAll();
    const { dom } = editor.view.serializeForClipboard(editor.state.selection.content());
    const other = editorWith();
    paste(other, { 'text/html': dom.innerHTML });
    expect((shape(other) as unknown[]).slice(0, 6)).toEqual((before as unknown[]).slice(0, 6));
    editor.destroy();
    other.destroy();
  });
});
