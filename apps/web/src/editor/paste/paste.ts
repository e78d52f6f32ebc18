import { type Editor, Extension } from '@tiptap/core';
import { Fragment, Slice } from '@tiptap/pm/model';
import { Plugin, PluginKey, TextSelection } from '@tiptap/pm/state';
import { pageOf } from '../nodes/links.ts';
import type { Services } from '../services.ts';
import { sendFiles } from '../uploads/uploads.ts';
import { loneAddress, looksLikeMarkdown } from './looks-like.ts';

const key = new PluginKey('paste');
/** What VS Code says of what was copied from it. */
const FROM_CODE = 'vscode-editor-data';

/**
 * What comes from outside. HTML is read by the rules of the vocabulary alone (`nodes/`): nothing that they do not name
 * gets in. Ctrl + Shift + V pastes the bare text.
 */
export const Paste = Extension.create<{ services: Services }>({
  name: 'fromClipboard',
  addProseMirrorPlugins() {
    const { editor } = this;
    const { services } = this.options;
    let bare = false;
    return [
      new Plugin({
        key,
        props: {
          handleDOMEvents: {
            keydown: (_, event) => {
              bare = event.shiftKey && (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'v';
              return false;
            },
          },
          handlePaste: (_, event) => {
            const plainly = bare;
            bare = false;
            const { clipboardData } = event;
            if (!clipboardData || !editor.isEditable) return false;
            if (editor.state.selection.$from.parent.type.spec.code) return false;
            return pasteFiles(editor, services, clipboardData) || (!plainly && pasteText(editor, services, clipboardData));
          },
          handleDrop: (view, event, _, moved) => {
            const files = [...(event.dataTransfer?.files ?? [])];
            if (moved || files.length === 0) return false;
            event.preventDefault();
            const place = view.posAtCoords({ left: event.clientX, top: event.clientY });
            sendFiles(editor, services, files, place?.pos ?? view.state.doc.content.size);
            return true;
          },
        },
      }),
    ];
  },
});

/** Files count unless text comes with them: office programs add a picture of what was copied. */
function pasteFiles(editor: Editor, services: Services, data: DataTransfer): boolean {
  const files = [...data.files];
  if (files.length === 0 || /<(?!img|meta|html|body|\/|!)\w/i.test(data.getData('text/html')) || data.getData('text/plain').trim())
    return false;
  sendFiles(editor, services, files);
  return true;
}

function pasteText(editor: Editor, services: Services, data: DataTransfer): boolean {
  const text = data.getData('text/plain').normalize('NFC');
  const address = loneAddress(text);
  if (address) return pasteAddress(editor, services, address);
  const fromCode = data.getData(FROM_CODE);
  if (fromCode) return pasteCode(editor, text, fromCode);
  if (data.getData('text/html').trim() || !looksLikeMarkdown(text)) return false;
  void pasteMarkdown(editor, text);
  return true;
}

/** On words, it links them; alone on a line, what lies elsewhere becomes a card; a page of the workplace is named. */
function pasteAddress(editor: Editor, { known }: Services, address: string): boolean {
  const { empty, $from } = editor.state.selection;
  const own = pageOf(address);
  const mark = own ? { type: 'pageLink', attrs: { pageId: own.pageId, anchor: own.anchor } } : { type: 'link', attrs: { href: address } };
  if (!empty) return editor.chain().setMark(mark.type, mark.attrs).run();
  const alone = $from.parent.type.name === 'paragraph' && $from.parent.content.size === 0 && $from.depth === 1;
  if (alone && !own && /^https?:/i.test(address))
    return editor
      .chain()
      .insertContent([{ type: 'embed', attrs: { url: address } }, { type: 'paragraph' }])
      .run();
  const words = (own && known.read().pages.get(own.pageId)?.title) || address;
  return editor
    .chain()
    .insertContent({ type: 'text', text: words, marks: [mark] })
    .unsetMark(mark.type)
    .run();
}

function pasteCode(editor: Editor, text: string, told: string): boolean {
  const mode = modeOf(told);
  if (mode === 'markdown') {
    void pasteMarkdown(editor, text);
    return true;
  }
  if (!text.includes('\n') || mode === 'plaintext') return false;
  return editor
    .chain()
    .insertContent({ type: 'codeBlock', attrs: { language: mode }, content: [{ type: 'text', text: text.replace(/\r\n?/g, '\n') }] })
    .run();
}

function modeOf(told: string): string | null {
  try {
    const { mode } = JSON.parse(told) as { mode?: unknown };
    return typeof mode === 'string' ? mode.slice(0, 60) : null;
  } catch {
    return null;
  }
}

/** Reads Markdown and puts it where the cursor is then; as bare text where it cannot be read. */
export async function pasteMarkdown(editor: Editor, text: string): Promise<void> {
  const slice = await import('./markdown.ts').then(({ markdownSlice }) => markdownSlice(text, editor.schema)).catch(() => null);
  if (editor.isDestroyed || !editor.isEditable) return;
  const { tr } = editor.state;
  tr.replaceSelection(slice ?? bareText(editor, text));
  if (!(tr.selection instanceof TextSelection)) tr.setSelection(TextSelection.near(tr.selection.$to));
  editor.view.dispatch(tr.scrollIntoView().setMeta('paste', true));
}

function bareText({ schema }: Editor, text: string): Slice {
  const lines = text.split(/\n+/).map((line) => schema.nodes['paragraph']!.create(null, line ? schema.text(line) : null));
  return Slice.maxOpen(Fragment.from(lines));
}
