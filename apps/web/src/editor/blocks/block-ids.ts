import { Extension } from '@tiptap/core';
import { isChangeOrigin } from '@tiptap/extension-collaboration';
import { Fragment, type Node, Slice } from '@tiptap/pm/model';
import { Plugin, type EditorState, type Transaction } from '@tiptap/pm/state';
import type { EditorView } from '@tiptap/pm/view';

const ALPHABET = '0123456789abcdefghijklmnopqrstuvwxyz';
const LENGTH = 10;

/** As `withBlockIds` of the documents makes them. */
export function newBlockId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(LENGTH));
  return Array.from(bytes, (byte) => ALPHABET[byte % ALPHABET.length]).join('');
}

const bearsId = (node: Node): boolean => node.type.spec.attrs?.['id'] !== undefined;
const idIn = (node: Node): string | null => (bearsId(node) ? (node.attrs['id'] as string | null) : null);

/** Where each id stands; repeated ones by their first place. */
function places(doc: Node): Map<string, number> {
  const found = new Map<string, number>();
  doc.descendants((node, position) => {
    const id = idIn(node);
    if (id !== null && !found.has(id)) found.set(id, position);
    return !node.isTextblock;
  });
  return found;
}

/**
 * Gives blocks that I made ids of their own, and copies new ones. An id that is there never changes: annotations and
 * versions hold on to it. What others write is left alone: their screens, or the server, gave the ids.
 */
export const BlockIds = Extension.create({
  name: 'blockIds',
  addProseMirrorPlugins: () => [
    new Plugin({
      appendTransaction: (transactions, before, after) => {
        const mine = transactions.filter((transaction) => transaction.docChanged);
        if (mine.length === 0 || mine.some(isChangeOrigin)) return null;
        return withIds(mine, before, after);
      },
      props: { transformPasted: (slice, view) => (view.dragging?.move ? slice : withoutKnownIds(slice, view)) },
    }),
  ],
});

function withIds(transactions: readonly Transaction[], before: EditorState, after: EditorState): Transaction | null {
  const wanting: number[] = [];
  const repeated = new Map<string, number[]>();
  const seen = new Map<string, number>();
  after.doc.descendants((node, position) => {
    if (bearsId(node)) {
      const id = idIn(node);
      if (id === null) wanting.push(position);
      else if (seen.has(id)) repeated.set(id, [...(repeated.get(id) ?? [seen.get(id) ?? 0]), position]);
      else seen.set(id, position);
    }
    return !node.isTextblock;
  });
  if (repeated.size > 0) {
    const old = places(before.doc);
    for (const [id, positions] of repeated) {
      const keeper = keptPlace(old.get(id), transactions);
      const keeps = positions.includes(keeper ?? -1) ? keeper : positions[0];
      wanting.push(...positions.filter((position) => position !== keeps));
    }
  }
  if (wanting.length === 0) return null;
  const { tr } = after;
  for (const position of wanting) tr.setNodeAttribute(position, 'id', newBlockId());
  // One change with what wanted the ids, so that undoing takes both back; a mark that waits for its words goes on waiting.
  return tr.setStoredMarks(after.storedMarks);
}

/** Where a block of before stands now. */
function keptPlace(position: number | undefined, transactions: readonly Transaction[]): number | null {
  let place = position;
  for (const { mapping } of transactions) {
    if (place === undefined) return null;
    const { pos, deletedAfter } = mapping.mapResult(place, 1);
    place = deletedAfter ? undefined : pos;
  }
  return place ?? null;
}

/** What is cut and pasted stays itself; a copy of what still stands here begins without ids. */
function withoutKnownIds(slice: Slice, { state }: EditorView): Slice {
  const taken = new Set(places(state.doc).keys());
  const visit = (fragment: Fragment): Fragment => {
    const nodes: Node[] = [];
    fragment.forEach((node) => {
      const id = idIn(node);
      const known = id !== null && taken.has(id);
      if (id !== null) taken.add(id);
      const content = node.isTextblock ? node.content : visit(node.content);
      nodes.push(known ? node.type.create({ ...node.attrs, id: null }, content, node.marks) : node.copy(content));
    });
    return Fragment.from(nodes);
  };
  return new Slice(visit(slice.content), slice.openStart, slice.openEnd);
}
