import { type Editor, Extension } from '@tiptap/core';
import type { Node } from '@tiptap/pm/model';
import { type EditorState, Plugin, PluginKey, TextSelection } from '@tiptap/pm/state';
import { Decoration, DecorationSet } from '@tiptap/pm/view';
import classes from './find.module.css';

export interface Search {
  words: string;
  matchCase: boolean;
  wholeWords: boolean;
}
export interface Match {
  from: number;
  to: number;
}
interface Found {
  search: Search | null;
  matches: readonly Match[];
  /** The one that is shown, -1 for none. */
  current: number;
}

const NOTHING: Found = { search: null, matches: [], current: -1 };
const key = new PluginKey<Found>('find');
const ATOM = '\ufffc';

/** Looks in the text of the editor, also in what is folded on the reader's screen. */
export const Find = Extension.create({
  name: 'find',
  addProseMirrorPlugins: () => [
    new Plugin<Found>({
      key,
      state: {
        init: () => NOTHING,
        apply: (transaction, before, _, state) => {
          const asked = transaction.getMeta(key) as { search?: Search | null; current?: number } | undefined;
          if (asked?.search === null) return NOTHING;
          const search = asked?.search ?? before.search;
          if (!search) return NOTHING;
          const again = asked?.search !== undefined || transaction.docChanged;
          const matches = again ? matchesIn(state.doc, search) : before.matches;
          const wanted = asked?.current ?? (asked?.search === undefined ? before.current : nextFrom(matches, state.selection.from));
          return { search, matches, current: matches.length === 0 ? -1 : Math.min(Math.max(0, wanted), matches.length - 1) };
        },
      },
      props: {
        decorations: (state) => {
          const { matches, current } = foundIn(state);
          return DecorationSet.create(
            state.doc,
            matches.map(({ from, to }, index) =>
              Decoration.inline(from, to, { class: `${classes['match']} ${index === current ? classes['current'] : ''}` }),
            ),
          );
        },
      },
    }),
  ],
});

export const foundIn = (state: EditorState): Found => key.getState(state) ?? NOTHING;

/** Every place of the words, block by block: they are not found across the border of two blocks. */
export function matchesIn(doc: Node, search: Search): Match[] {
  const pattern = patternOf(search);
  if (!pattern) return [];
  const matches: Match[] = [];
  doc.descendants((node, position) => {
    if (!node.isTextblock) return true;
    const text = node.textBetween(0, node.content.size, undefined, (leaf) => (leaf.type.name === 'hardBreak' ? '\n' : ATOM));
    for (const { 0: words, index } of text.matchAll(pattern))
      matches.push({ from: position + 1 + index, to: position + 1 + index + words.length });
    return false;
  });
  return matches;
}

function patternOf({ words, matchCase, wholeWords }: Search): RegExp | null {
  const text = words.normalize('NFC');
  if (!text.trim()) return null;
  // Spaces of any kind are one: « 5 mm » is written with one that does not break.
  const escaped = text.replace(/[.*+?^${}()|[\]\\/-]/g, String.raw`\$&`).replace(/[\s\u00a0\u202f]+/g, String.raw`[\s\u00a0\u202f]+`);
  const bounded = wholeWords ? String.raw`(?<![\p{L}\p{N}])${escaped}(?![\p{L}\p{N}])` : escaped;
  return new RegExp(bounded, matchCase ? 'gu' : 'giu');
}

const nextFrom = (matches: readonly Match[], position: number): number => {
  const index = matches.findIndex(({ from }) => from >= position);
  return index < 0 ? 0 : index;
};

/** Looks for words; null ends the search. */
export function searchFor(editor: Editor, search: Search | null): void {
  editor.view.dispatch(editor.state.tr.setMeta(key, { search }).setMeta('addToHistory', false));
  showCurrent(editor);
}

/** The next match (1) or the one before (-1), around the ends. */
export function step(editor: Editor, by: 1 | -1): void {
  const { matches, current } = foundIn(editor.state);
  if (matches.length === 0) return;
  editor.view.dispatch(editor.state.tr.setMeta(key, { current: (current + by + matches.length) % matches.length }));
  showCurrent(editor);
}

function showCurrent(editor: Editor): void {
  const { matches, current } = foundIn(editor.state);
  const match = matches[current];
  if (!match) return;
  const { node } = editor.view.domAtPos(match.from);
  (node instanceof Element ? node : node.parentElement)?.scrollIntoView({ block: 'center' });
}

/** Replaces the match that is shown. */
export function replaceCurrent(editor: Editor, by: string): void {
  const { matches, current } = foundIn(editor.state);
  const match = matches[current];
  if (!match) return;
  const { tr } = editor.state;
  replaceText(editor, tr, match, by);
  editor.view.dispatch(tr);
  showCurrent(editor);
}

/** Replaces all matches as one change that can be undone. Returns how many. */
export function replaceAll(editor: Editor, by: string): number {
  const { matches } = foundIn(editor.state);
  const { tr } = editor.state;
  for (const match of matches.toReversed()) replaceText(editor, tr, match, by);
  if (matches.length > 0) editor.view.dispatch(tr);
  return matches.length;
}

/** The new words look as the old ones began. */
function replaceText({ schema }: Editor, tr: EditorState['tr'], { from, to }: Match, by: string): void {
  const text = by.normalize('NFC').replace(/[\r\n]+/g, ' ');
  const marks = tr.doc.resolve(from + 1).marks();
  if (text) tr.replaceWith(from, to, schema.text(text, marks));
  else tr.delete(from, to);
}

/** Puts the cursor on the match that is shown. */
export function leaveAt(editor: Editor): void {
  const { matches, current } = foundIn(editor.state);
  const match = matches[current];
  const { tr } = editor.state;
  if (match) tr.setSelection(TextSelection.create(tr.doc, match.from, match.to));
  editor.view.dispatch(tr.setMeta(key, { search: null }));
  editor.view.focus();
}
