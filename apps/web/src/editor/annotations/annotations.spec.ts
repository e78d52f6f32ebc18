import { type DocumentNode, textBlocks } from '@parvis/shared/document';
import type { Editor } from '@tiptap/core';
import i18next from 'i18next';
import { afterEach, describe, expect, it, vi } from 'vitest';
import * as Y from 'yjs';
import { editorOn, given, paragraph, press, sharedDocument, type } from '../editor.test-kit.ts';
import { Services } from '../services.ts';
import { beginWriting, endWriting, passageBeingWritten, placesIn, showActive, tellAnchors } from './annotations.ts';
import type { EditorAnnotations } from './editor-annotations.ts';
import { passageIn, placedBlocks } from './page-places.ts';
import { type Anchor, missingRevisions } from './places.ts';

const FIRST = 'Vérifiez l’étiquette de chaque appareil.';
const SECOND = 'La hauteur libre est d’au moins 200 mm.';
const REVISION = 'first-revision';

const editors: Editor[] = [];
afterEach(() => {
  for (const editor of editors.splice(0)) editor.destroy();
});

/** An editor that knows the text as it is now as a revision, with annotations of these words. */
function editorWithAnnotations(document: Y.Doc, ...words: string[]): Editor {
  const editor = editorOn(document);
  editors.push(editor);
  hear(editor, anchorsOf(editor, ...words));
  return editor;
}
const two = (): Y.Doc => sharedDocument(paragraph(FIRST, 'b1'), paragraph(SECOND, 'b2'));

/** What the server would say of annotations of these words, in the text as it is now. */
function anchorsOf(editor: Editor, ...words: string[]): Anchor[] {
  const text = textOf(editor);
  return words.map((exact) => {
    const start = text.indexOf(exact);
    return { id: exact, motivation: 'commenting', revisionId: REVISION, place: { start, end: start + exact.length, exact }, byHand: false };
  });
}
const blocksNow = (editor: Editor) => textBlocks(editor.getJSON() as DocumentNode);
const textOf = (editor: Editor): string =>
  blocksNow(editor)
    .map(({ text }) => text)
    .join('\n');
const hear = (editor: Editor, anchors: Anchor[], revisions = new Map([[REVISION, blocksNow(editor)]])) =>
  tellAnchors(editor, anchors, revisions);

/** What is highlighted on the screen, word by word. */
const drawn = (editor: Editor): string[] =>
  [...editor.view.dom.querySelectorAll('[data-annotation]')].map((element) => element.textContent ?? '');
/** What each annotation covers in the document. */
const covered = (editor: Editor): Record<string, string> =>
  Object.fromEntries(
    placesIn(editor.state).shown.map((place) => [place.id, passageIn(placedBlocks(editor.state.doc), place)?.exact ?? '']),
  );

function write(editor: Editor, before: string, text: string): void {
  editor.commands.setTextSelection(positionOf(editor, before));
  type(editor, text);
}
function replace(editor: Editor, words: string, by: string): void {
  const from = positionOf(editor, words);
  editor.view.dispatch(by ? editor.state.tr.insertText(by, from, from + words.length) : editor.state.tr.delete(from, from + words.length));
}
function positionOf(editor: Editor, words: string): number {
  const start = textOf(editor).indexOf(words);
  const block = placedBlocks(editor.state.doc).findLast((one) => one.start <= start);
  return block!.from + start - block!.start;
}

