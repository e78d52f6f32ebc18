import { type Passage, blockAt, passageAt } from '@parvis/shared/anchoring';
import type { TextBlock } from '@parvis/shared/document';
import type { Node } from '@tiptap/pm/model';

/** A block of `pageText`, and where its first character stands in the document of the editor. */
export interface PlacedBlock extends TextBlock {
  from: number;
}

/** Between two positions of the editor's document. */
export interface Range {
  from: number;
  to: number;
}

const ATOM = '\ufffc';

/**
 * `textBlocks` of what the editor holds: the same blocks, counted the same. Inside a block each UTF-16 unit of its text
 * is one position, as breaks and atoms are.
 */
export function placedBlocks(doc: Node): PlacedBlock[] {
  const blocks: PlacedBlock[] = [];
  let start = 0;
  const walk = (parent: Node, content: number, above: string | null) =>
    parent.forEach((node, offset) => {
      const position = content + offset;
      const blockId = typeof node.attrs['id'] === 'string' ? node.attrs['id'] : above;
      if (!node.isTextblock && !node.isLeaf) return walk(node, position + 1, blockId);
      const text = node.isTextblock ? node.textBetween(0, node.content.size, undefined, letterOf) : ATOM;
      blocks.push({ start, text, blockId, from: node.isTextblock ? position + 1 : position });
      start += text.length + 1;
    });
  walk(doc, 0, null);
  return blocks;
}

const letterOf = (leaf: Node): string => (leaf.type.name === 'hardBreak' ? '\n' : ATOM);

export const textOf = (blocks: readonly TextBlock[]): string => blocks.map(({ text }) => text).join('\n');

/** Where a passage stands in the editor, from its offsets in `pageText`. */
export function rangeOf(blocks: readonly PlacedBlock[], { start, end }: { start: number; end: number }): Range | null {
  const from = positionOf(blocks, start);
  const to = positionOf(blocks, end);
  return from !== null && to !== null && from < to ? { from, to } : null;
}

function positionOf(blocks: readonly PlacedBlock[], offset: number): number | null {
  const block = blockAt(blocks, offset) as PlacedBlock | null;
  if (!block || offset < block.start || offset > block.start + block.text.length) return null;
  return block.from + offset - block.start;
}

/** What stands between two positions, without the space around it. Null when that is nothing. */
export function passageIn(blocks: readonly PlacedBlock[], { from, to }: Range): Passage | null {
  const first = blocks.find((block) => block.from + block.text.length >= from);
  const last = blocks.findLast((block) => block.from <= to);
  if (!first || !last) return null;
  const text = textOf(blocks);
  let start = first.start + Math.max(0, from - first.from);
  let end = last.start + Math.min(last.text.length, to - last.from);
  while (start < end && isSpace(text[start])) start += 1;
  while (end > start && isSpace(text[end - 1])) end -= 1;
  return start < end ? passageAt(text, blocks, start, end) : null;
}

const isSpace = (character = ''): boolean => /\s/.test(character);
