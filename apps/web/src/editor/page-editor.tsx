import { Editor } from '@tiptap/core';
import { EditorContent } from '@tiptap/react';
import type { DocumentNode } from '@parvis/shared/document';
import { type MouseEvent, useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { ReadingContext } from '../features/wiki/reader/reading.ts';
import reader from '../features/wiki/reader/prose.module.css';
import { speakAlso } from '../lib/i18n.ts';
import { beginWriting, endWriting, passageBeingWritten } from './annotations/annotations.ts';
import { useAnnotations } from './annotations/use-annotations.ts';
import { BlockHandle } from './blocks/block-handle.tsx';
import { factsOf } from './facts.ts';
import { FindBar } from './find/find-bar.tsx';
import { kit } from './kit.ts';
import type { EditorFacts, PageEditorHandle, PageEditorProps } from './props.ts';
import { Services } from './services.ts';
import { SuggestList } from './suggest/suggest-list.tsx';
import { Asker } from './tools/asker.tsx';
import { Bubble } from './tools/bubble.tsx';
import { Toolbar } from './tools/toolbar.tsx';
import { withViews } from './views/with-views.ts';
import classes from './editor.module.css';

export type { EditorFacts, MentionablePerson, PageEditorHandle, PageEditorProps, Upload } from './props.ts';

await speakAlso('editor');

/** Facts are counted when typing pauses. */
const FACTS_AFTER_MS = 250;

/**
 * The text of a page, written together. Whoever shows it owns the document and its connection; the editor reads and
 * writes its fragment `default`. Looks as the reader does. Another `document` makes another editor.
 */
export function PageEditor(props: PageEditorProps) {
  const { document, awareness } = props;
  const { t } = useTranslation('editor');
  const [services] = useState(() => new Services(props, t));
  const [editor, setEditor] = useState<Editor | null>(null);
  const latest = useRef(props);
  useEffect(() => {
    latest.current = props;
    services.follow(props, t);
    services.known.learn({ pages: props.links ?? [], files: props.files ?? [], people: props.mentions ?? [] });
  });
  useEffect(() => {
    const { user, editable } = latest.current;
    const made = new Editor({
      extensions: kit({ document, awareness, user, services, withViews }),
      editable,
      injectCSS: false,
      editorProps: {
        attributes: {
          role: 'textbox',
          'aria-multiline': 'true',
          'aria-label': services.t('label'),
          class: `${reader['prose']} ${classes['text']}`,
        },
      },
    });
    setEditor(made);
    return () => {
      made.destroy();
      setEditor(null);
    };
  }, [document, awareness, services]);
  useEffect(() => () => services.uploads.end(), [services]);
  useEffect(() => editor?.setEditable(props.editable, false), [editor, props.editable]);
  useFacts(editor, services, latest);
  useAnnotations(editor, props.annotations);
  const { annotations } = props;
  const annotate = annotations?.onAnnotate
    ? { run: annotations.onAnnotate, words: t(annotations.attaching ? 'attach' : 'annotate') }
    : null;
  const known = useSyncExternalStore(services.known.subscribe, services.known.read);
  const reading = useMemo(() => ({ ...known, anchors: new Map(), lead: null }), [known]);
  return (
    <ReadingContext value={reading}>
      <div className={classes['editor']} data-editable={props.editable}>
        {editor && props.editable ? (
          <Toolbar editor={editor} services={services} annotate={annotate} />
        ) : (
          <div className={classes['noBar']} />
        )}
        {editor && <FindBar editor={editor} services={services} />}
        <div className={classes['sheet']}>
          <EditorContent editor={editor} className={classes['content']} onMouseDown={(event) => writeBelow(event, editor)} />
          {editor && props.editable && <BlockHandle editor={editor} services={services} />}
        </div>
        {editor && props.editable && (
          <>
            <Bubble editor={editor} services={services} annotate={annotate} />
            <SuggestList editor={editor} store={services.suggest} />
            <Asker editor={editor} services={services} />
          </>
        )}
      </div>
    </ReadingContext>
  );
}

/** A click below the last block goes on there, also behind a table or picture. */
function writeBelow(event: MouseEvent, editor: Editor | null): void {
  if (!editor?.isEditable || event.target !== event.currentTarget) return;
  event.preventDefault();
  const { doc } = editor.state;
  if (doc.lastChild?.isTextblock !== true || doc.lastChild.type.spec.code)
    editor.commands.insertContentAt(doc.content.size, { type: 'paragraph' }, { updateSelection: false });
  editor.commands.focus('end');
}

/** Tells the screen when the text can be typed in, and what stands in it. */
function useFacts(editor: Editor | null, services: Services, latest: { current: PageEditorProps }): void {
  useEffect(() => {
    if (!editor) return undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const facts = (): EditorFacts => factsOf(editor.state.doc, services.uploads.read().length);
    const tell = () => latest.current.onChange?.(facts());
    const soon = () => {
      clearTimeout(timer);
      timer = setTimeout(tell, FACTS_AFTER_MS);
    };
    const changed = ({ transaction }: { transaction: { docChanged: boolean } }) => {
      if (transaction.docChanged) soon();
    };
    editor.on('transaction', changed);
    const stop = services.uploads.subscribe(soon);
    latest.current.onReady?.(handleOf(editor, services, facts));
    tell();
    return () => {
      clearTimeout(timer);
      stop();
      editor.off('transaction', changed);
    };
  }, [editor, services, latest]);
}

function handleOf(editor: Editor, services: Services, facts: () => EditorFacts): PageEditorHandle {
  return {
    focus: (where) => editor.commands.focus(where),
    goTo: (blockId) => {
      editor.state.doc.descendants((node, position) => {
        if (node.attrs['id'] !== blockId) return true;
        editor
          .chain()
          .setTextSelection(position + 1)
          .run();
        const dom = editor.view.nodeDOM(position);
        if (dom instanceof Element) dom.scrollIntoView({ block: 'start', behavior: 'smooth' });
        editor.view.focus();
        return false;
      });
    },
    read: () => editor.getJSON() as DocumentNode,
    facts,
    find: (withReplace = false) => services.ways.find(withReplace),
    annotations: {
      begin: () => beginWriting(editor),
      passage: () => passageBeingWritten(editor),
      end: () => endWriting(editor),
    },
  };
}
