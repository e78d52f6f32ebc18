import type { DocumentNode, NodeType } from './types.ts';

/** Grows when the text of the same document changes: positions counted in another version must be moved first. */
export const PAGE_TEXT_VERSION = 1;

/** Stands for what has no text: pictures, files, cards, formulas, people (Unicode, OBJECT REPLACEMENT CHARACTER). */
const ATOM = '\ufffc';
const ATOMS: ReadonlySet<NodeType> = new Set(['image', 'inlineImage', 'file', 'embed', 'formula', 'pageCard', 'kept', 'horizontalRule']);
const TEXT_BLOCKS: ReadonlySet<NodeType> = new Set(['paragraph', 'heading', 'codeBlock', 'detailsSummary']);

/** A run of text in reading order, and where it begins in `pageText` (UTF-16). */
export interface TextBlock {
  start: number;
  text: string;
  /** The id of the nearest block that has one. */
  blockId: string | null;
}

/** The blocks of text of a document, in reading order. A line break inside a block is `\n`. Text is taken as stored: NFC. */
export function textBlocks(document: DocumentNode): TextBlock[] {
  const blocks: TextBlock[] = [];
  let start = 0;
  const add = (text: string, blockId: string | null) => {
    blocks.push({ start, text, blockId });
    start += text.length + 1;
  };
  // A stack of its own: a document may be deeper than the call stack.
  const stack: { node: DocumentNode; blockId: string | null }[] = [{ node: document, blockId: null }];
  for (let top = stack.pop(); top; top = stack.pop()) {
    const { node } = top;
    const blockId = idOf(node) ?? top.blockId;
    if (TEXT_BLOCKS.has(node.type)) add(inlineText(node), blockId);
    else if (ATOMS.has(node.type)) add(ATOM, blockId);
    else for (let index = (node.content?.length ?? 0) - 1; index >= 0; index--) stack.push({ node: node.content![index]!, blockId });
  }
  return blocks;
}

/**
 * The canonical text of a document, that annotations, search and exports count in: blocks of text joined by `\n`,
 * what has no text is U+FFFC. Offsets in it are UTF-16 code units.
 */
export const pageText = (document: DocumentNode): string =>
  textBlocks(document)
    .map(({ text }) => text)
    .join('\n');

function inlineText({ content = [] }: DocumentNode): string {
  let text = '';
  for (const node of content) text += node.type === 'text' ? (node.text ?? '') : node.type === 'hardBreak' ? '\n' : ATOM;
  return text;
}

/** The id that a block carries. */
export const idOf = (node: DocumentNode): string | null => (node.attrs && 'id' in node.attrs ? node.attrs.id : null);
