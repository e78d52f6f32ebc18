import { Extension } from '@tiptap/core';
import type { Node } from '@tiptap/pm/model';
import { Plugin, PluginKey } from '@tiptap/pm/state';
import { Decoration, DecorationSet, type EditorView } from '@tiptap/pm/view';
import type { Coloured } from '../../features/wiki/reader/grammars.ts';

/** A coloured run inside a block of code. */
interface Run {
  from: number;
  to: number;
  classes: string;
}

const key = new PluginKey<number>('code-colours');
/** Typing comes first. */
const PAUSE_MS = 120;

/**
 * Colours of code, as the reader shows them. Grammars come when a block needs them; runs are kept by node (what others
 * write replaces the document, but keeps the nodes that did not change), and by block for the moment until a changed
 * one is coloured anew.
 */
export const CodeColours = Extension.create({
  name: 'codeColours',
  addProseMirrorPlugins() {
    const byNode = new WeakMap<Node, readonly Run[]>();
    const byBlock = new Map<string, readonly Run[]>();
    return [
      new Plugin<number>({
        key,
        state: { init: () => 0, apply: (transaction, turn) => (transaction.getMeta(key) ? turn + 1 : turn) },
        view: (view) => colourer(view, byNode, byBlock),
        props: {
          decorations: ({ doc }) => {
            const decorations: Decoration[] = [];
            eachCode(doc, (node, position) => {
              const runs = byNode.get(node) ?? byBlock.get(String(node.attrs['id'])) ?? [];
              for (const { from, to, classes } of runs)
                if (to <= node.content.size)
                  decorations.push(Decoration.inline(position + 1 + from, position + 1 + to, { class: classes }));
            });
            return DecorationSet.create(doc, decorations);
          },
        },
      }),
    ];
  },
});

function colourer(view: EditorView, byNode: WeakMap<Node, readonly Run[]>, byBlock: Map<string, readonly Run[]>) {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let ended = false;
  const colour = async () => {
    const wanting: Node[] = [];
    eachCode(view.state.doc, (node) => {
      if (!byNode.has(node) && node.attrs['language'] && node.content.size > 0) wanting.push(node);
    });
    if (wanting.length === 0) return;
    const { coloured } = await import('../../features/wiki/reader/grammars.ts');
    for (const node of wanting) {
      const tree = await coloured(node.textContent, String(node.attrs['language']));
      const runs = tree ? runsOf(tree) : [];
      byNode.set(node, runs);
      byBlock.set(String(node.attrs['id']), runs);
    }
    if (!ended) view.dispatch(view.state.tr.setMeta(key, true).setMeta('addToHistory', false));
  };
  const soon = () => {
    clearTimeout(timer);
    // Without colours, code is still code.
    timer = setTimeout(() => void colour().catch(() => undefined), PAUSE_MS);
  };
  soon();
  return {
    update: (_: EditorView, before: { doc: Node }) => {
      if (before.doc !== view.state.doc) soon();
    },
    destroy: () => {
      ended = true;
      clearTimeout(timer);
    },
  };
}

function eachCode(doc: Node, see: (node: Node, position: number) => void): void {
  doc.descendants((node, position) => {
    if (node.type.name === 'codeBlock') see(node, position);
    return !node.isTextblock;
  });
}

/** The tree of highlight.js as runs from the beginning of the code (UTF-16). */
export function runsOf(tree: readonly Coloured[]): Run[] {
  const runs: Run[] = [];
  let position = 0;
  const visit = (node: Coloured) => {
    if (node.type === 'text') position += node.value.length;
    if (node.type !== 'element') return;
    const from = position;
    for (const child of node.children) visit(child as Coloured);
    const names = node.properties['className'];
    if (Array.isArray(names) && position > from) runs.push({ from, to: position, classes: names.join(' ') });
  };
  for (const node of tree) visit(node);
  return runs;
}
