import type { Element } from 'hast';
import type { DocumentNode, NodeOf } from '../document/types.ts';
import { atLeastOne, kept } from './build.ts';
import { attributesOf } from './html-tag.ts';

type BlocksOf = (children: Element['children']) => DocumentNode[];

/** A table of HTML, with cells that span and hold any block. */
export function htmlTable(table: Element, source: string, blocksOf: BlocksOf): DocumentNode[] {
  const rows = rowsOf(table).flatMap((row) => {
    const cells = row.children.filter(
      (child): child is Element => child.type === 'element' && (child.tagName === 'td' || child.tagName === 'th'),
    );
    return cells.length > 0 ? [{ type: 'tableRow' as const, content: cells.map((cell) => cellNode(cell, blocksOf)) }] : [];
  });
  if (rows.length === 0) return [kept('html', source, '<table>')];
  return [{ type: 'table', attrs: { id: null }, content: rows }];
}

function rowsOf(element: Element): Element[] {
  return element.children.flatMap((child) => {
    if (child.type !== 'element') return [];
    if (child.tagName === 'tr') return [child];
    return ['thead', 'tbody', 'tfoot'].includes(child.tagName) ? rowsOf(child) : [];
  });
}

function cellNode(cell: Element, blocksOf: BlocksOf): DocumentNode {
  const attributes = attributesOf(cell);
  const align = attributes['align'] ?? attributes['dataalign'];
  const attrs: NodeOf<'tableCell'>['attrs'] = {
    colspan: span(attributes['colspan'], 100),
    rowspan: span(attributes['rowspan'], 1_000),
    colwidth: null,
    align: align === 'left' || align === 'center' || align === 'right' ? align : null,
  };
  return { type: cell.tagName === 'th' ? 'tableHeader' : 'tableCell', attrs, content: atLeastOne(blocksOf(cell.children)) };
}

const span = (value: string | undefined, most: number): number => Math.min(most, Math.max(1, Math.trunc(Number(value ?? 1)) || 1));
