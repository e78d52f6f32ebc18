import { type Editor, Extension } from '@tiptap/core';
import type { FileRef } from '@parvis/shared';
import { Plugin, PluginKey } from '@tiptap/pm/state';
import i18next from 'i18next';
import { toast } from '../../ui/toast.tsx';

/** Pictures that are pasted or dropped are sent, and stand at the cursor once they have arrived. */
export const PastedPictures = Extension.create<{ upload: (file: File) => Promise<FileRef> }>({
  name: 'pastedPictures',
  addProseMirrorPlugins() {
    const { editor } = this;
    const { upload } = this.options;
    const take = (files: readonly File[]) => takePictures(editor, upload, files);
    return [
      new Plugin({
        key: new PluginKey('pastedPictures'),
        props: {
          // Office programs add a picture of the words that are copied.
          handlePaste: (_, { clipboardData }) => clipboardData?.getData('text/plain').trim() === '' && take([...clipboardData.files]),
          handleDrop: (_, event, __, moved) => {
            if (moved || !take([...(event.dataTransfer?.files ?? [])])) return false;
            event.preventDefault();
            return true;
          },
        },
      }),
    ];
  },
});

/** Sends those files that are pictures. Returns whether there are any. */
export function takePictures(editor: Editor, upload: (file: File) => Promise<FileRef>, files: readonly File[]): boolean {
  const pictures = files.filter(({ type }) => type.startsWith('image/'));
  for (const picture of pictures) void insert(editor, upload, picture);
  return pictures.length > 0;
}

async function insert(editor: Editor, upload: (file: File) => Promise<FileRef>, file: File): Promise<void> {
  const t = i18next.getFixedT(i18next.language, 'editor');
  toast(t('upload.progress', { name: file.name }));
  try {
    const { id, width, height } = await upload(file);
    if (editor.isDestroyed) return;
    editor
      .chain()
      .insertContent({ type: 'image', attrs: { fileId: id, width, height, alt: '' } })
      .run();
  } catch {
    toast(t('upload.failed', { name: file.name }));
  }
}
