import { type DocumentNode, type NodeOf, plainText } from '@parvis/shared/document';
import { type ReactNode, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useOverflow } from './overflow.ts';
import { block } from './places.ts';
import classes from './table.module.css';

type Cell = NodeOf<'tableCell'> | NodeOf<'tableHeader'>;
type DrawCell = (cell: Cell) => ReactNode;

const LONGEST_NAME = 80;

/**
 * A table. One that is wider than the column scrolls in a region of its own, with shadows where it goes on; its first
 * row of headers stays in sight.
 */
export function ScrollingTable({ node, cell }: { node: NodeOf<'table'>; cell: DrawCell }) {
  const region = useRef<HTMLDivElement>(null);
  const scrolls = useOverflow(region, 'x');
  const name = useName(node);
  const rows = node.content ?? [];
  const blank = blankColumns(rows);
  const heads = rows[0]?.content?.every(({ type }) => type === 'tableHeader') ? 1 : 0;
  return (
    <div
      ref={region}
      {...block(node)}
      className={classes['scroll']}
      data-scrolls={scrolls}
      {...(scrolls && { role: 'region', 'aria-label': name, tabIndex: 0 })}
    >
      <table aria-label={scrolls ? undefined : name}>
        <Columns cells={rows[0]?.content as Cell[] | undefined} blank={blank} />
        {heads > 0 && (
          <thead hidden={rows[0]?.content?.every(isBlank)}>
            <Rows rows={rows.slice(0, heads)} cell={cell} scope="col" blank={blank} />
          </thead>
        )}
        <tbody>
          <Rows rows={rows.slice(heads)} cell={cell} scope="row" blank={blank} />
        </tbody>
      </table>
    </div>
  );
}

/** Named after its columns: "Table: control, tolerance, means". */
function useName({ content: [first] = [] }: NodeOf<'table'>): string {
  const { t } = useTranslation();
  const columns = (first?.content ?? [])
    .map((cell) => plainText(cell).trim())
    .filter(Boolean)
    .join(', ');
  return columns && columns.length <= LONGEST_NAME ? t('reader.tableNamed', { columns }) : t('reader.table');
}

/**
 * Columns in which nothing stands, as tables that were made for cards have them. They are drawn hidden, so that places
 * in the text stay what they are. A table with cells that span is left as it is.
 */
function blankColumns(rows: readonly DocumentNode[]): ReadonlySet<number> {
  const cells = rows.map(({ content }) => (content ?? []) as Cell[]);
  if (cells.flat().some(({ attrs }) => attrs.colspan > 1 || attrs.rowspan > 1)) return new Set();
  const width = Math.max(0, ...cells.map(({ length }) => length));
  const blank = Array.from({ length: width }, (_, column) => column).filter((column) =>
    cells.every((row) => row[column] === undefined || isBlank(row[column])),
  );
  return new Set(blank.length < width ? blank : []);
}

const isBlank = ({ content = [] }: DocumentNode): boolean =>
  content.every(({ type, content: inside }) => type === 'paragraph' && !inside?.length);

/** Widths that the writer gave to the columns, in pixels. */
function Columns({ cells = [], blank }: { cells?: Cell[] | undefined; blank: ReadonlySet<number> }) {
  const widths = cells.flatMap(({ attrs: { colwidth, colspan } }) => colwidth ?? Array.from({ length: colspan || 1 }, () => 0));
  if (!widths.some((width) => width > 0)) return null;
  return (
    <colgroup>
      {widths.map((width, index) => (
        <col key={index} width={width > 0 ? width : undefined} hidden={blank.has(index)} />
      ))}
    </colgroup>
  );
}

interface RowsProps {
  rows: DocumentNode[];
  cell: DrawCell;
  scope: 'col' | 'row';
  blank: ReadonlySet<number>;
}
function Rows({ rows, cell, scope, blank }: RowsProps) {
  return rows.map((row, index) => (
    <tr key={index}>
      {(row.content as Cell[] | undefined)?.map((entry, column) => (
        <TableCell key={column} node={entry} scope={scope} hidden={blank.has(column)}>
          {cell(entry)}
        </TableCell>
      ))}
    </tr>
  ));
}

interface TableCellProps {
  node: Cell;
  scope: 'col' | 'row';
  hidden: boolean;
  children: ReactNode;
}
function TableCell({ node: { type, attrs }, scope, hidden, children }: TableCellProps) {
  const { colspan, rowspan, align } = attrs;
  const shape = {
    colSpan: colspan > 1 ? colspan : undefined,
    rowSpan: rowspan > 1 ? rowspan : undefined,
    className: align ? classes[align] : undefined,
    hidden,
  };
  if (type === 'tableCell') return <td {...shape}>{children}</td>;
  const covers = scope === 'col' ? colspan > 1 : rowspan > 1;
  return (
    <th {...shape} scope={covers ? `${scope}group` : scope}>
      {children}
    </th>
  );
}
