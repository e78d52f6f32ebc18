import { type AnyExtension, Extension, InputRule } from '@tiptap/core';
import { Collaboration } from '@tiptap/extension-collaboration';
import { CollaborationCaret } from '@tiptap/extension-collaboration-caret';
import { ListKeymap } from '@tiptap/extension-list';
import { Dropcursor, Gapcursor, Placeholder } from '@tiptap/extensions';
import { isSafeHref } from '@parvis/shared/document';
import type { Awareness } from 'y-protocols/awareness';
import type { Doc } from 'yjs';
import { Annotations } from './annotations/annotations.ts';
import { BlockIds } from './blocks/block-ids.ts';
import { deleteBlock, duplicateBlock, moveBlock } from './blocks/block-commands.ts';
import { caretOf, selectionOf } from './carets.ts';
import { CodeColours } from './code/code-colours.ts';
import { Find } from './find/find.ts';
import { Lead } from './lead.ts';
import { vocabulary } from './nodes/index.ts';
import { Paste } from './paste/paste.ts';
import type { PageEditorProps } from './props.ts';
import type { Services } from './services.ts';
import { Triggers } from './suggest/triggers.ts';
import { Uploads } from './uploads/uploads.ts';

interface Kit {
  document: Doc;
  awareness: Awareness | null;
  user: PageEditorProps['user'];
  services: Services;
  /** How nodes are drawn in the browser; the tests of commands need none of it. */
  withViews?: (nodes: readonly AnyExtension[], services: Services) => AnyExtension[];
}

/** All that the editor is made of. */
export function kit({ document, awareness, user, services, withViews }: Kit): AnyExtension[] {
  return [
    ...(withViews?.(vocabulary, services) ?? vocabulary),
    Collaboration.configure({ document }),
    ...(awareness ? [CollaborationCaret.configure({ provider: { awareness }, user, render: caretOf, selectionRender: selectionOf })] : []),
    BlockIds,
    Keys.configure({ services }),
    Writing,
    ListKeymap.configure({
      listTypes: [
        { itemName: 'listItem', wrapperNames: ['bulletList', 'orderedList'] },
        { itemName: 'taskItem', wrapperNames: ['taskList'] },
      ],
    }),
    Dropcursor.configure({ color: false, width: 2, class: 'drop-cursor' }),
    Gapcursor,
    Placeholder.configure({
      includeChildren: true,
      placeholder: ({ node, editor }) => placeholderFor(node.type.name, editor.isEmpty, services),
    }),
    Lead,
    Annotations.configure({ services }),
    Find,
    CodeColours,
    Triggers.configure({ services }),
    Uploads.configure({ services }),
    Paste.configure({ services }),
  ];
}

function placeholderFor(type: string, isEmpty: boolean, { t }: Services): string {
  if (type === 'heading') return t('placeholderHeading');
  if (type === 'detailsSummary') return t('placeholderSummary');
  return type === 'paragraph' && isEmpty ? t('placeholder') : '';
}

/** Keys of the editor as a whole. Those of a mark or block stand with it. */
const Keys = Extension.create<{ services: Services }>({
  name: 'keys',
  addKeyboardShortcuts() {
    const { editor } = this;
    const { services } = this.options;
    const menu = () => {
      services.ways.blockMenu();
      return true;
    };
    const find = (withReplace: boolean) => () => {
      services.ways.find(withReplace);
      return true;
    };
    const up = () => {
      const { selection } = editor.state;
      const atStart =
        selection.empty && selection.$from.parentOffset === 0 && selection.$from.index(0) === 0 && selection.$from.depth === 1;
      if (!atStart || !services.given.onLeaveUp) return false;
      services.given.onLeaveUp();
      return true;
    };
    return {
      'Alt-Shift-ArrowUp': () => moveBlock(editor, -1) || true,
      'Alt-Shift-ArrowDown': () => moveBlock(editor, 1) || true,
      'Mod-Shift-d': () => duplicateBlock(editor),
      'Mod-Shift-Backspace': () => deleteBlock(editor),
      'Alt-Enter': menu,
      'Mod-/': menu,
      'Mod-k': () => {
        services.ways.linkForm();
        return true;
      },
      'Mod-f': find(false),
      'Mod-h': find(true),
      'Mod-\\': () => editor.chain().unsetAllMarks().run(),
      ArrowUp: up,
    };
  },
});

/** What one writes and means: formulas between dollars, addresses that are typed out. */
const Writing = Extension.create({
  name: 'writing',
  addInputRules() {
    const { schema } = this.editor;
    return [
      new InputRule({
        find: /(?:^|[\s(«])(\$([^\s$](?:[^$]*[^\s$])?)\$)$/,
        handler: ({ state, range, match }) => {
          const { $from } = state.selection;
          if ($from.parent.type.spec.code || !match[1]) return null;
          const from = range.to - match[1].length + 1;
          state.tr.replaceWith(from, range.to, schema.nodes['inlineFormula']!.create({ latex: match[2] ?? '' }));
          return undefined;
        },
      }),
      // The space behind an address links it; the space itself stays outside.
      new InputRule({
        find: /(?:^|\s)(https?:\/\/[^\s<>"]+[^\s<>"'.,;:!?)\]])\s$/,
        handler: ({ state, range, match }) => {
          const [, href = ''] = match;
          if (!isSafeHref(href)) return null;
          const from = range.from + match[0].indexOf(href);
          const to = from + href.length;
          if (state.doc.rangeHasMark(from, to, schema.marks['link']!)) return null;
          state.tr.addMark(from, to, schema.marks['link']!.create({ href })).insertText(' ', to).removeStoredMark(schema.marks['link']!);
          return undefined;
        },
      }),
    ];
  },
});
