import type pg from 'pg';
import type { Statement } from './statements.ts';

interface Plan {
  'Node Type': string;
  'Relation Name'?: string;
  'Actual Rows'?: number;
  'Actual Loops'?: number;
  'Rows Removed by Filter'?: number;
  Plans?: Plan[];
}
const nodesOf = (plan: Plan): Plan[] => [plan, ...(plan.Plans ?? []).flatMap(nodesOf)];

/** Which of these large tables the statements read as a whole, and how many rows of them they look at, as their plans tell. */
export async function lookedAt(
  owner: pg.Client,
  statements: readonly Statement[],
  large: ReadonlySet<string>,
): Promise<{ whole: string[]; rows: number }> {
  const whole: string[] = [];
  let rows = 0;
  for (const { text, values } of statements) {
    const explained = await owner.query<{ 'QUERY PLAN': { Plan: Plan }[] }>({ text: `EXPLAIN (ANALYZE, FORMAT JSON) ${text}`, values });
    for (const node of nodesOf(explained.rows[0]!['QUERY PLAN'][0]!.Plan)) {
      const table = node['Relation Name'] ?? '';
      if (!large.has(table)) continue;
      if (node['Node Type'] === 'Seq Scan') whole.push(table);
      rows += ((node['Actual Rows'] ?? 0) + (node['Rows Removed by Filter'] ?? 0)) * (node['Actual Loops'] ?? 0);
    }
  }
  return { whole, rows };
}
