import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { DataSource } from 'typeorm';
import { type TestApp, startTestApp } from './test-app.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp();
});
afterAll(() => app.close());

/** What each table really has. A column that the database fills by itself need not be known to the code. */
async function columnsOf(table: string): Promise<Map<string, { nullable: boolean; filled: boolean }>> {
  const rows = await app.db.many<{ name: string; nullable: boolean; filled: boolean }>(
    `SELECT column_name AS name, is_nullable = 'YES' AS nullable, column_default IS NOT NULL OR is_generated = 'ALWAYS' AS filled
     FROM information_schema.columns WHERE table_schema = 'public' AND table_name = $1`,
    [table],
  );
  return new Map(rows.map(({ name, nullable, filled }) => [name, { nullable, filled }]));
}

it('finds migrations and entities agreeing', async () => {
  const differences: string[] = [];
  for (const { tableName, columns } of app.nest.get(DataSource).entityMetadatas) {
    const real = await columnsOf(tableName);
    const known = new Set(columns.map(({ databaseName }) => databaseName));
    for (const { databaseName, isNullable } of columns) {
      const column = real.get(databaseName);
      if (!column) differences.push(`${tableName}.${databaseName} is not in the database`);
      else if (column.nullable !== isNullable)
        differences.push(`${tableName}.${databaseName} is ${column.nullable ? '' : 'not '}nullable in the database`);
    }
    for (const [name, { nullable, filled }] of real) {
      if (!known.has(name) && !nullable && !filled) differences.push(`${tableName}.${name} is required and the entity does not know it`);
    }
  }
  expect(differences).toEqual([]);
});
