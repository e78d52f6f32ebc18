import type { Row } from '../rows/reads.ts';

const number = (value: number | undefined, digits = 1): string => (value === undefined ? '' : value.toFixed(digits));

/** A table for people; with an older run, how each row compares with it. */
export function printRows(rows: readonly Row[], old: readonly Row[] = []): void {
  if (rows.length === 0) return;
  const lines = rows.map(({ name, connections, measured, ofFloor }) => {
    const before = old.find((row) => row.name === name && row.connections === connections)?.measured.perSecond;
    return [
      name,
      String(connections),
      number(measured.perSecond, 0),
      number(ofFloor, 2),
      number(measured.p50),
      number(measured.p95),
      number(measured.p99),
      number(measured.cpu, 2),
      String(measured.errors),
      number(measured.generator, 2),
      before === undefined ? '' : `${number(measured.perSecond / before, 2)} ×`,
    ];
  });
  const head = [
    'row',
    'connections',
    'per second',
    'of the floor',
    'p50 ms',
    'p95 ms',
    'p99 ms',
    'CPU ms each',
    'errors',
    'generator CPU',
    old.length > 0 ? 'against before' : '',
  ];
  const widths = head.map((title, column) => Math.max(title.length, ...lines.map((line) => line[column]?.length ?? 0)));
  for (const line of [head, ...lines])
    console.log(
      line.map((cell, column) => (column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0))).join('  '),
    );
}

/** Figures that are no rows: times to start, memory, co-editing. */
export function printTold(told: Record<string, unknown>): void {
  console.log('');
  for (const [name, value] of Object.entries(told))
    console.log(`${name}: ${typeof value === 'object' ? JSON.stringify(value, round) : String(value)}`);
}

const round = (_: string, value: unknown): unknown => (typeof value === 'number' ? Math.round(value * 10) / 10 : value);
