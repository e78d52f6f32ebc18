import { type DocumentNode, pageText } from '@parvis/shared/document';
import type { Said } from './expected.ts';

/** Nothing said yet. */
export const emptyNote = (): Said => ({ body: { type: 'doc', content: [{ type: 'paragraph' }] }, text: '' });

/** What was written, with its words: what has no letters (a picture, somebody named) says something as well. */
export const noteOf = (document: DocumentNode): Said => ({ body: document as unknown as Said['body'], text: pageText(document) });

/** Whether it says nothing that could be sent. */
export const saysNothing = ({ text }: Said): boolean => text.trim() === '';

/** One after the other. */
export const together = (first: Said, second: Said): Said =>
  noteOf({
    type: 'doc',
    content: [first, second].flatMap(({ body }) => (body as unknown as DocumentNode).content ?? []),
  } as DocumentNode);
