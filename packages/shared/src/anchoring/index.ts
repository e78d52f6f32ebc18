export { CONTEXT_LENGTH, type Passage, blockAt, passageAt } from './passage.ts';
export { findQuote } from './find-quote.ts';
export { type Anchored, type AnchorMethod, type AnchorState, MAX_SEARCHES, type Target, reanchor } from './reanchor.ts';
