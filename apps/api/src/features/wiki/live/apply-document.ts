import type { DocumentNode, NodeOf } from '@parvis/shared/document';
import { documentSchema } from '@parvis/shared/document-schema';
import type { Node } from '@tiptap/pm/model';
import { updateYFragment } from '@tiptap/y-tiptap';
import * as Y from 'yjs';
import { fragmentOf, jsonOf } from './yjs-document.ts';

/**
 * Turns what a Yjs document holds into `document` by the smallest change: blocks that keep their id and their order
 * stay where they are and only their differences are written; the others are taken out and put in. Returns the update,
 * or null when nothing differs.
 */
export function applyDocument(live: Y.Doc, document: NodeOf<'doc'>): Uint8Array | null {
  const before = Y.encodeStateVector(live);
  let changed = false;
  const note = () => (changed = true);
  live.on('update', note);
  live.transact(() => replaceBlocks(live, fragmentOf(live), document.content ?? []));
  live.off('update', note);
  return changed ? Y.encodeStateAsUpdate(live, before) : null;
}

function replaceBlocks(live: Y.Doc, fragment: Y.XmlFragment, blocks: readonly DocumentNode[]): void {
  const place = new Map(
    blocks.map((block, index) => [keyOf(block.type, block.attrs && 'id' in block.attrs ? block.attrs.id : null), index]),
  );
  const present = fragment
    .toArray()
    .map((child) => (child instanceof Y.XmlElement ? place.get(keyOf(child.nodeName, child.getAttribute('id'))) : undefined));
  const kept = new Set(longestAscending(present));
  for (let index = present.length - 1; index >= 0; index--) if (!kept.has(index)) fragment.delete(index, 1);
  const staying = [...kept].toSorted((a, b) => a - b).map((index) => present[index]);
  blocks.forEach((block, index) => {
    if (staying[0] === index) staying.shift();
    else fragment.insert(index, [new Y.XmlElement(block.type)]);
    write(live, fragment.get(index) as Y.XmlElement, documentSchema.nodeFromJSON(block));
  });
}

function write(live: Y.Doc, element: Y.XmlElement, node: Node): void {
  const [present] = jsonOf(element);
  if (present && documentSchema.nodeFromJSON(present).eq(node)) return;
  updateYFragment(live, element as unknown as Y.XmlFragment, node, { mapping: new Map(), isOMark: new Map() });
}

const keyOf = (type: string, id: unknown): string => (typeof id === 'string' ? `${type} ${id}` : `without id ${Math.random()}`);

/** The places of a longest run of ascending values; places without a value are left out. */
function longestAscending(values: readonly (number | undefined)[]): number[] {
  const ends: number[] = [];
  const before: number[] = [];
  values.forEach((value, index) => {
    if (value === undefined) return;
    let low = 0;
    let high = ends.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((values[ends[middle] as number] as number) < value) low = middle + 1;
      else high = middle;
    }
    before[index] = low > 0 ? (ends[low - 1] as number) : -1;
    ends[low] = index;
  });
  const run: number[] = [];
  for (let at = ends.at(-1) ?? -1; at >= 0; at = before[at] as number) run.push(at);
  return run.toReversed();
}
