export { withBlockIds } from './block-ids.ts';
export { type DocumentProblem, MAX_DEPTH, MAX_DOCUMENT_LENGTH, type ParsedDocument, parseBlock, parseDocument } from './parse-document.ts';
export { documentSchema } from './schema.ts';
