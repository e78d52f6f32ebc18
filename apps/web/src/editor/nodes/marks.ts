import { Mark, markInputRule } from '@tiptap/core';
import type { ParseRule } from '@tiptap/pm/model';

interface Emphasis {
  name: string;
  tag: string;
  rules: ParseRule[];
  keys: string[];
  /** What one writes around the words in Markdown. */
  written?: RegExp[];
}

/** Around words, not inside of them: `2*3*4` stays what it is. */
const around = (sign: string): RegExp => {
  const escaped = sign.replaceAll('*', '\\*');
  return new RegExp(
    `(?:^|[\\s(«"'’])(${escaped}(?!\\s|${escaped[0] === '\\' ? escaped.slice(0, 2) : escaped[0]})((?:[^${sign[0]}]+))${escaped}(?!${escaped}))$`,
  );
};

const emphasis = ({ name, tag, rules, keys, written = [] }: Emphasis) =>
  Mark.create({
    name,
    ...(name === 'code' && { code: true, exitable: true }),
    parseHTML: () => rules,
    renderHTML: ({ HTMLAttributes }) => [tag, HTMLAttributes, 0],
    addKeyboardShortcuts() {
      return Object.fromEntries(keys.map((key) => [key, () => this.editor.commands.toggleMark(name)]));
    },
    addInputRules() {
      return written.map((find) => markInputRule({ find, type: this.type }));
    },
  });

const BOLD_WEIGHT = /^(?:bold(?:er)?|[6-9]\d{2})$/;

export const Bold = emphasis({
  name: 'bold',
  tag: 'strong',
  // Google Docs wraps all that is copied in a <b> that is not bold.
  rules: [
    { tag: 'strong' },
    { tag: 'b', getAttrs: (element) => element.style.fontWeight !== 'normal' && null },
    { style: 'font-weight=400', clearMark: (mark) => mark.type.name === 'bold' },
    { style: 'font-weight', getAttrs: (value) => BOLD_WEIGHT.test(value) && null },
  ],
  keys: ['Mod-b', 'Mod-B'],
  written: [around('**'), around('__')],
});
export const Italic = emphasis({
  name: 'italic',
  tag: 'em',
  rules: [{ tag: 'em' }, { tag: 'i', getAttrs: (element) => element.style.fontStyle !== 'normal' && null }, { style: 'font-style=italic' }],
  keys: ['Mod-i', 'Mod-I'],
  written: [around('*'), around('_')],
});
export const Strike = emphasis({
  name: 'strike',
  tag: 's',
  rules: [{ tag: 's' }, { tag: 'del' }, { tag: 'strike' }],
  keys: ['Mod-Shift-s'],
  written: [around('~~')],
});
export const Code = emphasis({
  name: 'code',
  tag: 'code',
  rules: [{ tag: 'code' }, { tag: 'kbd' }, { tag: 'samp' }, { tag: 'tt' }],
  keys: ['Mod-e'],
  written: [/(?:^|[^`])(`([^`]+)`(?!`))$/],
});
export const Underline = emphasis({ name: 'underline', tag: 'u', rules: [{ tag: 'u' }, { tag: 'ins' }], keys: ['Mod-u', 'Mod-U'] });
export const Highlight = emphasis({
  name: 'highlight',
  tag: 'mark',
  rules: [{ tag: 'mark' }],
  keys: ['Mod-Shift-h'],
  written: [around('==')],
});
export const Superscript = emphasis({ name: 'superscript', tag: 'sup', rules: [{ tag: 'sup' }], keys: ['Mod-.'] });
export const Subscript = emphasis({ name: 'subscript', tag: 'sub', rules: [{ tag: 'sub' }], keys: ['Mod-,'] });
