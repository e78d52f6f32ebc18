import { describe, expect, it } from 'vitest';
import { editorWith, press, shape, type } from '../editor.test-kit.ts';

function typed(...lines: string[]): unknown {
  const editor = editorWith();
  lines.forEach((line, index) => {
    if (index > 0) press(editor, 'Enter');
    type(editor, line);
  });
  const result = shape(editor);
  editor.destroy();
  return result;
}

describe('what one types in Markdown', () => {
  it.each([
    ['# Titre', [{ 'heading level=1': ['Titre'] }]],
    ['### Titre', [{ 'heading level=3': ['Titre'] }]],
    ['- un', [{ bulletList: [{ listItem: [{ paragraph: ['un'] }] }] }]],
    ['* un', [{ bulletList: [{ listItem: [{ paragraph: ['un'] }] }] }]],
    ['1. un', [{ orderedList: [{ listItem: [{ paragraph: ['un'] }] }] }]],
    ['3. trois', [{ 'orderedList start=3': [{ listItem: [{ paragraph: ['trois'] }] }] }]],
    ['[] faire', [{ taskList: [{ taskItem: [{ paragraph: ['faire'] }] }] }]],
    ['[x] fait', [{ taskList: [{ 'taskItem checked=true': [{ paragraph: ['fait'] }] }] }]],
    ['> dit', [{ blockquote: [{ paragraph: ['dit'] }] }]],
    ['``` x', [{ codeBlock: ['x'] }]],
    ['```js x', [{ 'codeBlock language=js': ['x'] }]],
    ['!!! note', [{ 'callout kind=info': [{ paragraph: ['note'] }] }]],
    ['!!!! gare', [{ 'callout kind=warning': [{ paragraph: ['gare'] }] }]],
    ['un **gras** et', [{ paragraph: ['un ', 'gras [bold]', ' et'] }]],
    ['un *penché* et', [{ paragraph: ['un ', 'penché [italic]', ' et'] }]],
    ['un ~~barré~~ et', [{ paragraph: ['un ', 'barré [strike]', ' et'] }]],
    ['un `code` et', [{ paragraph: ['un ', 'code [code]', ' et'] }]],
    ['un ==clair== et', [{ paragraph: ['un ', 'clair [highlight]', ' et'] }]],
    ['soit $x_1$ et', [{ paragraph: ['soit ', 'inlineFormula latex=x_1', ' et'] }]],
  ])('%s', (text, expected) => expect(typed(text)).toEqual(expected));

  it.each(['2*3*4', 'de 5 $ à 6 $', 'a_b_c', 'fin*', '**'])('%s stays what it is', (text) =>
    expect(typed(text)).toEqual([{ paragraph: [text] }]),
  );

  it('makes a rule and goes on behind it', () => {
    const result = typed('---') as unknown[];
    expect(result[0]).toBe('horizontalRule');
    expect(result.at(-1)).toBe('paragraph');
  });

  it('links an address as soon as it is written', () => {
    expect(typed('voir https://a.fr/b. et')).toEqual([{ paragraph: ['voir https://a.fr/b. et'] }]);
    expect(typed('voir https://a.fr/b et')).toEqual([{ paragraph: ['voir ', 'https://a.fr/b [link{"href":"https://a.fr/b"}]', ' et'] }]);
  });

  it('leaves a list by an empty line', () => {
    expect(typed('- un', '', 'suite')).toEqual([{ bulletList: [{ listItem: [{ paragraph: ['un'] }] }] }, { paragraph: ['suite'] }]);
  });
});
