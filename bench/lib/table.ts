import type { Row } from '../rows/http.ts';

/** What one run measured. */
export interface Result {
  rows: Row[];
  /** Figures that are no requests: times to start, memory, sockets, co-editing; by what they tell. */
  figures: Record<string, unknown>;
}

const digits = (value: number | undefined, count = 1): string => (value === undefined ? '' : value.toFixed(count));

const COLUMNS: [title: string, cell: (row: Row, before: Row | undefined) => string][] = [
  ['size', ({ size }) => size],
  ['row', ({ name }) => name],
  ['conn.', ({ connections }) => String(connections)],
  ['per s', ({ measured }) => digits(measured.perSecond, 0)],
  ['of floor', ({ ofFloor }) => digits(ofFloor, 2)],
  ['p50 ms', ({ measured }) => digits(measured.p50)],
  ['p95 ms', ({ measured }) => digits(measured.p95)],
  ['p99 ms', ({ measured }) => digits(measured.p99)],
  ['CPU ms', ({ measured }) => digits(measured.cpu, 2)],
  ['errors', ({ measured }) => String(measured.errors)],
  ['generator', ({ measured }) => digits(measured.generator, 2)],
  ['drained s', ({ drained }) => digits(drained)],
  // Shares of the floor compare what two machines, or two moods of one, made of the same work.
  ['against before', ({ ofFloor }, before) => (before ? `${digits(ofFloor / before.ofFloor, 2)} ×` : '')],
];

/** A table for people, as Markdown; with an older run, how each row's share of the floor compares with it. */
export function tableOf({ rows, figures }: Result, old: readonly Row[] = []): string {
  const columns = old.length > 0 ? COLUMNS : COLUMNS.slice(0, -1);
  const before = (row: Row) =>
    old.find(({ size, name, connections }) => size === row.size && name === row.name && connections === row.connections);
  const lines = rows.map((row) => columns.map(([, cell]) => cell(row, before(row))));
  const widths = columns.map(([title], column) => Math.max(title.length, ...lines.map((line) => line[column]?.length ?? 0)));
  const drawn = (cells: string[]) =>
    `| ${cells.map((cell, column) => (column < 2 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0))).join(' | ')} |`;
  const rule = `|${widths.map((width, column) => (column < 2 ? '-'.repeat(width + 2) : `${'-'.repeat(width + 1)}:`)).join('|')}|`;
  const table = rows.length > 0 ? [drawn(columns.map(([title]) => title)), rule, ...lines.map(drawn), ''] : [];
  return [...table, ...Object.entries(figures).map(([name, value]) => `- ${name}: ${told(value)}`)].join('\n');
}

function told(value: unknown): string {
  if (typeof value === 'number') return String(Math.round(value * 10) / 10);
  if (typeof value !== 'object' || value === null) return String(value);
  return Object.entries(value)
    .map(([name, part]) => `${name} ${typeof part === 'object' ? `(${told(part)})` : told(part)}`)
    .join(', ');
}
