import type { DocumentNode } from './types.ts';
import { nodesOf } from './walk.ts';

/** The pages and files that a document leads to or shows, and the people it names, each once. */
export function documentLinks(document: DocumentNode): { pageIds: string[]; fileIds: string[]; personIds: string[] } {
  const pages = new Set<string>();
  const files = new Set<string>();
  const people = new Set<string>();
  for (const node of nodesOf(document)) {
    if (node.type === 'mention') people.add(node.attrs.personId);
    if (node.type === 'pageCard') pages.add(node.attrs.pageId);
    if ((node.type === 'image' || node.type === 'inlineImage' || node.type === 'file') && node.attrs.fileId) files.add(node.attrs.fileId);
    for (const mark of node.marks ?? []) {
      if (mark.type === 'pageLink') pages.add(mark.attrs.pageId);
      if (mark.type === 'fileLink') files.add(mark.attrs.fileId);
    }
  }
  return { pageIds: [...pages], fileIds: [...files], personIds: [...people] };
}
