import type { List, ListItem, Paragraph, RootContent, Table } from 'mdast';
import type { DocumentNode, NodeOf } from '../document/types.ts';
import { asItem, atLeastOne, kept, paragraph, text, tidy } from './build.ts';
import { blocksOfHtml } from './html.ts';
import { formula, loneFormula, restOfOpenFormula } from './formulas.ts';
import { inlineOf, numberOf } from './inline.ts';
import { pictureNode } from './links.ts';
import { type Token, tokensOf } from './tokens.ts';
import { type ConvertTag, type TagContent, convertTag } from './tags.ts';
import { type Context, note } from './types.ts';

/** Deeper, a block is kept with its source: nobody writes so, and documents have a limit. */
const MAX_LEVELS = 24;

/** The blocks of Markdown's siblings, with what GitBook tags and `<details>` nest between them. */
export function blocksOf(children: readonly RootContent[], context: Context, level = 0): DocumentNode[] {
  return nested(tokensOf(children, context), context, level);
}

function nested(tokens: Token[], context: Context, level: number): DocumentNode[] {
  const blocks: DocumentNode[] = [];
  for (let index = 0; index < tokens.length; index++) {
    const token = tokens[index]!;
    if (token.type === 'open') {
      const end = closing(tokens, index);
      blocks.push(...convertTag(contentOf(token, tokens.slice(index + 1, end), context, level), context));
      index = end;
    } else if (token.type === 'close') {
      if (token.source) note(context, token.line, token.name, 'kept', 'closes what was never opened');
    } else if (token.type === 'html') blocks.push(...htmlBlocks(token.value, token.line, context));
    else blocks.push(...blockOf(token.node, token.line, context, level));
  }
  return blocks;
}

/** Where what opens at `index` closes; the end of the siblings when it never does. */
function closing(tokens: Token[], index: number): number {
  const { name } = tokens[index] as Extract<Token, { type: 'open' }>;
  let depth = 0;
  for (let at = index; at < tokens.length; at++) {
    const token = tokens[at]!;
    if (token.type === 'open' && token.name === name) depth += 1;
    if (token.type === 'close' && token.name === name && --depth === 0) return at;
  }
  return tokens.length;
}

function contentOf(open: Extract<Token, { type: 'open' }>, inside: Token[], context: Context, level: number): TagContent {
  const convert: ConvertTag = (tokens) => nested(tokens as Token[], context, level + 1);
  return { name: open.name, attributes: open.tag.attributes, source: open.tag.source, line: open.line, inside, convert };
}

/** Tags that only group, opened and closed in pieces of their own, mean nothing. */
function htmlBlocks(value: string, line: number, context: Context): DocumentNode[] {
  if (/^\s*(?:<!--[\s\S]*?-->\s*)+$/.test(value)) {
    note(context, line, 'comment', 'kept', null);
    return [kept('html', value.trim(), 'comment')];
  }
  return blocksOfHtml(value, line, context);
}

function blockOf(node: RootContent, line: number, context: Context, level: number): DocumentNode[] {
  if (level > MAX_LEVELS) return [keep(node, line, 'nested too deep', context)];
  switch (node.type) {
    case 'paragraph':
      return paragraphBlocks(node, line, context);
    case 'heading':
      return [{ type: 'heading', attrs: { id: null, level: node.depth }, content: tidy(inlineOf(node.children, context)) }];
    case 'thematicBreak':
      return [{ type: 'horizontalRule', attrs: { id: null } }];
    case 'blockquote':
      return [{ type: 'blockquote', attrs: { id: null }, content: atLeastOne(blocksOf(node.children, context, level + 1)) }];
    case 'code':
      return [codeBlock(node.value, node.lang ?? null, null)];
    case 'math':
      return restOfOpenFormula(node, context.source)?.flatMap((inner) => blockOf(inner, line, context, level)) ?? [formula(node)];
    case 'list':
      return lists(node, context, level);
    case 'table':
      return [tableBlock(node, context)];
    case 'definition':
      return [];
    case 'footnoteDefinition':
      return footnote(node.identifier, blocksOf(node.children, context, level + 1), context);
    default:
      return [keep(node, line, node.type, context)];
  }
}

