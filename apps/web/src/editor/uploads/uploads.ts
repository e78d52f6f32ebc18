import { type Editor, Extension } from '@tiptap/core';
import type { FileRef } from '@parvis/shared';
import type { Node } from '@tiptap/pm/model';
import { NodeSelection, Plugin, PluginKey } from '@tiptap/pm/state';
import { Decoration, DecorationSet } from '@tiptap/pm/view';
import { newBlockId } from '../blocks/block-ids.ts';
import { insertBehind } from '../blocks/insert-block.ts';
import type { Services } from '../services.ts';
import { placeholderOf } from './placeholder.ts';
import type { Sending } from './upload-store.ts';

const key = new PluginKey('uploads');

/**
 * Shows files on their way where they will stand. Their places are ids of blocks, not positions: what others write
 * meanwhile may replace the whole document on this screen.
 */
export const Uploads = Extension.create<{ services: Services }>({
  name: 'uploads',
  onCreate() {
    const { uploads, known } = this.options.services;
    const { editor } = this;
    uploads.onArrival((file, sending) => {
      known.learn({ files: [file] });
      if (!editor.isDestroyed) insertFile(editor, file, sending.behind);
    });
  },
  addProseMirrorPlugins() {
    const { services } = this.options;
    return [
      new Plugin({
        key,
        view: (view) => {
          let keys = '';
          const stop = services.uploads.subscribe(() => {
            // Progress is drawn by each placeholder itself; the text is only drawn anew when one comes or goes.
            const now = services.uploads
              .read()
              .map((one) => one.key + String(one.failed))
              .join();
            if (now === keys) return;
            keys = now;
            view.dispatch(view.state.tr.setMeta(key, true).setMeta('addToHistory', false));
          });
          return { destroy: stop };
        },
        props: { decorations: ({ doc }) => decorations(doc, services) },
      }),
    ];
  },
});

function decorations(doc: Node, services: Services): DecorationSet {
  const sending = services.uploads.read();
  if (sending.length === 0) return DecorationSet.empty;
  const widgets = sending.map((one) =>
    Decoration.widget(placeBehind(doc, one.behind), () => placeholderOf(one, services), {
      key: one.key + String(one.failed),
      side: 1,
      ignoreSelection: true,
    }),
  );
  return DecorationSet.create(doc, widgets);
}

/** Behind the block with this id, else the end. */
function placeBehind(doc: Node, id: string | null): number {
  let place = doc.content.size;
  if (id === null) return place;
  doc.descendants((node, position) => {
    if (node.attrs['id'] === id) place = position + node.nodeSize;
    return !node.isTextblock && place === doc.content.size;
  });
  return place;
}

/** Sends files; each stands behind the block at `position` (the cursor when not given). */
export function sendFiles(editor: Editor, services: Services, files: readonly File[], position = editor.state.selection.from): void {
  const behind = idAt(editor, position);
  for (const file of files) services.uploads.add(file, behind);
}

/** The id of the block at a position; one that has none yet gets it. */
function idAt(editor: Editor, position: number): string | null {
  const { state, view } = editor;
  const $position = state.doc.resolve(Math.min(position, state.doc.content.size));
  for (let depth = $position.depth; depth > 0; depth--) {
    const node = $position.node(depth);
    if (node.type.spec.attrs?.['id'] === undefined) continue;
    if (typeof node.attrs['id'] === 'string') return node.attrs['id'];
    const id = newBlockId();
    view.dispatch(state.tr.setNodeAttribute($position.before(depth), 'id', id));
    return id;
  }
  const id: unknown = ($position.nodeBefore ?? $position.nodeAfter)?.attrs['id'];
  return typeof id === 'string' ? id : null;
}

/** A picture as a picture, anything else to take away. A picture is chosen, so that its words are asked for. */
function insertFile(editor: Editor, file: FileRef, behind: Sending['behind']): void {
  const isPicture = file.mediaType.startsWith('image/') && file.width !== null;
  const node = isPicture
    ? editor.schema.nodes['image']!.create({ fileId: file.id, width: file.width, height: file.height, alt: '' })
    : editor.schema.nodes['file']!.create({ fileId: file.id, name: file.name, size: file.size, mediaType: file.mediaType });
  const { tr } = editor.state;
  const at = insertBehind(tr, placeBehind(tr.doc, behind), node);
  if (isPicture && at !== null && editor.isFocused) tr.setSelection(NodeSelection.create(tr.doc, at));
  editor.view.dispatch(tr);
}
