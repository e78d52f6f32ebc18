import { Extension } from '@tiptap/core';
import { Plugin } from '@tiptap/pm/state';
import { Decoration, DecorationSet } from '@tiptap/pm/view';
import reader from '../features/wiki/reader/prose.module.css';

/** As the reader has it. */
const LONGEST_LEAD = 320;

/** The paragraph that opens a page is set larger, as its readers see it. */
export const Lead = Extension.create({
  name: 'lead',
  addProseMirrorPlugins: () => [
    new Plugin({
      props: {
        decorations: ({ doc }) => {
          const first = doc.firstChild;
          const length = first?.textContent.trim().length ?? 0;
          if (first?.type.name !== 'paragraph' || doc.childCount < 2 || length === 0 || length > LONGEST_LEAD) return null;
          return DecorationSet.create(doc, [Decoration.node(0, first.nodeSize, { class: reader['lead'] ?? '' })]);
        },
      },
    }),
  ],
});
