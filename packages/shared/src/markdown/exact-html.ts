import type { Element, ElementContent, RootContent } from 'hast';
import { NODE_ATTRIBUTES } from '../document/attributes.ts';
import type { DocumentMark, DocumentNode, NodeType } from '../document/types.ts';
import { attributesOf } from './html-tag.ts';
import { EMPHASIS } from './inline.ts';
import { linkMark, personMentioned } from './links.ts';
import type { Context, Marks } from './types.ts';

/** The attribute on an element that Parvis wrote itself: it says all that a block is, and is read to the letter. */
export const EXACT = 'data-parvis';

type Child = ElementContent | RootContent;
interface Place {
  line: number;
  context: Context;
}
/** An element that nobody but Parvis writes, and that is not as Parvis writes it. */
class Unreadable extends Error {}

export const isExact = (element: Element): boolean => 'dataParvis' in element.properties;

/**
 * The block of an element that Parvis wrote (see `out/exact-html.ts`): unlike HTML of others, no space is joined and
 * nothing is guessed. Null when somebody changed it into what is no block.
 */
export function exactBlock(element: Element, place: Place): DocumentNode | null {
  try {
    return blockOf(element, place);
  } catch (error) {
    if (error instanceof Unreadable) return null;
    throw error;
  }
}

function blockOf(element: Element, place: Place): DocumentNode {
  const attributes = attributesOf(element);
  const blocks = (from: readonly Child[] = element.children) => elements(from).map((child) => blockOf(child, place));
  const inline = () => inlineOf(element.children, place, []);
  const kind = attributes['datablock'];
  switch (kind ?? element.tagName) {
    case 'p':
      return made('paragraph', { id: null }, inline());
    case 'hr':
      return made('horizontalRule', { id: null });
    case 'ul':
      return made('bulletList', { id: null }, itemsOf(element, place, 'listItem'));
    case 'tasks':
      return made('taskList', { id: null }, itemsOf(element, place, 'taskItem'));
    case 'ol':
      return made('orderedList', { id: null, start: numberIn(attributes['start'], 1) }, itemsOf(element, place, 'listItem'));
    case 'blockquote':
      return made('blockquote', { id: null }, some(blocks()));
    case 'pre':
      return made('codeBlock', { id: null, ...optional(attributes, ['language', 'title']) }, plain(wordsOf(element)));
    case 'callout':
      return made('callout', { id: null, kind: attributes['datakind'] }, some(blocks()));
    case 'details':
      return detailsOf(element, place);
    case 'tabs':
      return made('tabs', { id: null }, some(partsOf(element, place, 'tab')));
    case 'steps':
      return made('steps', { id: null }, some(partsOf(element, place, 'step')));
    case 'table':
      return made('table', { id: null }, some(rowsOf(element).map((row) => rowOf(row, place))));
    case 'figure':
      return imageOf(element, place);
    case 'file': {
      const file = {
        name: attributes['datatitle'] ?? '',
        size: numberIn(attributes['datasize'], -1),
        mediaType: attributes['datatype'] ?? '',
      };
      return made('file', { id: null, fileId: fileIn(hrefIn(element), place), ...file });
    }
    case 'embed':
      return made('embed', { id: null, url: hrefIn(element), ...optional(attributes, ['title', 'description']) });
    case 'formula':
      return made('formula', { id: null, latex: wordsOf(element) });
    case 'card': {
      const target = place.context.resolver.link(hrefIn(element));
      if (target.kind !== 'page') throw new Unreadable();
      return made('pageCard', { id: null, pageId: target.pageId, title: attributes['datatitle'] ?? '' });
    }
    case 'kept':
      return made('kept', {
        id: null,
        format: attributes['dataformat'],
        source: wordsOf(element),
        reason: attributes['datareason'] ?? '',
      });
    default: {
      const level = /^h([1-6])$/.exec(element.tagName)?.[1];
      if (kind !== undefined || !level) throw new Unreadable();
      return made('heading', { id: null, level: Number(level) }, inline());
    }
  }
}

/** A node whose attributes are right; nothing that a stranger wrote gets past here. */
function made(type: NodeType, attrs: Record<string, unknown> | null, content: DocumentNode[] = [], marks: Marks = []): DocumentNode {
  const checked = attrs && NODE_ATTRIBUTES[type].safeParse(attrs);
  if (checked && !checked.success) throw new Unreadable();
  return {
    type,
    ...(checked && { attrs: checked.data }),
    ...(content.length > 0 && { content }),
    ...(marks.length > 0 && { marks: [...marks] }),
  } as DocumentNode;
}

function some<T>(list: T[]): T[] {
  if (list.length === 0) throw new Unreadable();
  return list;
}

const elements = (children: readonly Child[]): Element[] => children.filter((child): child is Element => child.type === 'element');

const itemsOf = (list: Element, place: Place, type: 'listItem' | 'taskItem'): DocumentNode[] =>
  some(
    elements(list.children).map((item) => {
      const content = some(elements(item.children).map((child) => blockOf(child, place)));
      if (content[0]?.type !== 'paragraph') throw new Unreadable();
      return made(type, type === 'taskItem' ? { checked: attributesOf(item)['datachecked'] === 'true' } : null, content);
    }),
  );

