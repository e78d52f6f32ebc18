import type { BlockDifference } from '@parvis/shared/document-difference';

/** What a column shows: one of the two documents, or both in one. */
export type Shown = 'before' | 'after' | 'both';

/** Whether anything of this block, or in it, is not the same on both sides. */
export const differs = (block: BlockDifference): boolean => block.kind !== 'same' || block.move !== undefined;

/** Whether this block is told as a whole: what it holds is not gone into. */
export const isLeaf = (block: BlockDifference): boolean => block.kind !== 'changed' || !block.blocks || block.attributes.length > 0;

/** How many changes are met one after the other: one inside a block that moved is met with it. */
export function countChanges(blocks: readonly BlockDifference[]): number {
  let count = 0;
  for (const block of blocks) {
    if (block.kind === 'departed' || !differs(block)) continue;
    if (isLeaf(block) || ('move' in block && block.move !== undefined)) count += 1;
    else if (block.kind === 'changed') count += countChanges(block.blocks ?? []);
  }
  return count;
}

export interface Stretch {
  /** Blocks that are the same on both sides, few of which are worth showing. */
  same: boolean;
  blocks: BlockDifference[];
}

/** Neighbours that changed, and neighbours that did not. */
export function stretchesOf(blocks: readonly BlockDifference[]): Stretch[] {
  const stretches: Stretch[] = [];
  for (const block of blocks) {
    const same = !differs(block);
    const last = stretches.at(-1);
    if (last?.same === same) last.blocks.push(block);
    else stretches.push({ same, blocks: [block] });
  }
  return stretches;
}
