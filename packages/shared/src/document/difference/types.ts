import type { DocumentNode, NodeType } from '../types.ts';

/** A stretch of a line of text. Removed comes before added where both stand at one place. */
export type InlineDifference =
  | { kind: 'same' | 'added' | 'removed'; content: DocumentNode[] }
  /** The words are the same, their marks (bold, link, …) are not. */
  | { kind: 'marks'; before: DocumentNode[]; after: DocumentNode[] };

/** A node without what stands inside it. */
export interface Shell {
  type: NodeType;
  attrs?: Record<string, unknown>;
}

/** An attribute that is not the same on both sides, e.g. the level of a heading; `type` for the kind of block itself. */
export interface AttributeDifference {
  name: string;
  before: unknown;
  after: unknown;
}

/**
 * One block of either side. `move` numbers a block that stands elsewhere than before: it is told where it stands now,
 * and `departed` with the same number marks where it stood.
 */
export type BlockDifference =
  | { kind: 'same'; node: DocumentNode; move?: number }
  | { kind: 'added'; node: DocumentNode }
  | { kind: 'removed'; node: DocumentNode }
  | { kind: 'departed'; move: number }
  | ChangedBlock;

/** A block that is there on both sides. It holds lines (`inline`), other blocks (`blocks`) or neither (a picture). */
export interface ChangedBlock {
  kind: 'changed';
  before: Shell;
  after: Shell;
  attributes: AttributeDifference[];
  inline?: InlineDifference[];
  blocks?: BlockDifference[];
  move?: number;
}

/** How two documents differ, with all that both hold: either side can be read from it, ids of blocks left aside. */
export interface Difference {
  blocks: BlockDifference[];
  /** Blocks, each counted once, the outermost that is meant: an added list is one. */
  counts: { added: number; removed: number; changed: number; moved: number };
  words: { added: number; removed: number };
}
