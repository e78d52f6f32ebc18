import { slugOf } from '../slug.ts';
import type { DocumentNode } from './types.ts';
import { nodesOf, plainText } from './walk.ts';

export interface HeadingAnchor {
  id: string | null;
  level: number;
  text: string;
  /** Unique in the document: repeats get `-2`, `-3`, … */
  anchor: string;
}

/** The headings of a document in reading order, with their anchors. */
export function headingAnchors(document: DocumentNode): HeadingAnchor[] {
  const taken = new Set<string>();
  const anchors: HeadingAnchor[] = [];
  for (const node of nodesOf(document)) {
    if (node.type !== 'heading') continue;
    const text = plainText(node).trim();
    const base = slugOf(text, { fallback: 'section' });
    let anchor = base;
    for (let number = 2; taken.has(anchor); number++) anchor = `${base}-${number}`;
    taken.add(anchor);
    anchors.push({ id: node.attrs.id, level: node.attrs.level, text, anchor });
  }
  return anchors;
}
