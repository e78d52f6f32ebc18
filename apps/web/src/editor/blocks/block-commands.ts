import type { Editor } from '@tiptap/core';
import { Fragment, type Node, type ResolvedPos } from '@tiptap/pm/model';
import { NodeSelection, Selection, TextSelection, type Transaction } from '@tiptap/pm/state';
import { CellSelection } from '@tiptap/pm/tables';

/** A block and where it stands: what the handle moves, copies and deletes. Items of lists count as blocks. */
export interface BlockPlace {
  node: Node;
  from: number;
  to: number;
  parent: Node;
  index: number;
}

/** Parts that have no life of their own: what holds them is meant. */
const FIXED = new Set(['detailsSummary', 'detailsContent', 'tableRow', 'tableCell', 'tableHeader']);

/** The innermost block around a position that can be moved: an item rather than its paragraph, a table rather than a cell's first row. */
export function blockAround($position: ResolvedPos): BlockPlace | null {
  for (let depth = $position.depth; depth > 0; depth--) {
    const node = $position.node(depth);
    const parent = $position.node(depth - 1);
    if (FIXED.has(node.type.name)) continue;
    const onlyLine = node.type.name === 'paragraph' && (parent.type.name === 'listItem' || parent.type.name === 'taskItem');
    if (onlyLine && $position.index(depth - 1) === 0) continue;
    return { node, from: $position.before(depth), to: $position.after(depth), parent, index: $position.index(depth - 1) };
  }
  const after = $position.nodeAfter;
  if (!after || $position.depth > 0) return null;
  return { node: after, from: $position.pos, to: $position.pos + after.nodeSize, parent: $position.parent, index: $position.index() };
}

/** The block that the cursor is in, or that is chosen whole. */
export function currentBlock({ state: { selection } }: Editor): BlockPlace | null {
  if (selection instanceof NodeSelection && selection.node.isBlock) {
    const { $from, node } = selection;
    return { node, from: $from.pos, to: $from.pos + node.nodeSize, parent: $from.parent, index: $from.index() };
  }
  return blockAround(selection.$from);
}

/** The same block where it stands now: what others wrote meanwhile may have moved it. Null when it is gone. */
export function placeNow({ state: { doc } }: Editor, { node, from }: BlockPlace): BlockPlace | null {
  const isIt = (other: Node | null) =>
    other === node || (other?.type === node.type && typeof node.attrs['id'] === 'string' && other.attrs['id'] === node.attrs['id']);
  let found = from <= doc.content.size && isIt(doc.nodeAt(from)) ? from : -1;
  if (found < 0)
    doc.descendants((other, position) => {
      if (found < 0 && isIt(other)) found = position;
      return found < 0 && !other.isTextblock;
    });
  const now = found < 0 ? null : doc.nodeAt(found);
  if (!now) return null;
  const $at = doc.resolve(found);
  return { node: now, from: found, to: found + now.nodeSize, parent: $at.parent, index: $at.index() };
}

/** Moves the block before the one above it (-1) or behind the one below it (1). False at the edge. The cursor goes along. */
export function moveBlock(editor: Editor, by: -1 | 1, place = currentBlock(editor)): boolean {
  if (!place) return false;
  const { state, view } = editor;
  const neighbour = place.parent.maybeChild(place.index + by);
  if (!neighbour || FIXED.has(place.node.type.name)) return false;
  const target = by === -1 ? place.from - neighbour.nodeSize : place.from + neighbour.nodeSize;
  const { tr } = state;
  tr.delete(place.from, place.to).insert(target, place.node);
  keepSelection(tr, state.selection, target - place.from);
  view.dispatch(tr.scrollIntoView());
  return true;
}

function keepSelection(tr: Transaction, before: Selection, by: number): void {
  const size = tr.doc.content.size;
  const at = (position: number) => tr.doc.resolve(Math.min(Math.max(0, position + by), size));
  if (before instanceof NodeSelection) tr.setSelection(NodeSelection.create(tr.doc, before.from + by));
  else if (before instanceof CellSelection) tr.setSelection(TextSelection.near(at(before.$headCell.pos)));
  else tr.setSelection(TextSelection.between(at(before.anchor), at(before.head)));
}

/** A copy below; it gets ids of its own. */
export function duplicateBlock(editor: Editor, place = currentBlock(editor)): boolean {
  if (!place) return false;
  const { tr } = editor.state;
  tr.insert(place.to, withoutIds(place.node));
  tr.setSelection(Selection.near(tr.doc.resolve(place.to + 1)));
  editor.view.dispatch(tr.scrollIntoView());
  return true;
}

export function withoutIds(node: Node): Node {
  if (node.isText || node.isLeaf) return 'id' in node.attrs ? node.type.create({ ...node.attrs, id: null }, null, node.marks) : node;
  const children: Node[] = [];
  node.forEach((child) => children.push(withoutIds(child)));
  return node.type.create('id' in node.attrs ? { ...node.attrs, id: null } : node.attrs, Fragment.from(children), node.marks);
}

/** Deletes the block; a parent that would be empty goes with it, the page keeps a line. */
export function deleteBlock(editor: Editor, place = currentBlock(editor)): boolean {
  if (!place) return false;
  const { tr } = editor.state;
  let { from, to } = place;
  let $from = tr.doc.resolve(from);
  while (
    $from.depth > 0 &&
    $from.parent.childCount === 1 &&
    !['tableCell', 'tableHeader', 'detailsContent'].includes($from.parent.type.name)
  ) {
    from = $from.before();
    to = $from.after();
    $from = tr.doc.resolve(from);
  }
  const alone = $from.parent.childCount === 1;
  if (alone) tr.replaceWith(from, to, editor.schema.nodes['paragraph']!.create());
  else tr.delete(from, to);
  tr.setSelection(Selection.near(tr.doc.resolve(Math.min(from, tr.doc.content.size)), alone ? 1 : -1));
  editor.view.dispatch(tr.scrollIntoView());
  return true;
}

/** Chooses the block whole. */
export function selectBlock(editor: Editor, { from }: BlockPlace): void {
  const { state, view } = editor;
  view.dispatch(state.tr.setSelection(NodeSelection.create(state.doc, from)));
}

/** Puts the cursor into a block before a command that works on the selection. */
export function enterBlock(editor: Editor, { from }: BlockPlace): void {
  const { state, view } = editor;
  view.dispatch(state.tr.setSelection(Selection.near(state.doc.resolve(from + 1))));
}
