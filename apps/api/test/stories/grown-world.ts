import pg from 'pg';
import type { TestPerson } from '../factories/people.ts';
import type { TestApp } from '../test-app.ts';

/**
 * Lays a world as it is after some years, by statements in which `$1` is a person, and lets the planner know how large it
 * is. Returns a connection of the owner, which sees the temporary tables that the statements made; the caller ends it.
 */
export async function layWorld(app: TestApp, person: TestPerson, statements: readonly string[]): Promise<pg.Client> {
  const owner = new pg.Client({ connectionString: app.database.url });
  await owner.connect();
  // The rows are right: that each leads to another need not be checked one by one.
  await owner.query(`SET session_replication_role = replica`);
  for (const statement of statements) await owner.query(statement, statement.includes('$1') ? [person.id] : []);
  await owner.query('VACUUM ANALYZE');
  return owner;
}
