import type { Editor } from '@tiptap/core';
import { parseDocument } from '@parvis/shared/document-schema';
import { afterEach, describe, expect, it } from 'vitest';
import { editorWith, paragraph, press, shape, type } from '../editor.test-kit.ts';
import { deleteBlock } from './block-commands.ts';
import { KINDS, kindAt } from './kinds.ts';

let editor: Editor;
afterEach(() => editor.destroy());
const asking = { files: () => undefined, address: () => undefined, page: () => undefined };
const list = (...items: string[]) => ({
  type: 'bulletList' as const,
  attrs: { id: 'l' },
  content: items.map((item) => ({ type: 'listItem' as const, content: [paragraph(item, item)] })),
});

describe('a block', () => {
  it('moves by keyboard, the cursor with it, and stays at the edge', () => {
    editor = editorWith(paragraph('Un', 'a'), paragraph('Deux', 'b'), paragraph('Trois', 'c'));
    press(editor, 'ArrowUp', { altKey: true, shiftKey: true });
    type(editor, '.');
    expect(editor.getText({ blockSeparator: '|' })).toBe('Un|Trois.|Deux');
    press(editor, 'ArrowUp', { altKey: true, shiftKey: true });
    press(editor, 'ArrowUp', { altKey: true, shiftKey: true });
    expect(editor.getText({ blockSeparator: '|' })).toBe('Trois.|Un|Deux');
  });

  it('in a list is its item', () => {
    editor = editorWith(list('un', 'deux'), paragraph('', 'z'));
    editor.commands.setTextSelection(4);
    press(editor, 'ArrowDown', { altKey: true, shiftKey: true });
    expect(shape(editor)).toEqual([
      { bulletList: [{ listItem: [{ paragraph: ['deux'] }] }, { listItem: [{ paragraph: ['un'] }] }] },
      'paragraph',
    ]);
  });

  it('is deleted with a list that would be empty, and the page keeps a line', () => {
    editor = editorWith(list('un'));
    editor.commands.setTextSelection(4);
    deleteBlock(editor);
    expect(shape(editor)).toEqual(['paragraph']);
  });
});

describe('each kind of block', () => {
  it.each(KINDS.filter(({ name }) => !['image', 'file', 'embed', 'pageCard', 'pageLink', 'mention'].includes(name)))(
    '$name is put in place of an empty line, and can be stored',
    (kind) => {
      editor = editorWith();
      kind.insert(editor, asking);
      const parsed = parseDocument(editor.getJSON());
      expect(parsed.ok ? null : parsed.problems).toBeNull();
      if (kind.name !== 'paragraph') expect(shape(editor)).not.toEqual(['paragraph']);
      if (kind.turns && kind.name !== 'paragraph') expect(kindAt(editor)).toBe(kind.name);
    },
  );

  it('stands behind a line that has words', () => {
    editor = editorWith(paragraph('Un', 'a'));
    KINDS.find(({ name }) => name === 'formula')!.insert(editor, asking);
    expect(shape(editor)).toEqual([{ paragraph: ['Un'] }, 'formula', 'paragraph']);
  });
});
