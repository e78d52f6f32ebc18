import type { DocumentNode, NodeOf } from '@parvis/shared/document';
import { nodesOf } from '@parvis/shared/document';

/** A copy of a document whose links to pages of `copies` (copy by original) lead to the copies. Blocks keep their ids: they are unique within a document. */
export function relink(document: NodeOf<'doc'>, copies: ReadonlyMap<string, string>): NodeOf<'doc'> {
  const copy = structuredClone(document);
  for (const node of nodesOf(copy)) relinkNode(node, copies);
  return copy;
}

function relinkNode(node: DocumentNode, copies: ReadonlyMap<string, string>): void {
  if (node.type === 'pageCard') node.attrs.pageId = copies.get(node.attrs.pageId) ?? node.attrs.pageId;
  for (const mark of node.marks ?? []) {
    if (mark.type === 'pageLink') mark.attrs.pageId = copies.get(mark.attrs.pageId) ?? mark.attrs.pageId;
  }
}