export const codeBlock = (value: string, language: string | null, title: string | null): NodeOf<'codeBlock'> => ({
  type: 'codeBlock',
  attrs: { id: null, language: language?.slice(0, 60) || null, title: title?.slice(0, 300) || null },
  ...(value && { content: text(value) }),
});

function keep(node: RootContent, line: number, reason: string, context: Context): DocumentNode {
  note(context, line, node.type, 'kept', reason);
  return kept('markdown', context.source.slice(node.position?.start.offset ?? 0, node.position?.end.offset ?? 0), reason);
}

/** A picture alone in its paragraph is a block; pictures among words stay among them. */
function paragraphBlocks({ children }: Paragraph, line: number, context: Context): DocumentNode[] {
  const meaningful = children.filter((child) => !(child.type === 'text' && !child.value.trim()) && child.type !== 'break');
  if (meaningful.length > 0 && meaningful.every((child) => child.type === 'image')) {
    return meaningful.flatMap((child) =>
      pictureNode({ src: child.url, alt: child.alt ?? '', title: child.title ?? null, caption: null }, 'block', line, context),
    );
  }
  const alone = loneFormula(meaningful, context.source);
  if (alone) return [alone];
  const content = tidy(inlineOf(children, context));
  return content.length > 0 ? [paragraph(content)] : [];
}

/** Items with and without a box are lists of their own kinds. */
function lists(list: List, context: Context, level: number): DocumentNode[] {
  const groups: { task: boolean; items: ListItem[] }[] = [];
  for (const item of list.children) {
    const task = typeof item.checked === 'boolean';
    const last = groups.at(-1);
    if (last?.task === task) last.items.push(item);
    else groups.push({ task, items: [item] });
  }
  let start = Math.max(0, list.start ?? 1);
  return groups.map(({ task, items }): DocumentNode => {
    const contents = items.map((item) => asItem(blocksOf(item.children, context, level + 1)));
    if (task)
      return {
        type: 'taskList',
        attrs: { id: null },
        content: contents.map((content, index) => ({ type: 'taskItem', attrs: { checked: items[index]?.checked === true }, content })),
      };
    const content = contents.map((blocks): DocumentNode => ({ type: 'listItem', content: blocks }));
    const from = start;
    start += items.length;
    return list.ordered
      ? { type: 'orderedList', attrs: { id: null, start: Math.min(from, 1_000_000) }, content }
      : { type: 'bulletList', attrs: { id: null }, content };
  });
}

/** A header row without a word (as exports write it) is left out. */
function tableBlock(table: Table, context: Context): DocumentNode {
  const rows = table.children.map((row, rowIndex): DocumentNode => ({
    type: 'tableRow',
    content: row.children.map((cell, column) => ({
      type: rowIndex === 0 ? 'tableHeader' : 'tableCell',
      attrs: { colspan: 1, rowspan: 1, colwidth: null, align: table.align?.[column] ?? null },
      content: [paragraph(tidy(inlineOf(cell.children, context)))],
    })),
  }));
  const [header, ...body] = rows;
  const headed = header?.content?.some((cell) => cell.content?.some((block) => block.content));
  note(context, table.position?.start.line, 'table', 'converted');
  return { type: 'table', attrs: { id: null }, content: headed || body.length === 0 ? rows : body };
}

function footnote(identifier: string, blocks: DocumentNode[], context: Context): DocumentNode[] {
  note(context, 1, 'footnote', 'converted');
  const number: DocumentNode[] = text(`[${numberOf(identifier, context)}] `, [{ type: 'superscript' }]);
  const [first, ...rest] = blocks;
  if (first?.type !== 'paragraph') return [paragraph(number), ...blocks];
  return [paragraph([...number, ...(first.content ?? [])]), ...rest];
}
