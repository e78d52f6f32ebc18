import type { Editor, JSONContent } from '@tiptap/core';
import type { Node } from '@tiptap/pm/model';
import { NodeSelection, Selection, type Transaction } from '@tiptap/pm/state';

/** Puts a block at a position, or at the nearest place outwards behind it where it may stand. Returns where it stands, null when nowhere. */
export function insertBehind(tr: Transaction, position: number, node: Node): number | null {
  let at = position;
  for (let $at = tr.doc.resolve(at); ; $at = tr.doc.resolve(at)) {
    if (!$at.parent.isTextblock && $at.parent.canReplaceWith($at.index(), $at.index(), node.type)) {
      tr.insert(at, node);
      return at;
    }
    if ($at.depth === 0) return null;
    at = $at.after();
  }
}

/**
 * Puts a block where the cursor is: in place of an empty line, else behind the line. The cursor goes to its first words;
 * what has none is chosen, and a rule leaves the cursor behind it.
 */
export function insertBlock(editor: Editor, content: JSONContent): boolean {
  const node = editor.schema.nodeFromJSON(content);
  const { tr, selection } = editor.state;
  const { $from } = selection;
  const { parent } = $from;
  const replaces =
    parent.type.name === 'paragraph' &&
    parent.content.size === 0 &&
    $from.depth > 0 &&
    $from.node(-1).canReplaceWith($from.index(-1), $from.indexAfter(-1), node.type);
  let at: number | null;
  if (replaces) {
    at = $from.before();
    tr.replaceWith(at, $from.after(), node);
  } else at = insertBehind(tr, selection.to, node);
  if (at === null) return false;
  const end = at + node.nodeSize;
  const isLast = tr.doc.resolve(end).parent.childCount === tr.doc.resolve(end).index();
  if (node.isAtom && isLast) tr.insert(end, editor.schema.nodes['paragraph']!.create());
  if (node.type.name === 'horizontalRule') tr.setSelection(Selection.near(tr.doc.resolve(end)));
  else tr.setSelection(node.isAtom ? NodeSelection.create(tr.doc, at) : Selection.near(tr.doc.resolve(at + 1)));
  editor.view.dispatch(tr.scrollIntoView());
  editor.view.focus();
  return true;
}
