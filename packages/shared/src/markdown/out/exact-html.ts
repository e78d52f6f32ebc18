import type { DocumentMark, DocumentNode } from '../../document/types.ts';
import { EXACT } from '../exact-html.ts';
import type { Hrefs } from './types.ts';

/**
 * A block as one line of HTML that `markdownToDocument` reads back to the letter, for what Markdown has no words for.
 * The elements are those of HTML wherever it has one, so that other programs show them too.
 */
export const exactHtml = (node: DocumentNode, hrefs: Hrefs): string => block(node, hrefs, { [EXACT]: '' });

type Attributes = Record<string, string | number | null>;

function block(node: DocumentNode, hrefs: Hrefs, own: Attributes = {}): string {
  const blocks = () => (node.content ?? []).map((child) => block(child, hrefs)).join('');
  const inline = () => inlineHtml(node.content, hrefs);
  switch (node.type) {
    case 'paragraph':
      return element('p', own, inline());
    case 'heading':
      return element(`h${node.attrs.level}`, own, inline());
    case 'horizontalRule':
      return open('hr', own);
    case 'bulletList':
      return element('ul', own, blocks());
    case 'orderedList':
      return element('ol', { ...own, start: node.attrs.start }, blocks());
    case 'listItem':
      return element('li', {}, blocks());
    case 'taskList':
      return element('ul', { ...own, 'data-block': 'tasks' }, blocks());
    case 'taskItem':
      return element('li', { 'data-checked': String(node.attrs.checked) }, blocks());
    case 'blockquote':
      return element('blockquote', own, blocks());
    case 'codeBlock':
      return element(
        'pre',
        { ...own, 'data-language': node.attrs.language, 'data-title': node.attrs.title },
        element('code', {}, (node.content ?? []).map(({ text }) => escaped(text ?? '')).join('')),
      );
    case 'callout':
      return element('div', { ...own, 'data-block': 'callout', 'data-kind': node.attrs.kind }, blocks());
    case 'details':
      return element('details', { ...own, open: node.attrs.open ? '' : null }, blocks());
    case 'detailsSummary':
      return element('summary', {}, inline());
    case 'detailsContent':
      return blocks();
    case 'tabs':
    case 'steps':
      return element('div', { ...own, 'data-block': node.type }, blocks());
    case 'tab':
    case 'step':
      return element('div', { 'data-title': node.attrs.title }, blocks());
    case 'table':
      return element('table', own, blocks());
    case 'tableRow':
      return element('tr', {}, blocks());
    case 'tableHeader':
    case 'tableCell':
      return element(
        node.type === 'tableHeader' ? 'th' : 'td',
        {
          colspan: node.attrs.colspan === 1 ? null : node.attrs.colspan,
          rowspan: node.attrs.rowspan === 1 ? null : node.attrs.rowspan,
          align: node.attrs.align,
          'data-colwidth': node.attrs.colwidth?.join(',') ?? null,
        },
        blocks(),
      );
    case 'image': {
      const caption = node.attrs.caption === null ? '' : element('figcaption', {}, escaped(node.attrs.caption));
      return element('figure', own, open('img', picture(node.attrs, hrefs, node.attrs.title)) + caption);
    }
    case 'file': {
      const { fileId, name, size, mediaType } = node.attrs;
      const attributes = { ...own, 'data-block': 'file', 'data-title': name, 'data-size': size, 'data-type': mediaType };
      return element('p', attributes, element('a', { href: hrefs.file(fileId) }, escaped(name)));
    }
    case 'embed': {
      const { url, title, description } = node.attrs;
      const attributes = { ...own, 'data-block': 'embed', 'data-title': title, 'data-description': description };
      return element('div', attributes, element('a', { href: url }, escaped(url)));
    }
    case 'formula':
      return element('div', { ...own, 'data-block': 'formula' }, escaped(node.attrs.latex));
    case 'pageCard': {
      const href = hrefs.page(node.attrs.pageId, null);
      const link = element('a', { href }, escaped(node.attrs.title || href));
      return element('div', { ...own, 'data-block': 'card', 'data-title': node.attrs.title || null }, link);
    }
    case 'kept': {
      const { format, reason, source } = node.attrs;
      const attributes = { ...own, 'data-block': 'kept', 'data-format': format, 'data-reason': reason };
      return element('pre', attributes, element('code', {}, escaped(source)));
    }
    default:
      return inlineHtml([node], hrefs);
  }
}

