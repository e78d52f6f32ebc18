import type { DocumentNode, NodeOf } from '../types.ts';
import type { BlockDifference, Difference, InlineDifference, Shell } from './types.ts';

export type Side = 'before' | 'after';
type Moved = Exclude<BlockDifference, { kind: 'departed' }>;
type Moves = ReadonlyMap<number, Moved>;

/** One of the two documents that a difference was made of; blocks that did not change carry the ids of the later one. */
export function readSide(difference: Difference, side: Side): NodeOf<'doc'> {
  const content = blocksOf(difference.blocks, side, movesIn(difference.blocks));
  return { type: 'doc', ...(content.length > 0 && { content }) };
}

/** The blocks that moved, by their numbers. */
export function movesIn(blocks: readonly BlockDifference[], moves = new Map<number, Moved>()): Moves {
  for (const block of blocks) {
    if ((block.kind === 'same' || block.kind === 'changed') && block.move !== undefined) moves.set(block.move, block);
    if (block.kind === 'changed' && block.blocks) movesIn(block.blocks, moves);
  }
  return moves;
}

function blocksOf(blocks: readonly BlockDifference[], side: Side, moves: Moves): DocumentNode[] {
  return blocks.flatMap((block): DocumentNode[] => {
    if (block.kind === 'departed') {
      const moved = side === 'before' ? moves.get(block.move) : undefined;
      return moved ? [nodeOf(moved, side, moves)] : [];
    }
    if (block.kind === 'added') return side === 'after' ? [block.node] : [];
    if (block.kind === 'removed') return side === 'before' ? [block.node] : [];
    return side === 'before' && block.move !== undefined ? [] : [nodeOf(block, side, moves)];
  });
}

function nodeOf(block: Moved, side: Side, moves: Moves): DocumentNode {
  if (block.kind !== 'changed') return block.node;
  const shell: Shell = block[side];
  const content = block.inline ? inlineOf(block.inline, side) : blocksOf(block.blocks ?? [], side, moves);
  return { ...shell, ...(content.length > 0 && { content }) } as DocumentNode;
}

/** One side of a line; neighbours with the same marks are one run again. */
export function inlineOf(parts: readonly InlineDifference[], side: Side): DocumentNode[] {
  const nodes: DocumentNode[] = [];
  for (const part of parts) {
    if (part.kind === 'marks') nodes.push(...part[side]);
    else if (part.kind === 'same' || (part.kind === 'added') === (side === 'after')) nodes.push(...part.content);
  }
  return nodes.reduce<DocumentNode[]>((joined, node) => {
    const last = joined.at(-1);
    if (last?.type === 'text' && node.type === 'text' && JSON.stringify(last.marks ?? []) === JSON.stringify(node.marks ?? []))
      joined[joined.length - 1] = { ...last, text: `${last.text ?? ''}${node.text ?? ''}` };
    else joined.push(node);
    return joined;
  }, []);
}
