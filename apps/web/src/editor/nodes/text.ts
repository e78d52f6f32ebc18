import { InputRule, Node, mergeAttributes, textblockTypeInputRule, wrappingInputRule } from '@tiptap/core';
import { blockId } from './attributes.ts';

export const Doc = Node.create({ name: 'doc', topNode: true, content: 'block+' });

export const Text = Node.create({ name: 'text', group: 'inline' });

export const Paragraph = Node.create({
  name: 'paragraph',
  priority: 1000,
  group: 'block',
  content: 'inline*',
  addAttributes: () => blockId,
  parseHTML: () => [{ tag: 'p' }],
  renderHTML: ({ HTMLAttributes }) => ['p', HTMLAttributes, 0],
});

const LEVELS = [1, 2, 3, 4, 5, 6];

/** The page's title is the first level: on the screen its parts begin with `h2`, as the reader shows them. */
export const Heading = Node.create({
  name: 'heading',
  content: 'inline*',
  group: 'block',
  defining: true,
  addAttributes: () => ({ ...blockId, level: { default: null, rendered: false, parseHTML: levelOf } }),
  parseHTML: () => LEVELS.map((level) => ({ tag: `h${level}`, attrs: { level } })),
  renderHTML: ({ node, HTMLAttributes }) => {
    const level = Number(node.attrs['level'] ?? 2);
    return [`h${Math.min(6, Math.max(2, level))}`, mergeAttributes(HTMLAttributes, { 'data-level': level }), 0];
  },
  addKeyboardShortcuts() {
    return Object.fromEntries(
      LEVELS.slice(0, 4).map((level) => [`Mod-Alt-${level}`, () => this.editor.commands.toggleNode(this.name, 'paragraph', { level })]),
    );
  },
  addInputRules() {
    return LEVELS.map((level) =>
      textblockTypeInputRule({ find: new RegExp(`^#{${level}}\\s$`), type: this.type, getAttributes: { level } }),
    );
  },
});

function levelOf(element: HTMLElement): number | null {
  const level = Number(element.getAttribute('data-level'));
  return LEVELS.includes(level) ? level : null;
}

export const Blockquote = Node.create({
  name: 'blockquote',
  content: 'block+',
  group: 'block',
  defining: true,
  addAttributes: () => blockId,
  parseHTML: () => [{ tag: 'blockquote' }],
  renderHTML: ({ HTMLAttributes }) => ['blockquote', HTMLAttributes, 0],
  addKeyboardShortcuts() {
    return { 'Mod-Shift-b': () => this.editor.commands.toggleWrap(this.name) };
  },
  addInputRules() {
    return [wrappingInputRule({ find: /^\s*>\s$/, type: this.type })];
  },
});

export const HorizontalRule = Node.create({
  name: 'horizontalRule',
  group: 'block',
  atom: true,
  addAttributes: () => blockId,
  parseHTML: () => [{ tag: 'hr' }],
  renderHTML: ({ HTMLAttributes }) => ['hr', HTMLAttributes],
  addInputRules() {
    return [
      new InputRule({
        find: /^(?:---|—-|___\s|\*\*\*\s)$/,
        handler: ({ state, range, chain }) => {
          // Only at the top of a paragraph of its own; in the middle of a table's cell a rule may stand as well.
          const { $from } = state.selection;
          if ($from.parent.type.name !== 'paragraph') return null;
          chain().deleteRange(range).insertContentAt($from.before(), { type: this.name }).run();
          return undefined;
        },
      }),
    ];
  },
});

export const HardBreak = Node.create({
  name: 'hardBreak',
  group: 'inline',
  inline: true,
  selectable: false,
  linebreakReplacement: true,
  parseHTML: () => [{ tag: 'br' }],
  renderHTML: () => ['br'],
  renderText: () => '\n',
  addKeyboardShortcuts() {
    const insert = () =>
      this.editor.commands.first(({ commands }) => [() => commands.exitCode(), () => commands.insertContent({ type: this.name })]);
    return { 'Shift-Enter': insert, 'Mod-Enter': insert };
  },
});
