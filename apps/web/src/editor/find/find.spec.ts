import type { Editor } from '@tiptap/core';
import { afterEach, describe, expect, it } from 'vitest';
import { editorWith, paragraph } from '../editor.test-kit.ts';
import { foundIn, replaceAll, replaceCurrent, searchFor, step } from './find.ts';

let editor: Editor;
afterEach(() => editor.destroy());
const search = (words: string, more: { matchCase?: boolean; wholeWords?: boolean } = {}) =>
  searchFor(editor, { words, matchCase: false, wholeWords: false, ...more });
const found = () => foundIn(editor.state);

describe('find and replace', () => {
  it('finds whatever the case, across emphasis, and around the ends', () => {
    editor = editorWith(paragraph('Appui, appuis, APPUI', 'a'), paragraph('rien', 'b'));
    editor.chain().setTextSelection({ from: 3, to: 5 }).toggleMark('bold').setTextSelection(1).run();
    search('appui');
    expect(found().matches).toHaveLength(3);
    expect(found().current).toBe(0);
    step(editor, -1);
    expect(found().current).toBe(2);
    search('appui', { wholeWords: true });
    expect(found().matches).toHaveLength(2);
    search('appui', { matchCase: true });
    expect(found().matches).toHaveLength(1);
    search('.*');
    expect(found().matches).toHaveLength(0);
  });

  it('takes spaces of any kind for one', () => {
    editor = editorWith(paragraph('une tolérance de 5\u00a0mm', 'a'));
    search('5 mm');
    expect(found().matches).toHaveLength(1);
  });

  it('replaces one, then all, as one step that can be undone', () => {
    editor = editorWith(paragraph('un un un', 'a'));
    editor.commands.setTextSelection(1);
    search('un');
    replaceCurrent(editor, 'deux');
    expect(editor.getText()).toBe('deux un un');
    expect(replaceAll(editor, 'trois')).toBe(2);
    expect(editor.getText()).toBe('deux trois trois');
    expect(replaceAll(editor, 'x')).toBe(0);
  });
});
