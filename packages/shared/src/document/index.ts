export { excerptOf } from './excerpt.ts';
export { type HeadingAnchor, headingAnchors } from './headings.ts';
export { documentLinks } from './links.ts';
export { PAGE_TEXT_VERSION, type TextBlock, idOf, pageText, textBlocks } from './page-text.ts';
export { isSafeHref } from './safe-href.ts';
export type { CalloutKind, DocumentMark, DocumentNode, NodeOf, NodeType, StoredDocumentNode } from './types.ts';
export { nodesOf, plainText } from './walk.ts';
