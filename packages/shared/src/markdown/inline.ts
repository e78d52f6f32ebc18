import type { PhrasingContent } from 'mdast';
import type { DocumentMark, DocumentNode } from '../document/types.ts';
import { atom, text } from './build.ts';
import { inlineFormula, notAFormula } from './formulas.ts';
import { parseTag } from './html-tag.ts';
import { linkMark, personMentioned, pictureNode } from './links.ts';
import { type Context, type Marks, note } from './types.ts';

/** HTML elements that are emphasis. */
export const EMPHASIS: Record<
  string,
  DocumentMark['type'] & ('bold' | 'italic' | 'strike' | 'code' | 'underline' | 'highlight' | 'superscript' | 'subscript')
> = {
  b: 'bold',
  strong: 'bold',
  i: 'italic',
  em: 'italic',
  cite: 'italic',
  var: 'italic',
  s: 'strike',
  del: 'strike',
  strike: 'strike',
  code: 'code',
  kbd: 'code',
  samp: 'code',
  tt: 'code',
  u: 'underline',
  ins: 'underline',
  mark: 'highlight',
  sup: 'superscript',
  sub: 'subscript',
};
/** Elements that only group. */
export const TRANSPARENT = new Set([
  'span',
  'font',
  'small',
  'big',
  'abbr',
  'center',
  'nobr',
  'bdi',
  'div',
  'section',
  'article',
  'main',
  'header',
  'footer',
  'p',
  'label',
  'time',
  'q',
  'picture',
  'wbr',
  'tbody',
  'thead',
  'colgroup',
  'html',
  'body',
]);

interface Open {
  element: string;
  mark: DocumentMark | null;
}

/** Text, emphasis, links and pictures inside a block. */
export function inlineOf(children: readonly PhrasingContent[], context: Context, marks: Marks = []): DocumentNode[] {
  const open: Open[] = [];
  const current = (): Marks => [...marks, ...open.flatMap(({ mark }) => (mark ? [mark] : []))];
  return children.flatMap((node) =>
    node.type === 'html'
      ? htmlInline(node.value, node.position?.start.line ?? 1, open, current, context)
      : inlineNode(node, current(), context),
  );
}

function inlineNode(node: Exclude<PhrasingContent, { type: 'html' }>, marks: Marks, context: Context): DocumentNode[] {
  const line = node.position?.start.line ?? 1;
  switch (node.type) {
    case 'text':
      return text(node.value.replace(/[ \t]*\r?\n[ \t]*/g, ' '), marks);
    case 'break':
      return [atom({ type: 'hardBreak' }, marks)];
    case 'inlineCode':
      return text(node.value, [...marks, { type: 'code' }]);
    case 'strong':
      return inlineOf(node.children, context, [...marks, { type: 'bold' }]);
    case 'emphasis':
      return inlineOf(node.children, context, [...marks, { type: 'italic' }]);
    case 'delete':
      return inlineOf(node.children, context, [...marks, { type: 'strike' }]);
    case 'link':
      return linked(node.url, node.children, line, context, marks);
    case 'image':
      return pictureNode({ src: node.url, alt: node.alt ?? '', title: node.title ?? null, caption: null }, 'inline', line, context, marks);
    case 'linkReference': {
      const target = context.definitions.get(node.identifier);
      return target ? linked(target.url, node.children, line, context, marks) : inlineOf(node.children, context, marks);
    }
    case 'imageReference': {
      const target = context.definitions.get(node.identifier);
      if (!target) return text(node.alt ?? '', marks);
      return pictureNode({ src: target.url, alt: node.alt ?? '', title: target.title, caption: null }, 'inline', line, context, marks);
    }
    case 'inlineMath': {
      const words = notAFormula(node, context.source);
      return words ? inlineOf(words, context, marks) : inlineFormula(node).map((found) => atom(found, marks));
    }
    case 'footnoteReference':
      return text(`[${numberOf(node.identifier, context)}]`, [...marks, { type: 'superscript' }]);
  }
}

function linked(href: string, children: readonly PhrasingContent[], line: number, context: Context, marks: Marks): DocumentNode[] {
  const personId = personMentioned(href, context);
  if (personId) {
    note(context, line, 'mention', 'converted');
    return [atom({ type: 'mention', attrs: { personId } }, marks)];
  }
  const mark = linkMark(href, line, context);
  const inside = inlineOf(children, context, mark ? [...marks, mark] : marks);
  if (inside.length > 0 || !mark) return inside;
  return text(href, [...marks, mark]);
}

/** Footnotes are numbered in the order in which they are first named. */
export function numberOf(identifier: string, context: Context): number {
  const number = context.footnotes.get(identifier) ?? context.footnotes.size + 1;
  context.footnotes.set(identifier, number);
  return number;
}

/** One piece of raw HTML between words: mostly a single tag. */
function htmlInline(source: string, line: number, open: Open[], current: () => Marks, context: Context): DocumentNode[] {
  const tag = parseTag(source);
  if (!tag) return /^<!--/.test(source) ? [] : text(source, current());
  const { name, attributes, closing } = tag;
  if (closing) {
    const at = open.findLastIndex(({ element }) => element === name);
    if (at >= 0) open.splice(at, 1);
    return [];
  }
  if (name === 'br') return [atom({ type: 'hardBreak' }, current())];
  if (name === 'li') return [atom({ type: 'hardBreak' }, current()), ...text('• ', current())];
  if (name === 'img')
    return pictureNode(
      { src: attributes['src'] ?? '', alt: attributes['alt'] ?? '', title: attributes['title'] ?? null, caption: null },
      'inline',
      line,
      context,
      current(),
    );
  if (name === 'a') {
    open.push({ element: 'a', mark: attributes['href'] ? linkMark(attributes['href'], line, context) : null });
    return [];
  }
  const emphasis = EMPHASIS[name];
  if (emphasis) open.push({ element: name, mark: { type: emphasis } });
  else if (!TRANSPARENT.has(name) && name !== 'ul' && name !== 'ol') {
    note(context, line, 'html', 'kept', `<${name}>`);
    return text(source, current());
  }
  return [];
}