/** Text and what stands in it; each run opens and closes its marks itself, so that nothing is nested wrongly. */
export const inlineHtml = (content: readonly DocumentNode[] | undefined, hrefs: Hrefs): string =>
  (content ?? []).map((node) => marked(inner(node, hrefs), node.marks ?? [], hrefs)).join('');

function inner(node: DocumentNode, hrefs: Hrefs): string {
  switch (node.type) {
    case 'hardBreak':
      return open('br', {});
    case 'inlineImage':
      return open('img', picture(node.attrs, hrefs, null));
    case 'inlineFormula':
      return element('span', { 'data-formula': '' }, escaped(node.attrs.latex));
    case 'mention': {
      const { href, name } = hrefs.person(node.attrs.personId);
      // Not as a link, for it may stand inside one.
      return element('span', { 'data-link': href }, escaped(name));
    }
    default:
      return escaped(node.text ?? '');
  }
}

const ELEMENT: Partial<Record<DocumentMark['type'], string>> = {
  bold: 'strong',
  italic: 'em',
  strike: 's',
  code: 'code',
  underline: 'u',
  highlight: 'mark',
  superscript: 'sup',
  subscript: 'sub',
};

/** A link may not stand inside a link: of several, those inside are only named, which this program alone follows. */
function marked(html: string, marks: readonly DocumentMark[], hrefs: Hrefs): string {
  let linked = false;
  const opened = marks.map((mark): [name: string, attributes: Attributes] => {
    const name = ELEMENT[mark.type];
    if (name) return [name, {}];
    const place = linked ? 'data-link' : 'href';
    linked = true;
    return [place === 'href' ? 'a' : 'span', { [place]: hrefOf(mark, hrefs) }];
  });
  return opened.reduceRight((inside, [name, attributes]) => element(name, attributes, inside), html);
}

/** Where a mark leads. */
export function hrefOf(mark: DocumentMark, hrefs: Hrefs): string | null {
  if (mark.type === 'link') return mark.attrs.href;
  if (mark.type === 'pageLink') return hrefs.page(mark.attrs.pageId, mark.attrs.anchor);
  return mark.type === 'fileLink' ? hrefs.file(mark.attrs.fileId) : null;
}

interface Picture {
  fileId: string | null;
  src: string | null;
  alt: string;
  width: number | null;
  height: number | null;
}
const picture = ({ fileId, src, alt, width, height }: Picture, hrefs: Hrefs, title: string | null): Attributes => ({
  src: fileId ? hrefs.file(fileId) : src,
  'data-address': fileId ? src : null,
  alt,
  title,
  width,
  height,
});

const element = (name: string, attributes: Attributes, inside: string): string => `${open(name, attributes)}${inside}</${name}>`;

function open(name: string, attributes: Attributes): string {
  const written = Object.entries(attributes).flatMap(([key, value]) =>
    value === null ? [] : value === '' && (key === EXACT || key === 'open') ? [` ${key}`] : [` ${key}="${escaped(String(value))}"`],
  );
  return `<${name}${written.join('')}>`;
}

const NAMED: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** On one line, and without anything that HTML or Markdown would read; spaces at the ends of lines are kept by name. */
export const escaped = (text: string): string =>
  text.replace(/[&<>"'\t\n\r]/g, (character) => NAMED[character] ?? `&#${character.codePointAt(0)};`);
