import { type DocumentNode, nodesOf } from '@parvis/shared/document';

/** What is shown of what somebody said, in characters. */
const EXCERPT = 200;

/** A text in which people are named, and those names that its reader may know. */
export interface Spoken {
  body: DocumentNode;
  names: Record<string, string> | null;
}

/** The beginning of what somebody said, on one line: people by their names, of pictures and formulas nothing. */
export function saidIn({ body, names }: Spoken): string {
  let text = '';
  for (const node of nodesOf(body)) {
    if (node.type === 'text') text += node.text ?? '';
    else if (node.type === 'mention') text += `@${names?.[node.attrs.personId] ?? '…'}`;
    else if (node.type !== 'doc' && !INLINE.has(node.type)) text += ' ';
    if (text.length > 2 * EXCERPT) break;
  }
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length <= EXCERPT ? line : `${line.slice(0, EXCERPT - 1).replace(/\p{Surrogate}$/u, '')}…`;
}

const INLINE = new Set(['inlineImage', 'inlineFormula']);