describe('annotations while one writes', () => {
  it('are drawn over their words, and are no part of the document', () => {
    const document = two();
    const before = Y.encodeStateAsUpdate(document);
    const editor = editorWithAnnotations(document, 'étiquette', 'hauteur libre');
    expect(drawn(editor)).toEqual(['étiquette', 'hauteur libre']);
    expect(Y.encodeStateAsUpdate(document)).toEqual(before);
    expect(JSON.stringify(editor.getJSON())).not.toContain('annotation');
    expect(editor.can().undo()).toBe(false);
  });

  it('follow what is written before them, in them and around them', () => {
    const editor = editorWithAnnotations(two(), 'étiquette', 'hauteur libre');
    write(editor, 'Vérifiez', 'D’abord : ');
    write(editor, ' libre est', ' vraiment');
    expect(covered(editor)).toEqual({ étiquette: 'étiquette', 'hauteur libre': 'hauteur vraiment libre' });
  });

  it('that overlap are drawn through each other, their lines below each other', () => {
    const editor = editorWithAnnotations(two(), 'La hauteur libre', 'hauteur');
    const texts = (selector: string) => [...editor.view.dom.querySelectorAll(selector)].map((element) => element.textContent);
    expect(texts('.level0')).toEqual(['La ', 'hauteur', ' libre']);
    expect(texts('.level0 > .level1')).toEqual(['hauteur']);
  });

  it('go with their words, and come back when that is undone', () => {
    const editor = editorWithAnnotations(two(), 'étiquette', 'hauteur libre');
    replace(editor, 'La hauteur libre est', '');
    expect(covered(editor)).toEqual({ étiquette: 'étiquette' });
    editor.commands.undo();
    expect(textOf(editor)).toContain(SECOND);
    expect(covered(editor)).toEqual({ étiquette: 'étiquette', 'hauteur libre': 'hauteur libre' });
  });

  it('stay when something else is undone', () => {
    const editor = editorWithAnnotations(two(), 'étiquette');
    write(editor, SECOND, 'Ici. ');
    editor.commands.undo();
    expect(textOf(editor)).toBe(`${FIRST}\n${SECOND}`);
    expect(covered(editor)).toEqual({ étiquette: 'étiquette' });
  });

  it('outline what has no letters', () => {
    const picture = { type: 'image', attrs: { id: 'p1', fileId: null, src: null, alt: '', title: null, caption: null } } as never;
    const editor = editorOn(sharedDocument(paragraph('Voici.', 'b1'), picture, paragraph('Fin.', 'b2')));
    editors.push(editor);
    hear(editor, anchorsOf(editor, '\ufffc'));
    expect(placesIn(editor.state).shown).toMatchObject([{ from: 8, to: 9 }]);
    expect(editor.view.dom.querySelectorAll('[data-annotation]:not(span)')).toHaveLength(1);
  });
});

describe('annotations while others write', () => {
  it('stay with their words when somebody writes elsewhere', () => {
    const document = two();
    const [mine, other] = [editorWithAnnotations(document, 'étiquette', 'hauteur libre'), editorWithAnnotations(document)];
    write(other, 'Vérifiez', 'Tous : ');
    other.commands.insertContentAt(0, { type: 'paragraph', content: [{ type: 'text', text: 'Un nouveau début.' }] });
    expect(covered(mine)).toEqual({ étiquette: 'étiquette', 'hauteur libre': 'hauteur libre' });
    expect(drawn(mine)).toEqual(['étiquette', 'hauteur libre']);
  });

  it('are hidden when somebody changes their words, until the server says where they are', () => {
    const document = two();
    const [mine, other] = [editorWithAnnotations(document, 'étiquette', 'hauteur libre'), editorWithAnnotations(document)];
    replace(other, 'hauteur', 'hauteur bien');
    expect(covered(mine)).toEqual({ étiquette: 'étiquette' });
    expect(missingRevisions(placesIn(mine.state))).toEqual([REVISION]);

    const stored = new Map([['second-revision', blocksNow(mine)]]);
    const anchors = anchorsOf(mine, 'étiquette', 'hauteur bien libre').map((anchor) => ({ ...anchor, revisionId: 'second-revision' }));
    hear(mine, anchors, stored);
    expect(covered(mine)).toEqual({ étiquette: 'étiquette', 'hauteur bien libre': 'hauteur bien libre' });
  });

  it('never jump to the same words elsewhere', () => {
    const document = sharedDocument(paragraph('oui', 'c1'), paragraph('oui', 'c2'), paragraph('oui', 'c3'));
    const [mine, other] = [editorWithAnnotations(document), editorWithAnnotations(document)];
    const anchor: Anchor = {
      id: 'second',
      motivation: 'questioning',
      revisionId: REVISION,
      place: { start: 4, end: 7, exact: 'oui' },
      byHand: false,
    };
    hear(mine, [anchor]);
    const at = placedBlocks(other.state.doc)[1]!.from;
    other.view.dispatch(other.state.tr.delete(at - 1, at + 4));
    expect(textOf(mine)).toBe('oui\noui');
    expect(placesIn(mine.state).shown).toEqual([]);
    // The server's old place says the same words there: they are those of another block.
    hear(mine, [anchor], new Map([[REVISION, [...textBlocksOf('oui', 'oui', 'oui')]]]));
    expect(placesIn(mine.state).shown).toEqual([]);
  });

  it('keep what is written here when the server tells older places', () => {
    const editor = editorWithAnnotations(two(), 'hauteur libre');
    const older = anchorsOf(editor, 'hauteur libre');
    const revisions = new Map([[REVISION, blocksNow(editor)]]);
    write(editor, 'Vérifiez', 'Toujours ! ');
    write(editor, ' libre est', ' bien');
    hear(editor, older, revisions);
    expect(covered(editor)).toEqual({ 'hauteur libre': 'hauteur bien libre' });
  });

  it('go to the place that somebody chose by hand', () => {
    const editor = editorWithAnnotations(two(), 'étiquette');
    const [anchor] = anchorsOf(editor, 'hauteur libre');
    hear(editor, [{ ...anchor!, id: 'étiquette', byHand: true }]);
    expect(covered(editor)).toEqual({ étiquette: 'hauteur libre' });
  });

  it('go when the server says that they lost their place', () => {
    const editor = editorWithAnnotations(two(), 'étiquette');
    hear(editor, [{ ...anchorsOf(editor, 'étiquette')[0]!, place: null }]);
    expect(drawn(editor)).toEqual([]);
  });
});

