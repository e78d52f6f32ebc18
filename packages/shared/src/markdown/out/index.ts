export { documentToMarkdown, pageToMarkdown } from './document-to-markdown.ts';
export { escaped } from './exact-html.ts';
export type { Addresses } from './types.ts';
