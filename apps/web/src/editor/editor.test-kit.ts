import { Editor } from '@tiptap/core';
import type { DocumentNode } from '@parvis/shared/document';
import { prosemirrorJSONToYDoc } from '@tiptap/y-tiptap';
import { documentSchema } from '@parvis/shared/document-schema';
import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import { vi } from 'vitest';
import * as Y from 'yjs';
import fr from '../messages/fr.json';
import frEditor from '../messages/fr.editor.json';
import { kit } from './kit.ts';
import type { PageEditorProps } from './props.ts';
import { Services } from './services.ts';

await i18next
  .use(initReactI18next)
  .init({ lng: 'fr', resources: { fr: { translation: fr, editor: frEditor } }, interpolation: { escapeValue: false } });

/** jsdom lays nothing out. */
const nowhere = () => new DOMRect();
Range.prototype.getBoundingClientRect = nowhere;
Range.prototype.getClientRects = () => [] as unknown as DOMRectList;
Element.prototype.getClientRects = () => [] as unknown as DOMRectList;
Element.prototype.scrollIntoView = () => undefined;
document.elementFromPoint = () => null;

export const given = (): Pick<PageEditorProps, 'upload' | 'searchPages' | 'searchPeople'> => ({
  upload: vi.fn(),
  searchPages: vi.fn(async () => []),
  searchPeople: vi.fn(async () => []),
});

export const paragraph = (text: string, id: string | null = null): DocumentNode =>
  ({ type: 'paragraph', attrs: { id }, ...(text && { content: [{ type: 'text', text }] }) }) as DocumentNode;

/** A shared document with these blocks. */
export const sharedDocument = (...content: DocumentNode[]): Y.Doc =>
  prosemirrorJSONToYDoc(documentSchema, { type: 'doc', content }, 'default');

/** An editor as a page has it, without the browser's drawing of nodes; the cursor stands at the end. */
export function editorOn(document: Y.Doc, services = new Services(given(), i18next.getFixedT('fr', 'editor'))): Editor {
  const editor = new Editor({
    element: window.document.body.appendChild(window.document.createElement('div')),
    extensions: kit({ document, awareness: null, user: { id: 'me', name: 'Moi', colour: 0 }, services }),
    injectCSS: false,
  });
  editor.commands.setTextSelection(editor.state.doc.content.size);
  return editor;
}
export const editorWith = (...content: DocumentNode[]): Editor =>
  editorOn(sharedDocument(...(content.length > 0 ? content : [paragraph('')])));

/** Types as a person does, key by key: shortcuts of Markdown are heard. */
export function type(editor: Editor, text: string): void {
  for (const character of text) {
    const { from, to } = editor.state.selection;
    const { view } = editor;
    const heard = view.someProp('handleTextInput', (handle) =>
      handle(view, from, to, character, () => view.state.tr.insertText(character, from, to)),
    );
    if (!heard) view.dispatch(view.state.tr.insertText(character, from, to));
  }
}

export function press(editor: Editor, key: string, more: KeyboardEventInit = {}): boolean {
  const event = new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...more });
  return editor.view.someProp('handleKeyDown', (handle) => handle(editor.view, event)) ?? false;
}

/** Pastes what another program put on the clipboard. */
export function paste(editor: Editor, data: Record<string, string>, files: File[] = []): void {
  const event = new Event('paste', { bubbles: true, cancelable: true });
  Object.assign(event, {
    clipboardData: { getData: (kind: string) => data[kind] ?? '', types: Object.keys(data), files, items: [] },
  });
  editor.view.dom.dispatchEvent(event);
}

/** The document without ids and defaults, for comparing. */
export function shapeOf(node: DocumentNode | ReturnType<Editor['getJSON']>): unknown {
  const {
    type: name,
    text,
    attrs = {},
    marks,
    content,
  } = node as {
    type: string;
    text?: string;
    attrs?: Record<string, unknown>;
    marks?: { type: string; attrs?: object }[];
    content?: DocumentNode[];
  };
  const told = Object.entries(attrs).filter(
    ([key, value]) => key !== 'id' && value !== null && value !== '' && value !== false && !(value === 1 && key !== 'level'),
  );
  const label = [
    name,
    ...told.map(([key, value]) => `${key}=${String(value)}`),
    ...(marks ?? []).map((mark) => `${mark.type}${'attrs' in mark && mark.attrs ? JSON.stringify(mark.attrs) : ''}`),
  ].join(' ');
  if (text !== undefined) return label === 'text' ? text : `${text} [${label.slice(5)}]`;
  return content ? { [label]: content.map(shapeOf) } : label;
}
export const shape = (editor: Editor): unknown => (editor.getJSON().content ?? []).map((node) => shapeOf(node as DocumentNode));