const textBlocksOf = (...texts: string[]) =>
  textBlocks({ type: 'doc', content: texts.map((text, index) => paragraph(text, `c${index + 1}`)) });

describe('annotating while writing', () => {
  it('sends what is chosen as it reads when it is sent, though others type meanwhile', () => {
    const document = two();
    const [mine, other] = [editorWithAnnotations(document), editorWithAnnotations(document)];
    const from = positionOf(mine, 'hauteur libre');
    mine.commands.setTextSelection({ from, to: from + 'hauteur libre'.length });
    expect(beginWriting(mine)).toBe(true);
    write(other, 'Vérifiez', 'Avant tout : ');
    write(mine, ' est', ' mesurée');
    const passage = passageBeingWritten(mine);
    expect(passage).toMatchObject({ exact: 'hauteur libre', blockId: 'b2', suffix: expect.stringMatching(/^ mesurée est/) });
    expect(textOf(mine).slice(passage!.start, passage!.end)).toBe('hauteur libre');
    endWriting(mine);
    expect(drawn(mine)).toEqual([]);
  });

  it('says so when what was chosen is gone, and when nothing is', () => {
    const editor = editorWithAnnotations(two());
    editor.commands.setTextSelection(1);
    expect(beginWriting(editor)).toBe(false);
    editor.commands.setTextSelection({ from: 1, to: 9 });
    beginWriting(editor);
    replace(editor, FIRST, '');
    expect(passageBeingWritten(editor)).toBeNull();
  });

  it('is asked for by a key; on an annotation the key opens its thread', () => {
    const annotations: EditorAnnotations = {
      anchors: [],
      revisions: new Map(),
      active: null,
      onMissing: vi.fn(),
      onOpen: vi.fn(),
      onAnnotate: vi.fn(),
      attaching: false,
    };
    const editor = editorOn(two(), new Services({ ...given(), annotations }, i18next.getFixedT('fr', 'editor')));
    editors.push(editor);
    hear(editor, anchorsOf(editor, 'étiquette'));
    editor.commands.setTextSelection({ from: 1, to: 9 });
    press(editor, 'm', { ctrlKey: true, altKey: true });
    expect(annotations.onAnnotate).toHaveBeenCalledOnce();
    editor.commands.setTextSelection(positionOf(editor, 'tiquette'));
    press(editor, 'm', { ctrlKey: true, altKey: true });
    expect(annotations.onOpen).toHaveBeenCalledExactlyOnceWith('étiquette');
  });

  it('shows which thread is open', () => {
    const editor = editorWithAnnotations(two(), 'étiquette', 'hauteur libre');
    showActive(editor, 'étiquette');
    expect(editor.view.dom.querySelectorAll('.active')).toHaveLength(1);
  });
});

describe('a long page', () => {
  it('of 34,000 characters with 200 annotations takes a letter of somebody else at once', { timeout: 60_000 }, () => {
    const blocks = Array.from({ length: 170 }, (_, index) => paragraph(`${index} ${SECOND.repeat(5)}`, `b${index}`));
    const document = sharedDocument(...blocks);
    const [mine, other] = [editorWithAnnotations(document), editorWithAnnotations(document)];
    const text = textOf(mine);
    const anchors = Array.from({ length: 200 }, (_, index): Anchor => {
      const start = Math.floor((index * text.length) / 210);
      return {
        id: `${index}`,
        motivation: 'commenting',
        revisionId: REVISION,
        place: { start, end: start + 30, exact: text.slice(start, start + 30) },
        byHand: false,
      };
    });
    hear(mine, anchors);
    expect(placesIn(mine.state).shown).toHaveLength(200);
    const times = Array.from({ length: 20 }, () => {
      const start = performance.now();
      write(other, '100 La', 'x');
      return performance.now() - start;
    });
    const median = times.toSorted((a, b) => a - b)[10]!;
    console.log(`a letter of somebody else under 200 annotations: median ${median.toFixed(1)} ms`);
    expect(median).toBeLessThan(100);
    expect(placesIn(mine.state).shown.length).toBeGreaterThanOrEqual(199);
  });
});
