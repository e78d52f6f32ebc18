import { type Editor, getMarkRange, posToDOMRect } from '@tiptap/core';
import { useCallback, useEffect, useRef, useState } from 'react';
import { insertBlock } from '../blocks/insert-block.ts';
import type { Services } from '../services.ts';
import { sendFiles } from '../uploads/uploads.ts';
import { AddressForm, type AddressTarget } from './address-form.tsx';

type Asked = 'link' | 'embed' | 'pageCard';

/** What the editor asks in forms: an address, a page, files of this device. */
export function Asker({ editor, services }: { editor: Editor; services: Services }) {
  const [asked, ask] = useState<{ what: Asked; from: number; to: number } | null>(null);
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    const open = (what: Asked) => () => {
      const { from, to } = what === 'link' ? linked(editor) : editor.state.selection;
      ask({ what, from, to });
    };
    services.offer({
      linkForm: open('link'),
      asking: {
        address: open('embed'),
        page: open('pageCard'),
        files: (only) => {
          if (!input.current) return;
          input.current.accept = only === 'image' ? 'image/*' : '';
          input.current.click();
        },
      },
    });
  }, [editor, services]);
  const rect = useCallback(
    () => (asked && asked.to <= editor.state.doc.content.size ? posToDOMRect(editor.view, asked.from, asked.to) : null),
    [editor, asked],
  );
  const close = () => {
    ask(null);
    editor.commands.focus();
  };
  const apply = (target: AddressTarget) => {
    if (asked) take(editor, asked.what, asked, target);
    close();
  };
  const present = asked?.what === 'link' ? String(editor.getAttributes('link')['href'] ?? '') : '';
  return (
    <>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        onChange={({ currentTarget }) => {
          sendFiles(editor, services, [...(currentTarget.files ?? [])]);
          currentTarget.value = '';
        }}
      />
      {asked && (
        <AddressForm
          key={`${asked.what}${asked.from}`}
          what={asked.what}
          present={present}
          isLinked={editor.isActive('link') || editor.isActive('pageLink')}
          rect={rect}
          context={editor.view.dom}
          services={services}
          onApply={apply}
          onRemove={() => {
            editor.chain().setTextSelection(asked).unsetMark('link').unsetMark('pageLink').run();
            close();
          }}
          onClose={close}
        />
      )}
    </>
  );
}

/** The words that are chosen, or the whole link that the cursor is in. */
function linked({ state, schema }: Editor): { from: number; to: number } {
  const { selection } = state;
  if (!selection.empty) return selection;
  for (const name of ['link', 'pageLink']) {
    const range = getMarkRange(selection.$from, schema.marks[name]!);
    if (range) return range;
  }
  return selection;
}

function take(editor: Editor, what: Asked, { from, to }: { from: number; to: number }, target: AddressTarget): void {
  if (what === 'embed' && target.kind === 'address') insertBlock(editor, { type: 'embed', attrs: { url: target.href } });
  else if (what === 'pageCard' && target.kind === 'page')
    insertBlock(editor, { type: 'pageCard', attrs: { pageId: target.page.id, title: target.page.title } });
  else if (what === 'link') {
    const mark =
      target.kind === 'page'
        ? { type: 'pageLink', attrs: { pageId: target.page.id, anchor: null } }
        : { type: 'link', attrs: { href: target.href } };
    const chain = editor.chain().setTextSelection({ from, to }).unsetMark('link').unsetMark('pageLink');
    const words = target.kind === 'page' ? target.page.title : target.href;
    if (from === to)
      chain
        .insertContent({ type: 'text', text: words, marks: [mark] })
        .unsetMark(mark.type)
        .run();
    else chain.setMark(mark.type, mark.attrs).setTextSelection(to).unsetMark(mark.type).run();
  }
}
