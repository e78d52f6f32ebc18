export { markdownToDocument } from './markdown-to-document.ts';
export type { Conversion, ConversionNote, Resolved, ResolvedFile, Resolver } from './types.ts';
