import type { DocumentNode } from './types.ts';

/** All nodes of a document in reading order. */
export function* nodesOf(document: DocumentNode): Generator<DocumentNode> {
  const stack: DocumentNode[] = [document];
  for (let node = stack.pop(); node; node = stack.pop()) {
    yield node;
    for (let index = (node.content?.length ?? 0) - 1; index >= 0; index--) stack.push(node.content![index]!);
  }
}

/** The plain text inside a node, without marks. */
export function plainText(node: DocumentNode): string {
  let text = '';
  for (const inner of nodesOf(node)) text += inner.type === 'text' ? (inner.text ?? '') : inner.type === 'hardBreak' ? ' ' : '';
  return text;
}
