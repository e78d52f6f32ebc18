import { fromHtml } from 'hast-util-from-html';
import type { Element, ElementContent, RootContent } from 'hast';
import type { DocumentNode } from '../document/types.ts';
import { asItem, atLeastOne, atom, kept, paragraph, text, tidy } from './build.ts';
import { exactBlock, isExact } from './exact-html.ts';
import { attributesOf } from './html-tag.ts';
import { htmlTable } from './html-table.ts';
import { EMPHASIS, TRANSPARENT } from './inline.ts';
import { linkMark, personMentioned, pictureNode, safeAddress } from './links.ts';
import { type Context, type Marks, note } from './types.ts';

const BLOCKS = new Set([
  'p',
  'div',
  'section',
  'article',
  'main',
  'header',
  'footer',
  'center',
  'ul',
  'ol',
  'table',
  'figure',
  'blockquote',
  'pre',
  'hr',
  'details',
  'iframe',
  'h1',
  'h2',
  'h3',
  'h4',
  'h5',
  'h6',
  'dl',
  'summary',
]);
type Child = ElementContent | RootContent;

/** The blocks of a piece of raw HTML. What has no equivalent is kept with its source. */
export function blocksOfHtml(source: string, line: number, context: Context): DocumentNode[] {
  const tree = fromHtml(source, { fragment: true });
  return blocksOfChildren(tree.children, { source, line, context });
}

export interface HtmlPlace {
  source: string;
  line: number;
  context: Context;
}

/** Blocks as they are; text between them becomes paragraphs. */
export function blocksOfChildren(children: readonly Child[], place: HtmlPlace): DocumentNode[] {
  const blocks: DocumentNode[] = [];
  let inline: Child[] = [];
  const flush = () => {
    const content = tidy(inlineOfChildren(inline, place));
    if (content.length > 0) blocks.push(paragraph(content));
    inline = [];
  };
  for (const child of children) {
    if (child.type === 'element' && (isExact(child) || BLOCKS.has(child.tagName) || holdsBlocks(child) || isLonePicture(child, children))) {
      flush();
      blocks.push(...blockOfElement(child, place));
    } else inline.push(child);
  }
  flush();
  return blocks;
}

const holdsBlocks = (element: Element): boolean =>
  element.children.some((child) => child.type === 'element' && (BLOCKS.has(child.tagName) || holdsBlocks(child)));
const isLonePicture = (element: Element, siblings: readonly Child[]): boolean =>
  element.tagName === 'img' && siblings.every((sibling) => sibling === element || (sibling.type === 'text' && !sibling.value.trim()));

function blockOfElement(element: Element, place: HtmlPlace): DocumentNode[] {
  const { tagName: name, children } = element;
  const attributes = attributesOf(element);
  if (isExact(element)) return [exactBlock(element, place) ?? keptElement(element, place)];
  const inside = () => blocksOfChildren(children, place);
  const converted = (what: string, blocks: DocumentNode[]) => {
    note(place.context, place.line, what, 'converted');
    return blocks;
  };
  if (/^h[1-6]$/.test(name))
    return [{ type: 'heading', attrs: { id: null, level: Number(name[1]) as 1 }, content: tidy(inlineOfChildren(children, place)) }];
  switch (name) {
    case 'hr':
      return [{ type: 'horizontalRule', attrs: { id: null } }];
    case 'img':
      return pictureNode(
        { src: attributes['src'] ?? '', alt: attributes['alt'] ?? '', title: attributes['title'] ?? null, caption: null },
        'block',
        place.line,
        place.context,
      );
    case 'blockquote':
      return [{ type: 'blockquote', attrs: { id: null }, content: atLeastOne(inside()) }];
    case 'pre':
      return [{ type: 'codeBlock', attrs: { id: null, language: null, title: null }, content: text(textOf(element).replace(/\n$/, '')) }];
    case 'ul':
    case 'ol':
      return converted('html', list(element, place));
    case 'table':
      return converted(
        'html-table',
        htmlTable(element, place.source, (cell) => blocksOfChildren(cell, place)),
      );
    case 'figure':
      return converted('figure', figure(element, place));
    case 'details':
      return converted('details', [details(element, place)]);
    case 'iframe':
      return frame(attributes['src'] ?? '', element, place);
    default:
      if (TRANSPARENT.has(name) || EMPHASIS[name] || ['a', 'dl', 'dt', 'dd', 'summary', 'figcaption'].includes(name)) return inside();
      return [keptElement(element, place)];
  }
}

function keptElement(element: Element, place: HtmlPlace): DocumentNode {
  note(place.context, place.line, 'html', 'kept', `<${element.tagName}>`);
  return kept('html', sourceOf(element, place), `<${element.tagName}>`);
}

