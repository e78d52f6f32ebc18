import {
  Table as TiptapTable,
  TableCell as TiptapTableCell,
  TableHeader as TiptapTableHeader,
  TableRow as TiptapTableRow,
} from '@tiptap/extension-table';
import { blockId, wholeNumber } from './attributes.ts';

const WIDEST_SPAN = 100;
const TALLEST_SPAN = 1_000;
const MOST_PIXELS = 10_000;
/** In pixels. */
const NARROWEST_COLUMN = 48;

export const Table = TiptapTable.extend({ addAttributes: () => blockId }).configure({
  resizable: true,
  cellMinWidth: NARROWEST_COLUMN,
  allowTableNodeSelection: true,
});

export const TableRow = TiptapTableRow.extend({ content: '(tableCell | tableHeader)+' });

type Align = 'left' | 'center' | 'right';
const ALIGNS: readonly Align[] = ['left', 'center', 'right'];

/** Cells that come from outside keep what documents know of them, within the bounds that documents have. */
const cell = {
  colspan: {
    default: 1,
    parseHTML: (element: HTMLElement) => wholeNumber(element.getAttribute('colspan'), 1, WIDEST_SPAN) ?? 1,
    renderHTML: ({ colspan }: Record<string, unknown>) => (colspan === 1 ? {} : { colspan: String(colspan) }),
  },
  rowspan: {
    default: 1,
    parseHTML: (element: HTMLElement) => wholeNumber(element.getAttribute('rowspan'), 1, TALLEST_SPAN) ?? 1,
    renderHTML: ({ rowspan }: Record<string, unknown>) => (rowspan === 1 ? {} : { rowspan: String(rowspan) }),
  },
  colwidth: {
    default: null,
    parseHTML: (element: HTMLElement) => {
      const widths =
        element
          .getAttribute('colwidth')
          ?.split(',')
          .map((width) => wholeNumber(width, 0, MOST_PIXELS) ?? 0) ?? [];
      const span = wholeNumber(element.getAttribute('colspan'), 1, WIDEST_SPAN) ?? 1;
      return widths.length === span && widths.some((width) => width > 0) ? widths : null;
    },
    renderHTML: ({ colwidth }: Record<string, unknown>) => (Array.isArray(colwidth) ? { colwidth: colwidth.join(',') } : {}),
  },
  align: {
    default: null,
    parseHTML: (element: HTMLElement): Align | null => {
      const align = (element.style.textAlign || element.getAttribute('align') || '').toLowerCase();
      return ALIGNS.find((known) => known === align) ?? null;
    },
    renderHTML: ({ align }: Record<string, unknown>) => (typeof align === 'string' ? { style: `text-align: ${align}` } : {}),
  },
};

export const TableHeader = TiptapTableHeader.extend({ content: 'block+', addAttributes: () => cell });
export const TableCell = TiptapTableCell.extend({ content: 'block+', addAttributes: () => cell });
