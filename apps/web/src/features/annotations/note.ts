import type { FileRef, PersonChip } from '@parvis/shared';
import { type DocumentNode, documentLinks, pageText } from '@parvis/shared/document';
import type { Said } from './expected.ts';

/** Of somebody's words that the server has already: it tells whom they name and what they show. */
export const NOTHING_NEW: Pick<Said, 'mentions' | 'files'> = { mentions: [], files: [] };

/** Nothing said yet. */
export const emptyNote = (): Said => ({ body: { type: 'doc', content: [{ type: 'paragraph' }] }, text: '', ...NOTHING_NEW });

interface Known {
  people: readonly PersonChip[];
  files: readonly FileRef[];
}

/**
 * What was written, with its words: what has no letters (a picture, somebody named) says something as well. Of those who
 * are known it keeps whom it names, and the pictures that it shows.
 */
export function noteOf(document: DocumentNode, known?: Known): Said {
  const { personIds, fileIds } = documentLinks(document);
  return {
    body: document as unknown as Said['body'],
    text: pageText(document),
    mentions: known?.people.filter(({ id }) => personIds.includes(id)) ?? [],
    files: known?.files.filter(({ id }) => fileIds.includes(id)) ?? [],
  };
}

/** Whether it says nothing that could be sent. */
export const saysNothing = ({ text }: Pick<Said, 'text'>): boolean => text.trim() === '';

/** One after the other. */
export const together = (first: Said, second: Said): Said =>
  noteOf({ type: 'doc', content: [first, second].flatMap(({ body }) => (body as unknown as DocumentNode).content ?? []) } as DocumentNode, {
    people: [...first.mentions, ...second.mentions],
    files: [...first.files, ...second.files],
  });
