import { type Editor, getMarkRange, posToDOMRect } from '@tiptap/core';
import { useEditorState } from '@tiptap/react';
import type { FileRef } from '@parvis/shared';
import { IconBold, IconItalic, IconLink, IconList, IconListNumbers, IconPhoto } from '@tabler/icons-react';
import { type KeyboardEvent, useCallback, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Services } from '../services.ts';
import { AddressForm, type AddressTarget } from '../tools/address-form.tsx';
import { Tool } from '../tools/tool.tsx';
import { takePictures } from './pasted-pictures.ts';
import classes from './note-input.module.css';

interface Props {
  editor: Editor;
  services: Services;
  /** Where pictures go; none can be chosen without it. */
  upload?: ((file: File) => Promise<FileRef>) | undefined;
}

/** The few tools of a short text (WAI-ARIA: toolbar). Ctrl + K makes a link. */
export function NoteTools({ editor, services, upload }: Props) {
  const { t } = useTranslation('editor');
  const [linking, link] = useState<{ from: number; to: number } | null>(null);
  const active = useEditorState({
    editor,
    selector: ({ editor: now }) => ['bold', 'italic', 'link', 'bulletList', 'orderedList'].filter((name) => now.isActive(name)),
  });
  useEffect(() => {
    const key = (event: globalThis.KeyboardEvent) => {
      if (event.key !== 'k' || !(event.ctrlKey || event.metaKey)) return;
      event.preventDefault();
      // The search of the whole workplace has the same key.
      event.stopPropagation();
      link(linked(editor));
    };
    const { dom } = editor.view;
    dom.addEventListener('keydown', key);
    return () => dom.removeEventListener('keydown', key);
  }, [editor]);
  const rect = useCallback(() => linking && posToDOMRect(editor.view, linking.from, linking.to), [editor, linking]);
  const close = () => {
    link(null);
    editor.commands.focus();
  };
  const apply = (target: AddressTarget) => {
    if (linking) setLink(editor, linking, target);
    close();
  };
  return (
    <>
      {/* Keys rise from the buttons, of which one has the focus. */}
      {/* oxlint-disable-next-line jsx-a11y/interactive-supports-focus */}
      <div role="toolbar" aria-label={t('toolbar')} className={classes['tools']} onKeyDown={move}>
        <Tool
          words={t('mark.bold')}
          Icon={IconBold}
          pressed={active.includes('bold')}
          onClick={() => editor.chain().focus().toggleMark('bold').run()}
        />
        <Tool
          words={t('mark.italic')}
          Icon={IconItalic}
          pressed={active.includes('italic')}
          onClick={() => editor.chain().focus().toggleMark('italic').run()}
        />
        <Tool words={t('mark.link')} Icon={IconLink} pressed={active.includes('link')} onClick={() => link(linked(editor))} />
        <Tool
          words={t('kind.bulletList')}
          Icon={IconList}
          pressed={active.includes('bulletList')}
          onClick={() => editor.chain().focus().toggleList('bulletList', 'listItem').run()}
        />
        <Tool
          words={t('kind.orderedList')}
          Icon={IconListNumbers}
          pressed={active.includes('orderedList')}
          onClick={() => editor.chain().focus().toggleList('orderedList', 'listItem').run()}
        />
        {upload && <PictureTool editor={editor} upload={upload} />}
      </div>
      {linking && (
        <AddressForm
          what="link"
          present={String(editor.getAttributes('link')['href'] ?? '')}
          isLinked={editor.isActive('link')}
          rect={rect}
          context={editor.view.dom}
          services={services}
          onApply={apply}
          onRemove={() => {
            editor.chain().setTextSelection(linking).unsetMark('link').run();
            close();
          }}
          onClose={close}
        />
      )}
    </>
  );
}

/** Pictures of this device, for fingers that can neither paste nor drop: on a phone, its camera too. */
function PictureTool({ editor, upload }: { editor: Editor; upload: (file: File) => Promise<FileRef> }) {
  const { t } = useTranslation('editor');
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <Tool words={t('kind.image')} Icon={IconPhoto} onClick={() => input.current?.click()} />
      <input
        ref={input}
        type="file"
        accept="image/*"
        multiple
        hidden
        onChange={({ currentTarget }) => {
          takePictures(editor, upload, [...(currentTarget.files ?? [])]);
          currentTarget.value = '';
          editor.commands.focus();
        }}
      />
    </>
  );
}

/** The words that are chosen, or the whole link that the cursor is in. */
function linked({ state, schema }: Editor): { from: number; to: number } {
  const { selection } = state;
  return (selection.empty && getMarkRange(selection.$from, schema.marks['link']!)) || { from: selection.from, to: selection.to };
}

/** A page of the workplace by its whole address: short texts know no other link. */
function setLink(editor: Editor, { from, to }: { from: number; to: number }, target: AddressTarget): void {
  const href = target.kind === 'page' ? new URL(`/p/${target.page.id}`, window.location.origin).href : target.href;
  const mark = { type: 'link', attrs: { href } };
  const chain = editor.chain().setTextSelection({ from, to });
  if (from === to)
    chain
      .insertContent({ type: 'text', text: href, marks: [mark] })
      .unsetMark('link')
      .run();
  else chain.setMark('link', mark.attrs).setTextSelection(to).unsetMark('link').run();
}

function move(event: KeyboardEvent<HTMLElement>): void {
  const tools = [...event.currentTarget.querySelectorAll('button')];
  const at = tools.indexOf(event.target as HTMLButtonElement);
  const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
  if (at < 0 || step === 0) return;
  event.preventDefault();
  tools[(at + step + tools.length) % tools.length]?.focus();
}
