import { MARK_ATTRIBUTES } from '../../document/attributes.ts';
import type { DocumentMark, DocumentNode } from '../../document/types.ts';
import { paragraph, text } from '../build.ts';
import type { Addresses } from './types.ts';

const RANK = Object.keys(MARK_ATTRIBUTES);

/**
 * The document as it can be written: links, cards, files and pictures that have no address become words, neighbouring
 * text with the same marks is one text, marks stand in one order, and there are no ids.
 */
export function prepared(node: DocumentNode, addresses: Addresses): DocumentNode {
  const stands = replaced(node, addresses) ?? node;
  const marks = stands.marks?.filter((mark) => hasAddress(mark, addresses));
  return canonical({ ...stands, ...(marks && { marks }) } as DocumentNode, (child) => prepared(child, addresses));
}

/** One spelling of a node, to compare by. */
export function canonical(node: DocumentNode, each: (child: DocumentNode) => DocumentNode = (child) => canonical(child)): DocumentNode {
  const content = joined((node.content ?? []).map(each));
  const marks = (node.marks ?? []).map(cleanMark).toSorted((a, b) => RANK.indexOf(a.type) - RANK.indexOf(b.type));
  return {
    type: node.type,
    ...(node.attrs && Object.keys(node.attrs).length > 0 && { attrs: inOrder({ ...node.attrs, ...('id' in node.attrs && { id: null }) }) }),
    ...(content.length > 0 && { content }),
    ...(node.text !== undefined && { text: node.text }),
    ...(marks.length > 0 && { marks: marks.filter(({ type }, index) => marks.findLastIndex((mark) => mark.type === type) === index) }),
  } as DocumentNode;
}

const inOrder = (attrs: object): object => Object.fromEntries(Object.entries(attrs).toSorted(([a], [b]) => (a < b ? -1 : 1)));

/** An empty anchor is none. */
const cleanMark = (mark: DocumentMark): DocumentMark =>
  mark.type === 'pageLink' ? { type: 'pageLink', attrs: { pageId: mark.attrs.pageId, anchor: mark.attrs.anchor || null } } : mark;

function joined(nodes: DocumentNode[]): DocumentNode[] {
  const list: DocumentNode[] = [];
  for (const node of nodes) {
    const last = list.at(-1);
    if (node.type === 'text' && last?.type === 'text' && JSON.stringify(node.marks) === JSON.stringify(last.marks))
      list[list.length - 1] = { ...last, text: `${last.text ?? ''}${node.text ?? ''}` };
    else list.push(node);
  }
  return list;
}

function hasAddress(mark: DocumentMark, addresses: Addresses): boolean {
  if (mark.type === 'pageLink') return 'href' in addresses.page(mark.attrs.pageId, mark.attrs.anchor || null);
  return mark.type !== 'fileLink' || 'href' in addresses.file(mark.attrs.fileId);
}

/** The words for what has no address; null for what has one, or needs none. */
function replaced(node: DocumentNode, addresses: Addresses): DocumentNode | null {
  switch (node.type) {
    case 'pageCard': {
      const target = addresses.page(node.attrs.pageId, null);
      return 'words' in target ? paragraph(text(target.words)) : null;
    }
    case 'file': {
      const target = addresses.file(node.attrs.fileId);
      return 'words' in target ? paragraph(text(node.attrs.name || target.words)) : null;
    }
    case 'image':
    case 'inlineImage': {
      const target = node.attrs.fileId === null ? null : addresses.file(node.attrs.fileId);
      if (!target || 'href' in target) return null;
      const caption = node.type === 'image' ? node.attrs.caption : null;
      const words = text([node.attrs.alt, caption].filter(Boolean).join(' — ') || target.words, [{ type: 'italic' }]);
      return node.type === 'image' ? paragraph(words) : (words[0] ?? null);
    }
    default:
      return null;
  }
}
