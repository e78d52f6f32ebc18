import { Editor } from '@tiptap/core';
import { ListKeymap } from '@tiptap/extension-list';
import { Placeholder, UndoRedo } from '@tiptap/extensions';
import { EditorContent } from '@tiptap/react';
import type { FileRef, PersonChip } from '@parvis/shared';
import type { DocumentNode } from '@parvis/shared/document';
import { useCallback, useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { ReadingContext } from '../../features/wiki/reader/reading.ts';
import { speakAlso } from '../../lib/i18n.ts';
import { Image, Mention } from '../nodes/atoms.ts';
import { Link } from '../nodes/links.ts';
import { BulletList, ListItem, OrderedList } from '../nodes/lists.ts';
import { Bold, Code, Italic, Strike, Underline } from '../nodes/marks.ts';
import { Blockquote, Doc, HardBreak, Paragraph, Text } from '../nodes/text.ts';
import type { MentionablePerson } from '../props.ts';
import { Services } from '../services.ts';
import { SuggestList } from '../suggest/suggest-list.tsx';
import { PeopleTrigger } from '../suggest/triggers.ts';
import { withViews } from '../views/with-views.ts';
import { NoteTools } from './note-tools.tsx';
import { PastedPictures } from './pasted-pictures.ts';
import classes from './note-input.module.css';

await speakAlso('editor');

export interface NoteInputProps {
  /** What the field is called. */
  label: string;
  placeholder: string;
  /** What stands in it at first. */
  initial: DocumentNode;
  /** People named in it already. */
  people?: readonly PersonChip[];
  files?: readonly FileRef[];
  searchPeople: (words: string, signal: AbortSignal) => Promise<MentionablePerson[]>;
  /** Where pictures go that are chosen, pasted or dropped; none are taken without it. */
  upload?: ((file: File) => Promise<FileRef>) | undefined;
  /** After each change, with the people and the pictures that are known by then. */
  onChange: (document: DocumentNode, known?: { people: readonly PersonChip[]; files: readonly FileRef[] }) => void;
  /** Ctrl (or Cmd) and Enter. */
  onSend: () => void;
  /** Escape, when no list is open. */
  onEscape: () => void;
}

/** A short text with emphasis, links, lists, people and pictures: what annotations and replies are written in. It takes the focus. */
export function NoteInput(props: NoteInputProps) {
  const { label, placeholder, initial, people = [], files = [], searchPeople, upload } = props;
  const { t } = useTranslation('editor');
  const [services] = useState(
    () =>
      new Services({ searchPeople, searchPages: async () => [], upload: () => Promise.reject(new Error('Notes send by themselves')) }, t),
  );
  const [editor, setEditor] = useState<Editor | null>(null);
  const latest = useRef({ ...props, initial });
  useEffect(() => {
    latest.current = props;
    services.known.learn({ people, files });
  });
  const sendsPictures = upload !== undefined;
  const send = useCallback((file: File) => sent(latest.current, services, file), [services]);
  useEffect(() => {
    const made = new Editor({
      extensions: [
        ...withViews(NODES.filter(({ name }) => sendsPictures || name !== 'image')),
        UndoRedo,
        ListKeymap.configure({ listTypes: [{ itemName: 'listItem', wrapperNames: ['bulletList', 'orderedList'] }] }),
        Placeholder.configure({ placeholder: () => latest.current.placeholder }),
        PeopleTrigger.configure({ services }),
        ...(sendsPictures ? [PastedPictures.configure({ upload: send })] : []),
      ],
      content: latest.current.initial,
      injectCSS: false,
      editorProps: {
        attributes: { role: 'textbox', 'aria-multiline': 'true', 'aria-label': latest.current.label, class: classes['text'] ?? '' },
        handleKeyDown: (_, event) => onKey(event, latest.current, services),
      },
      onUpdate: ({ editor: now }) => {
        const { people: known, files: sentFiles } = services.known.read();
        latest.current.onChange(now.getJSON() as DocumentNode, { people: [...known.values()], files: [...sentFiles.values()] });
      },
    });
    setEditor(made);
    return () => {
      made.destroy();
      setEditor(null);
    };
  }, [services, sendsPictures, send]);
  // Once it is in the page.
  useEffect(() => void editor?.commands.focus('end'), [editor]);
  useEffect(() => {
    editor?.view.dom.setAttribute('aria-label', label);
    editor?.view.dom.setAttribute('aria-placeholder', placeholder);
  }, [editor, label, placeholder]);
  const known = useSyncExternalStore(services.known.subscribe, services.known.read);
  const reading = useMemo(() => ({ ...known, anchors: new Map(), lead: null }), [known]);
  return (
    <ReadingContext value={reading}>
      <div className={classes['note']}>
        <EditorContent editor={editor} />
        {editor && (
          <>
            <NoteTools editor={editor} services={services} upload={sendsPictures ? send : undefined} />
            <SuggestList editor={editor} store={services.suggest} />
          </>
        )}
      </div>
    </ReadingContext>
  );
}

const NODES = [
  Doc,
  Paragraph,
  BulletList,
  OrderedList,
  ListItem,
  Blockquote,
  Image,
  Text,
  HardBreak,
  Mention,
  Bold,
  Italic,
  Strike,
  Code,
  Underline,
  Link,
];

/** A list that is open has the keys first. */
function onKey(event: KeyboardEvent, { onSend, onEscape }: NoteInputProps, { suggest }: Services): boolean {
  if (event.isComposing) return false;
  if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
    onSend();
    return true;
  }
  if (event.key !== 'Escape' || suggest.read()) return false;
  onEscape();
  event.preventDefault();
  return true;
}

async function sent({ upload }: NoteInputProps, { known }: Services, file: File): Promise<FileRef> {
  if (!upload) throw new Error('Nowhere to send pictures');
  const stored = await upload(file);
  known.learn({ files: [stored] });
  return stored;
}
