import { type DocumentNode, idOf } from '@parvis/shared/document';

/**
 * Attributes that let places of `pageText` be found again on the screen (see `text-ranges.ts`). A run is one block of
 * `pageText`; an atom is one character of it, U+FFFC, whatever it shows; what the interface adds between is `data-ui`.
 */
export const block = (node: DocumentNode) => ({ 'data-block-id': idOf(node) ?? undefined });
export const run = { 'data-run': '' };
export const atom = { 'data-atom': '' };
export const ui = { 'data-ui': '' };
