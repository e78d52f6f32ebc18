export { documentToMarkdown, pageToMarkdown } from './document-to-markdown.ts';
export { type ContentsEntry, contentsToMarkdown } from './summary.ts';
export type { Address, Addresses } from './types.ts';