function list(element: Element, place: HtmlPlace): DocumentNode[] {
  const items = element.children
    .filter((child): child is Element => child.type === 'element')
    .map((item): DocumentNode => ({
      type: 'listItem',
      content: asItem(blocksOfChildren(item.tagName === 'li' ? item.children : [item], place)),
    }));
  if (items.length === 0) return [];
  const start = Number(attributesOf(element)['start'] ?? 1) || 1;
  return [
    element.tagName === 'ol'
      ? { type: 'orderedList', attrs: { id: null, start: Math.max(0, start) }, content: items }
      : { type: 'bulletList', attrs: { id: null }, content: items },
  ];
}

/** A picture with its caption; a figure that holds something else is what it holds, then its caption. */
function figure(element: Element, place: HtmlPlace): DocumentNode[] {
  const caption = element.children.find((child): child is Element => child.type === 'element' && child.tagName === 'figcaption');
  const captionText = caption ? textOf(caption).replace(/\s+/g, ' ').trim() : '';
  const pictures = descendants(element, 'img');
  if (pictures.length !== 1 || descendants(element, 'table').length > 0) {
    return blocksOfChildren(element.children, place);
  }
  const attributes = attributesOf(pictures[0]!);
  return pictureNode(
    { src: attributes['src'] ?? '', alt: attributes['alt'] ?? '', title: attributes['title'] ?? null, caption: captionText || null },
    'block',
    place.line,
    place.context,
  );
}

function details(element: Element, place: HtmlPlace): DocumentNode {
  const summary = element.children.find((child): child is Element => child.type === 'element' && child.tagName === 'summary');
  const rest = element.children.filter((child) => child !== summary);
  return {
    type: 'details',
    attrs: { id: null, open: attributesOf(element)['open'] !== undefined },
    content: [
      { type: 'detailsSummary', content: tidy(summary ? inlineOfChildren(summary.children, place) : []) },
      { type: 'detailsContent', content: atLeastOne(blocksOfChildren(rest, place)) },
    ],
  };
}

function frame(src: string, element: Element, place: HtmlPlace): DocumentNode[] {
  const url = /^https?:/i.test(src) ? safeAddress(src) : null;
  note(place.context, place.line, 'iframe', url ? 'converted' : 'kept', src);
  if (!url) return [kept('html', sourceOf(element, place), '<iframe>')];
  return [{ type: 'embed', attrs: { id: null, url, title: attributesOf(element)['title'] ?? null, description: null } }];
}

/** Text, emphasis, links and pictures of HTML. */
export function inlineOfChildren(children: readonly Child[], place: HtmlPlace, marks: Marks = []): DocumentNode[] {
  return children.flatMap((child): DocumentNode[] => {
    if (child.type === 'text') return text(child.value.replace(/[ \t\r\n]+/g, ' '), marks);
    if (child.type !== 'element') return [];
    const attributes = attributesOf(child);
    const name = child.tagName;
    if (name === 'br') return [atom({ type: 'hardBreak' }, marks)];
    if (name === 'img')
      return pictureNode(
        { src: attributes['src'] ?? '', alt: attributes['alt'] ?? '', title: null, caption: null },
        'inline',
        place.line,
        place.context,
        marks,
      );
    if (name === 'a' && attributes['href']) {
      const personId = personMentioned(attributes['href'], place.context);
      if (personId) return [atom({ type: 'mention', attrs: { personId } }, marks)];
      const mark = linkMark(attributes['href'], place.line, place.context);
      return inlineOfChildren(child.children, place, mark ? [...marks, mark] : marks);
    }
    const emphasis = EMPHASIS[name];
    if (!emphasis && !TRANSPARENT.has(name) && !BLOCKS.has(name) && !['a', 'li', 'input', 'figcaption', 'td', 'th', 'tr'].includes(name))
      note(place.context, place.line, 'html', 'kept', `<${name}> without its effect`);
    return inlineOfChildren(child.children, place, emphasis ? [...marks, { type: emphasis }] : marks);
  });
}

function descendants(element: Element, name: string): Element[] {
  return element.children.flatMap((child) =>
    child.type === 'element' ? [...(child.tagName === name ? [child] : []), ...descendants(child, name)] : [],
  );
}

function textOf(element: Element): string {
  return element.children.map((child) => (child.type === 'text' ? child.value : child.type === 'element' ? textOf(child) : '')).join('');
}

/** The element as it stands in the source. */
function sourceOf({ position }: Element, { source }: HtmlPlace): string {
  return position ? source.slice(position.start.offset, position.end.offset) : source;
}
