export { documentDifference, isSame } from './document-difference.ts';
export { type Side, inlineOf, movesIn, readSide } from './read-side.ts';
export type { AttributeDifference, BlockDifference, ChangedBlock, Difference, InlineDifference, Shell } from './types.ts';
