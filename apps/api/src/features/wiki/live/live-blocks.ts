import { documentSchema, parseBlock } from '@parvis/shared/document-schema';
import { Fragment, type Node } from '@tiptap/pm/model';
import * as Y from 'yjs';
import { ForeignContent, fragmentOf, jsonOf } from './yjs-document.ts';

/** @throws ForeignContent when the block, or anything in it, is not known or not safe. */
export function checkBlock(block: Y.XmlElement): void {
  for (const json of jsonOf(block)) {
    const parsed = parseBlock(json);
    if (!parsed.ok) throw new ForeignContent(`${parsed.problem.path}: ${parsed.problem.message}`);
  }
}

/** Deletes what stands where it may not, from the inside out, the block itself at last. Returns whether anything did. */
export function takeOutMisplaced(block: Y.XmlElement): boolean {
  let found = false;
  const built = (element: Y.XmlElement): Node | null => {
    const children = element.toArray().flatMap((child) => (child instanceof Y.XmlElement ? (built(child) ?? []) : textNodes(child)));
    try {
      return documentSchema.node(element.nodeName, element.getAttributes(), Fragment.from(children));
    } catch {
      found = true;
      remove(element);
      return null;
    }
  };
  const node = built(block);
  if (node && !documentSchema.topNodeType.contentMatch.matchType(node.type)) {
    found = true;
    remove(block);
  }
  return found;
}

/**
 * The same for a whole page: two processes each let through what was in order there, and together it may not be. Returns
 * the update that says so, null where all stands where it may.
 */
export function takeOutAllMisplaced(live: Y.Doc): Uint8Array | null {
  const before = Y.encodeStateVector(live);
  const found = live.transact(() => blocksOf(live).map(takeOutMisplaced).includes(true));
  return found ? Y.encodeStateAsUpdate(live, before) : null;
}

const blocksOf = (live: Y.Doc): Y.XmlElement[] =>
  fragmentOf(live)
    .toArray()
    .filter((child) => child instanceof Y.XmlElement);

const textNodes = (child: unknown): Node[] => jsonOf(child).map((json) => documentSchema.nodeFromJSON(json));

function remove(element: Y.XmlElement): void {
  const parent = element.parent as Y.XmlFragment;
  const index = parent.toArray().indexOf(element);
  if (index >= 0) parent.delete(index, 1);
}
