import type { DocumentNode } from './types.ts';
import { nodesOf, plainText } from './walk.ts';

/** The first words of a document's paragraphs, at most `max` characters, cut at a word and marked `…`. */
export function excerptOf(document: DocumentNode, max: number): string {
  let text = '';
  for (const node of nodesOf(document)) {
    if (node.type !== 'paragraph') continue;
    text = `${text} ${plainText(node)}`.replace(/\s+/g, ' ').trim();
    if (text.length > max) break;
  }
  if (text.length <= max) return text;
  const cut = text.slice(0, max - 1);
  return `${cut
    .slice(0, Math.max(cut.lastIndexOf(' '), max / 2))
    .replace(/\p{Surrogate}$/u, '')
    .trimEnd()}…`;
}
