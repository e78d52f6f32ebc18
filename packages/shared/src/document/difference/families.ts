import type { DocumentNode, NodeType } from '../types.ts';
import { plainText } from '../walk.ts';

/** Blocks that hold one line of text. */
const LINES: ReadonlySet<NodeType> = new Set(['paragraph', 'heading', 'codeBlock', 'detailsSummary']);
/** Blocks that may turn into each other and stay the same block to their writer. */
const FAMILIES: Partial<Record<NodeType, string>> = {
  paragraph: 'line',
  heading: 'line',
  codeBlock: 'line',
  bulletList: 'list',
  orderedList: 'list',
  taskList: 'list',
  listItem: 'item',
  taskItem: 'item',
  blockquote: 'frame',
  callout: 'frame',
  tableCell: 'cell',
  tableHeader: 'cell',
};
/** Parts of a block: they go by their place in it. */
const PARTS: ReadonlySet<string> = new Set(['item', 'cell', 'tableRow', 'tab', 'step', 'detailsSummary', 'detailsContent']);

export const isLine = (node: DocumentNode): boolean => LINES.has(node.type);
export const familyOf = (node: DocumentNode): string => FAMILIES[node.type] ?? node.type;
export const isPart = (node: DocumentNode): boolean => PARTS.has(familyOf(node));
/** May be told as one block that changed. */
export const comparable = (one: DocumentNode, other: DocumentNode): boolean => familyOf(one) === familyOf(other);
/** May be told as one block that went elsewhere: parts that have no meaning alone do not. */
export const movable = (node: DocumentNode): boolean => !['cell', 'detailsSummary', 'detailsContent'].includes(familyOf(node));

/** Text so long, or a picture, is known again wherever it stands; shorter ones stand in too many places. */
const KNOWN_AGAIN = 12;
export const isKnownAgain = (node: DocumentNode): boolean =>
  plainText(node).length >= KNOWN_AGAIN || (!node.content && !isLine(node) && node.type !== 'horizontalRule');
