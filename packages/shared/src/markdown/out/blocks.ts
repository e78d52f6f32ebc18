import type { BlockContent, DefinitionContent, List, ListItem, Parent, RootContent, Table, TableRow } from 'mdast';
import type { DocumentNode, NodeOf } from '../../document/types.ts';
import { escaped, exactHtml, inlineHtml } from './exact-html.ts';
import { phrasing } from './inline.ts';
import type { Hrefs } from './types.ts';

/** Blocks between `{% name %}` and its end, or between tags of HTML. */
export interface Tagged extends Parent {
  type: 'tagged';
  opening: string;
  closing: string;
  /** With empty lines inside, that end the HTML before. */
  apart: boolean;
  children: RootContent[];
}
declare module 'mdast' {
  interface RootContentMap {
    tagged: Tagged;
  }
  interface BlockContentMap {
    tagged: Tagged;
  }
}

/** What the writing of one document shares. */
export interface Writing {
  hrefs: Hrefs;
  /** Blocks that were tried in Markdown and not read back as they are: they are written as HTML, to the letter. */
  exact: ReadonlySet<DocumentNode>;
}

/** The blocks of a container as Markdown's tree. A container that holds only an empty line holds nothing. */
export function flow(nodes: readonly DocumentNode[] | undefined, writing: Writing): RootContent[] {
  const [only, ...others] = nodes ?? [];
  if (only && others.length === 0 && isEmpty(only)) return [];
  return (nodes ?? []).flatMap((node) => blockOf(node, writing));
}

const isEmpty = (node: DocumentNode): boolean => node.type === 'paragraph' && !node.content;
const html = (value: string): RootContent => ({ type: 'html', value });

function blockOf(node: DocumentNode, writing: Writing): RootContent[] {
  const { hrefs, exact } = writing;
  if (exact.has(node) || isEmpty(node)) return [html(exactHtml(node, hrefs))];
  switch (node.type) {
    case 'paragraph':
      return [{ type: 'paragraph', children: phrasing(node.content, hrefs) }];
    case 'heading':
      return [{ type: 'heading', depth: node.attrs.level, children: phrasing(node.content, hrefs, true) }];
    case 'horizontalRule':
      return [{ type: 'thematicBreak' }];
    case 'blockquote':
      return [{ type: 'blockquote', children: flow(node.content, writing) as (BlockContent | DefinitionContent)[] }];
    case 'bulletList':
    case 'orderedList':
    case 'taskList':
      return [listOf(node, writing)];
    case 'codeBlock':
      return [codeOf(node)];
    case 'callout':
      return [tagged('hint', { style: node.attrs.kind }, flow(node.content, writing))];
    case 'details':
      return [detailsOf(node, writing)];
    case 'tabs':
      return [tagged('tabs', {}, partsOf(node, 'tab', writing))];
    case 'steps':
      return [tagged('stepper', {}, partsOf(node, 'step', writing))];
    case 'table':
      return [tableOf(node, hrefs) ?? html(exactHtml(node, hrefs))];
    case 'image':
      return [imageOf(node, hrefs)];
    case 'file':
      return [html(tag('file', { src: hrefs.file(node.attrs.fileId) }))];
    case 'embed': {
      const { url, description } = node.attrs;
      if (!description) return [html(tag('embed', { url }))];
      return [tagged('embed', { url }, [{ type: 'paragraph', children: [{ type: 'text', value: description }] }])];
    }
    case 'pageCard': {
      const url = hrefs.page(node.attrs.pageId, null);
      const label = { type: 'text' as const, value: url };
      return [tagged('content-ref', { url }, [{ type: 'paragraph', children: [{ type: 'link', url, children: [label] }] }])];
    }
    case 'formula':
      return [{ type: 'math', value: node.attrs.latex }];
    case 'kept':
      return [html(node.attrs.source)];
    default:
      return [html(exactHtml(node, hrefs))];
  }
}

/** `{% name key="value" %}`; a value that holds both kinds of quotes cannot be said so. */
function tag(name: string, attributes: Record<string, string | null>): string {
  const written = Object.entries(attributes).map(([key, value]) => {
    if (value === null) return '';
    return ` ${key}=${value.includes('"') ? `'${value}'` : `"${value}"`}`;
  });
  return `{% ${name}${written.join('')} %}`;
}

const tagged = (name: string, attributes: Record<string, string | null>, children: RootContent[]): Tagged => ({
  type: 'tagged',
  opening: tag(name, attributes),
  closing: `{% end${name} %}`,
  apart: false,
  children,
});

