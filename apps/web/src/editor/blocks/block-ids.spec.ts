import { afterEach, describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import type { Editor } from '@tiptap/core';
import { editorOn, editorWith, paragraph, paste, press, sharedDocument, type } from '../editor.test-kit.ts';
import { duplicateBlock, moveBlock } from './block-commands.ts';

const idsOf = (editor: Editor): (string | null)[] =>
  (editor.getJSON().content ?? []).map(({ attrs }) => (attrs?.['id'] ?? null) as string | null);
const htmlOf = (editor: Editor) => {
  const { dom } = editor.view.serializeForClipboard(editor.state.selection.content());
  return dom.innerHTML;
};

describe('blocks that I write', () => {
  let editor: Editor;
  afterEach(() => editor.destroy());

  it('get ids of their own, and keep them', () => {
    editor = editorWith(paragraph(''));
    type(editor, 'Un');
    const [first] = idsOf(editor);
    expect(first).toMatch(/^[\da-z]{10}$/);
    type(editor, ' deux');
    expect(idsOf(editor)).toEqual([first]);
  });

  it('get another when they are split off', () => {
    editor = editorWith(paragraph('Un deux', 'aaa'));
    editor.commands.setTextSelection(4);
    press(editor, 'Enter');
    const ids = idsOf(editor);
    expect(ids[0]).toBe('aaa');
    expect(ids[1]).toMatch(/^[\da-z]{10}$/);
  });

  it('get another when they are pasted copies, wherever they are pasted', () => {
    editor = editorWith(paragraph('Un', 'aaa'), paragraph('Deux', 'bbb'), paragraph('', 'ccc'));
    editor.commands.setTextSelection({ from: 1, to: 7 });
    const html = htmlOf(editor);
    expect(html).toContain('data-block-id="aaa"');
    editor.commands.setTextSelection(editor.state.doc.content.size);
    paste(editor, { 'text/html': html });
    editor.commands.insertContentAt(0, [{ type: 'paragraph', attrs: { id: 'aaa' }, content: [{ type: 'text', text: 'Avant' }] }]);
    const ids = idsOf(editor);
    expect(new Set(ids).size).toBe(ids.length);
    const keeps = (editor.getJSON().content ?? []).find(({ attrs }) => attrs?.['id'] === 'aaa');
    expect(JSON.stringify(keeps?.content)).toContain('"Un"');
  });

  it('keep theirs when they are cut and pasted, moved, and undone', () => {
    editor = editorWith(paragraph('Un', 'aaa'), paragraph('Deux', 'bbb'), paragraph('Trois', 'ccc'));
    editor.commands.setTextSelection(2);
    moveBlock(editor, 1);
    expect(idsOf(editor)).toEqual(['bbb', 'aaa', 'ccc']);
    editor.commands.setNodeSelection(0);
    const html = htmlOf(editor);
    editor.commands.deleteSelection();
    editor.commands.insertContentAt(editor.state.doc.content.size, { type: 'paragraph' });
    paste(editor, { 'text/html': html });
    expect(idsOf(editor)).toContain('bbb');
    editor.commands.undo();
  });

  it('are undone with their ids', () => {
    editor = editorWith(paragraph('Un deux', 'aaa'));
    editor.commands.setTextSelection(4);
    press(editor, 'Enter');
    expect(idsOf(editor)).toHaveLength(2);
    editor.commands.undo();
    expect(idsOf(editor)).toEqual(['aaa']);
    expect(editor.getText()).toBe('Un deux');
  });

  it('get another when they are duplicated', () => {
    editor = editorWith(paragraph('Un', 'aaa'));
    duplicateBlock(editor);
    const ids = idsOf(editor);
    expect(ids[0]).toBe('aaa');
    expect(ids[1]).not.toBe('aaa');
    expect(ids[1]).not.toBeNull();
  });
});

describe('blocks that others write', () => {
  it('are left as they are: their screens give the ids', () => {
    const document = sharedDocument(paragraph('Un', 'aaa'));
    const mine = editorOn(document);
    const theirs = new Y.Doc();
    Y.applyUpdate(theirs, Y.encodeStateAsUpdate(document));
    const line = new Y.XmlElement('paragraph');
    line.insert(0, [new Y.XmlText('Deux')]);
    theirs.getXmlFragment('default').insert(1, [line]);
    Y.applyUpdate(document, Y.encodeStateAsUpdate(theirs));
    expect(idsOf(mine)).toEqual(['aaa', null]);
    expect(document.getXmlFragment('default').get(1)).toHaveProperty('nodeName', 'paragraph');
    mine.destroy();
  });

  it('are not undone by me', () => {
    const document = sharedDocument(paragraph('Un', 'aaa'));
    const mine = editorOn(document);
    const other = new Y.Doc();
    Y.applyUpdate(other, Y.encodeStateAsUpdate(document));
    other.on('update', (update: Uint8Array) => Y.applyUpdate(document, update, 'other'));
    const theirs = editorOn(other);
    type(mine, ' moi');
    theirs.commands.insertContentAt(1, 'Elle ');
    expect(mine.getText()).toContain('Elle');
    mine.commands.undo();
    expect(mine.getText()).toBe('Elle Un');
    mine.destroy();
    theirs.destroy();
  });
});