const partsOf = (element: Element, place: Place, type: 'tab' | 'step'): DocumentNode[] =>
  elements(element.children).map((part) => {
    const title = attributesOf(part)['datatitle'] ?? null;
    return made(type, { title }, some(elements(part.children).map((child) => blockOf(child, place))));
  });

function detailsOf(element: Element, place: Place): DocumentNode {
  const [summary, ...rest] = elements(element.children);
  if (summary?.tagName !== 'summary') throw new Unreadable();
  return made('details', { id: null, open: attributesOf(element)['open'] !== undefined }, [
    made('detailsSummary', null, inlineOf(summary.children, place, [])),
    made('detailsContent', null, some(rest.map((child) => blockOf(child, place)))),
  ]);
}

const rowsOf = (table: Element): Element[] =>
  elements(table.children).flatMap((child) => (child.tagName === 'tbody' ? elements(child.children) : [child]));

const rowOf = (row: Element, place: Place): DocumentNode =>
  made(
    'tableRow',
    null,
    some(
      elements(row.children).map((cell) => {
        const { colspan, rowspan, align = null, datacolwidth } = attributesOf(cell);
        const colwidth = datacolwidth === undefined ? null : datacolwidth === '' ? [] : datacolwidth.split(',').map(Number);
        const attrs = { colspan: numberIn(colspan, 1), rowspan: numberIn(rowspan, 1), colwidth, align };
        const content = some(elements(cell.children).map((child) => blockOf(child, place)));
        return made(cell.tagName === 'th' ? 'tableHeader' : 'tableCell', attrs, content);
      }),
    ),
  );

function imageOf(figure: Element, place: Place): DocumentNode {
  const [picture, caption] = elements(figure.children);
  if (picture?.tagName !== 'img') throw new Unreadable();
  const title = attributesOf(picture)['title'] ?? null;
  return made('image', { id: null, ...pictured(picture, place), title, caption: caption ? wordsOf(caption) : null });
}

/** What a picture shows: one of the files, an address outside, or (when neither is said) nothing. */
function pictured(element: Element, place: Place) {
  const { src, alt = '', width, height } = attributesOf(element);
  const size = { alt, width: width === undefined ? null : Number(width), height: height === undefined ? null : Number(height) };
  if (src === undefined) return { fileId: null, src: null, ...size };
  const target = place.context.resolver.image(src);
  if (target.kind === 'file') return { fileId: target.file.id, src: attributesOf(element)['dataaddress'] ?? null, ...size };
  if (target.kind === 'external') return { fileId: null, src: target.href, ...size };
  throw new Unreadable();
}

function inlineOf(children: readonly Child[], place: Place, marks: Marks): DocumentNode[] {
  return children.flatMap((child): DocumentNode[] => {
    if (child.type === 'text') return plain(child.value, marks);
    return child.type === 'element' ? inlineElement(child, place, marks) : [];
  });
}

function inlineElement(element: Element, place: Place, marks: Marks): DocumentNode[] {
  const attributes = attributesOf(element);
  const inside = (mark: DocumentMark) => inlineOf(element.children, place, [...marks, mark]);
  if (element.tagName === 'br') return [made('hardBreak', null, [], marks)];
  if (element.tagName === 'img') return [made('inlineImage', pictured(element, place), [], marks)];
  if (attributes['dataformula'] !== undefined) return [made('inlineFormula', { latex: wordsOf(element) }, [], marks)];
  const href = attributes['href'] ?? attributes['datalink'];
  if (href !== undefined) {
    const personId = personMentioned(href, place.context);
    if (personId) return [made('mention', { personId }, [], marks)];
    const mark = linkMark(href, place.line, place.context);
    return mark ? inside(mark) : inlineOf(element.children, place, marks);
  }
  const emphasis = EMPHASIS[element.tagName];
  if (!emphasis) throw new Unreadable();
  return inside({ type: emphasis });
}

const plain = (value: string, marks: Marks = []): DocumentNode[] =>
  value === '' ? [] : [{ type: 'text', text: value, ...(marks.length > 0 && { marks: [...marks] }) }];

/** The text inside, and the link of what is only a link. */
const wordsOf = ({ children }: Element): string =>
  children.map((child) => (child.type === 'text' ? child.value : child.type === 'element' ? wordsOf(child) : '')).join('');

function hrefIn(element: Element): string {
  const link = elements(element.children)[0];
  return (link && attributesOf(link)['href']) ?? '';
}

function fileIn(href: string, { context }: Place): string {
  const target = context.resolver.link(href);
  if (target.kind !== 'file') throw new Unreadable();
  return target.file.id;
}

const numberIn = (value: string | undefined, otherwise: number): number => (value === undefined ? otherwise : Number(value));

/** `data-title` as `title`, null where it is not said. */
const optional = (attributes: Record<string, string>, names: readonly string[]): Record<string, string | null> =>
  Object.fromEntries(names.map((name) => [name, attributes[`data${name}`] ?? null]));