const partsOf = (node: DocumentNode, name: 'tab' | 'step', writing: Writing): RootContent[] =>
  (node.content ?? []).flatMap((part) =>
    part.type === 'tab' || part.type === 'step' ? [tagged(name, { title: part.attrs.title }, flow(part.content, writing))] : [],
  );

function codeOf(node: NodeOf<'codeBlock'>): RootContent {
  const value = (node.content ?? []).map(({ text }) => text ?? '').join('');
  const code: RootContent = { type: 'code', value, lang: node.attrs.language };
  return node.attrs.title === null ? code : tagged('code', { title: node.attrs.title }, [code]);
}

function detailsOf(node: NodeOf<'details'>, writing: Writing): Tagged {
  const [summary, content] = node.content ?? [];
  return {
    type: 'tagged',
    opening: `<details${node.attrs.open ? ' open' : ''}>\n\n<summary>${inlineHtml(summary?.content, writing.hrefs)}</summary>`,
    closing: '</details>',
    apart: true,
    children: flow(content?.content, writing),
  };
}

function imageOf({ attrs }: NodeOf<'image'>, hrefs: Hrefs): RootContent {
  const url = attrs.fileId ? hrefs.file(attrs.fileId) : (attrs.src ?? '');
  if (attrs.caption === null) return { type: 'paragraph', children: [{ type: 'image', url, alt: attrs.alt, title: attrs.title }] };
  const title = attrs.title === null ? '' : ` title="${escaped(attrs.title)}"`;
  const picture = `<img src="${escaped(url)}" alt="${escaped(attrs.alt)}"${title}>`;
  return html(`<figure>${picture}<figcaption><p>${escaped(attrs.caption)}</p></figcaption></figure>`);
}

function listOf(node: NodeOf<'bulletList' | 'orderedList' | 'taskList'>, writing: Writing): List {
  const children = (node.content ?? []).map((item) => itemOf(item, writing));
  return {
    type: 'list',
    ordered: node.type === 'orderedList',
    start: node.type === 'orderedList' ? node.attrs.start : null,
    spread: false,
    children,
  };
}

/** An item begins with a paragraph; an empty one is only written where a box stands before it. */
function itemOf(item: DocumentNode, writing: Writing): ListItem {
  const [first, ...rest] = item.content ?? [];
  const task = item.type === 'taskItem';
  const lead: RootContent[] =
    !first || !isEmpty(first) || writing.exact.has(first)
      ? ((first && blockOf(first, writing)) ?? [])
      : task
        ? [{ type: 'paragraph', children: [{ type: 'html', value: '<!-- -->' }] }]
        : rest[0]?.type === 'paragraph'
          ? [html(exactHtml(first, writing.hrefs))]
          : [];
  const children = [...lead, ...rest.flatMap((node) => blockOf(node, writing))] as ListItem['children'];
  const close = rest.every(({ type }) => type === 'bulletList' || type === 'orderedList' || type === 'taskList');
  return { type: 'listItem', spread: !close, checked: task ? item.attrs.checked : null, children };
}

/** A table as GFM has it: one row of headings, cells of one line. Null for tables that say more. */
function tableOf(table: NodeOf<'table'>, hrefs: Hrefs): Table | null {
  const rows = (table.content ?? []).map(({ content = [] }) =>
    content.filter((cell) => cell.type === 'tableCell' || cell.type === 'tableHeader'),
  );
  const [first = [], ...others] = rows;
  const headed = first.every(({ type }) => type === 'tableHeader');
  const body = headed ? others : rows;
  const plain = rows.flat().every(({ attrs, content = [] }) => {
    const { colspan, rowspan, colwidth } = attrs;
    return colspan === 1 && rowspan === 1 && colwidth === null && content.length === 1 && content[0]?.type === 'paragraph';
  });
  const aligned = rows.every(
    (row) => row.length === first.length && row.every(({ attrs }, column) => attrs.align === first[column]?.attrs.align),
  );
  if (!plain || !aligned || body.some((row) => row.some(({ type }) => type === 'tableHeader'))) return null;
  const rowOf = (cells: readonly DocumentNode[]): TableRow => ({
    type: 'tableRow',
    children: cells.map((cell) => ({ type: 'tableCell', children: phrasing(cell.content?.[0]?.content, hrefs, true) })),
  });
  const empty: TableRow = { type: 'tableRow', children: first.map(() => ({ type: 'tableCell', children: [] })) };
  return {
    type: 'table',
    align: first.map(({ attrs }) => attrs.align),
    children: [headed ? rowOf(first) : empty, ...body.map(rowOf)],
  };
}
