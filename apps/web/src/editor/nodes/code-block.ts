import { InputRule, Node, mergeAttributes, textblockTypeInputRule } from '@tiptap/core';
import { blockId, carried, words } from './attributes.ts';

const languageOf = (element: HTMLElement): string | null => {
  const named = [element, element.querySelector('code')].flatMap((part) => [...(part?.classList ?? [])]);
  return words(named.find((name) => /^(?:language|lang)-/.test(name))?.replace(/^lang(?:uage)?-/, ''), 60);
};

/** Code. Enter stays in it; a third empty line, or Ctrl + Enter, leaves it. */
export const CodeBlock = Node.create({
  name: 'codeBlock',
  content: 'text*',
  marks: '',
  group: 'block',
  code: true,
  defining: true,
  addAttributes: () => ({
    ...blockId,
    language: carried('data-language', null, (value, element) => words(value, 60) ?? languageOf(element)),
    title: carried('data-title', null, (value) => words(value, 300)),
  }),
  parseHTML: () => [{ tag: 'pre', preserveWhitespace: 'full' }],
  renderHTML: ({ HTMLAttributes }) => ['pre', mergeAttributes(HTMLAttributes), ['code', 0]],
  addKeyboardShortcuts() {
    return {
      'Mod-Alt-c': () => this.editor.commands.toggleNode(this.name, 'paragraph'),
      Backspace: () => {
        const { empty, $anchor } = this.editor.state.selection;
        if (!empty || $anchor.parent.type !== this.type || $anchor.parentOffset > 0) return false;
        return $anchor.parent.textContent.length === 0 && this.editor.commands.clearNodes();
      },
      Enter: ({ editor }) => {
        const { empty, $from } = editor.state.selection;
        const atEnd = $from.parentOffset === $from.parent.nodeSize - 2;
        if (!empty || $from.parent.type !== this.type || !atEnd || !$from.parent.textContent.endsWith('\n\n')) return false;
        return editor
          .chain()
          .command(({ tr }) => {
            tr.delete($from.pos - 2, $from.pos);
            return true;
          })
          .exitCode()
          .run();
      },
      ArrowDown: ({ editor }) => {
        const { selection, doc } = editor.state;
        const { $from, empty } = selection;
        if (!empty || $from.parent.type !== this.type || $from.parentOffset < $from.parent.content.size) return false;
        return $from.after() >= doc.content.size && editor.commands.exitCode();
      },
      Tab: ({ editor }) => {
        if (editor.state.selection.$from.parent.type !== this.type) return false;
        return editor.commands.insertContent({ type: 'text', text: '  ' });
      },
    };
  },
  addInputRules() {
    return [
      textblockTypeInputRule({
        find: /^(?:```|~~~)([\w+#-]*)[\s\n]$/,
        type: this.type,
        getAttributes: ([, language]) => ({ language: language || null }),
      }),
      // `$$` and a space make a formula of its own.
      new InputRule({
        find: /^\$\$\s$/,
        handler: ({ state, range, chain }) => {
          const { $from } = state.selection;
          if ($from.parent.type.name !== 'paragraph' || $from.parent.textContent.trim() !== '$$') return null;
          chain()
            .insertContentAt({ from: range.from - 1, to: $from.after() }, { type: 'formula', attrs: { latex: '' } })
            .run();
          return undefined;
        },
      }),
    ];
  },
});
