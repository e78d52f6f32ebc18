import { AsyncLocalStorage } from 'node:async_hooks';
import type pg from 'pg';

type Query = (...given: unknown[]) => unknown;

/**
 * Watches a pool. The function that it returns tells which statements some work asked of it, in order; what else asks
 * at the same time is not counted.
 */
export function watchStatements(pool: pg.Pool): (work: () => Promise<unknown>) => Promise<string[]> {
  const asked = new AsyncLocalStorage<string[]>();
  const watched = new WeakSet<object>();
  // Before a connection is used, whoever made it.
  pool.on('acquire', (client) => {
    if (watched.has(client)) return;
    watched.add(client);
    const own = client as unknown as { query: Query };
    const query = own.query.bind(client);
    own.query = (...given) => {
      const [config] = given;
      asked.getStore()?.push(typeof config === 'string' ? config : String((config as { text?: string } | null)?.text));
      return query(...given);
    };
  });
  return async (work) => {
    const statements: string[] = [];
    await asked.run(statements, work);
    return statements;
  };
}
