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
        <Columns cells={rows[0]?.content as Cell[] | undefined} />
        {heads > 0 && (
          <thead>
            <Rows rows={rows.slice(0, heads)} cell={cell} scope="col" />
          </thead>
        )}
        <tbody>
          <Rows rows={rows.slice(heads)} cell={cell} scope="row" />
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

/** Widths that the writer gave to the columns, in pixels. */
function Columns({ cells = [] }: { cells?: Cell[] | undefined }) {
  const widths = cells.flatMap(({ attrs: { colwidth, colspan } }) => colwidth ?? Array.from({ length: colspan || 1 }, () => 0));
  if (!widths.some((width) => width > 0)) return null;
  return (
    <colgroup>
      {widths.map((width, index) => (
        <col key={index} width={width > 0 ? width : undefined} />
      ))}
    </colgroup>
  );
}

function Rows({ rows, cell, scope }: { rows: DocumentNode[]; cell: DrawCell; scope: 'col' | 'row' }) {
  return rows.map((row, index) => (
    <tr key={index}>
      {(row.content as Cell[] | undefined)?.map((entry, column) => (
        <TableCell key={column} node={entry} scope={scope}>
          {cell(entry)}
        </TableCell>
      ))}
    </tr>
  ));
}

function TableCell({ node: { type, attrs }, scope, children }: { node: Cell; scope: 'col' | 'row'; children: ReactNode }) {
  const { colspan, rowspan, align } = attrs;
  const shape = {
    colSpan: colspan > 1 ? colspan : undefined,
    rowSpan: rowspan > 1 ? rowspan : undefined,
    className: align ? classes[align] : undefined,
  };
  if (type === 'tableCell') return <td {...shape}>{children}</td>;
  const covers = scope === 'col' ? colspan > 1 : rowspan > 1;
  return (
    <th {...shape} scope={covers ? `${scope}group` : scope}>
      {children}
    </th>
  );
}
