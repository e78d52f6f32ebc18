import type { DocumentNode, NodeOf } from '../document/types.ts';
import type { Marks } from './types.ts';

/** Small makers of nodes. Ids come when the document is checked. */
export const paragraph = (content: DocumentNode[] = []): NodeOf<'paragraph'> => ({
  type: 'paragraph',
  attrs: { id: null },
  ...(content.length > 0 && { content }),
});

export function text(value: string, marks: Marks = []): DocumentNode[] {
  if (value === '') return [];
  return [{ type: 'text', text: value, ...(marks.length > 0 && { marks: [...marks] }) }];
}

/** What stands among words and has none itself; a picture can be a link, as words can. */
export const atom = (node: DocumentNode, marks: Marks): DocumentNode => (marks.length > 0 ? { ...node, marks: [...marks] } : node);

export const kept = (format: NodeOf<'kept'>['attrs']['format'], source: string, reason: string): NodeOf<'kept'> => ({
  type: 'kept',
  attrs: { id: null, format, source: source.slice(0, 200_000), reason },
});

/** A container may not be empty. */
export const atLeastOne = (blocks: DocumentNode[]): DocumentNode[] => (blocks.length > 0 ? blocks : [paragraph()]);

/** An item of a list begins with a paragraph. */
export const asItem = (blocks: DocumentNode[]): DocumentNode[] => (blocks[0]?.type === 'paragraph' ? blocks : [paragraph(), ...blocks]);

/** Joins neighbouring text with the same marks, and drops line breaks and spaces at the ends. */
export function tidy(inline: DocumentNode[]): DocumentNode[] {
  const joined: DocumentNode[] = [];
  for (const node of inline) {
    const last = joined.at(-1);
    if (node.type === 'text' && last?.type === 'text' && JSON.stringify(last.marks) === JSON.stringify(node.marks)) {
      joined[joined.length - 1] = { ...last, text: `${last.text ?? ''}${node.text ?? ''}` };
    } else joined.push(node);
  }
  const blank = (node: DocumentNode | undefined) =>
    node?.type === 'hardBreak' || (node?.type === 'text' && !node.text?.trim() && !/\u00a0/.test(node.text ?? ''));
  while (blank(joined[0])) joined.shift();
  while (blank(joined.at(-1))) joined.pop();
  return joined;
}
