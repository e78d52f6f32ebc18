import { AsyncLocalStorage } from 'node:async_hooks';
import type pg from 'pg';

type Query = (...given: unknown[]) => unknown;

/** A statement as it was asked. */
export interface Statement {
  text: string;
  values: unknown[];
}

/**
 * Watches a pool. The function that it returns tells which statements some work asked of it, in order; what else asks
 * at the same time is not counted.
 */
export function watchStatements(pool: pg.Pool): (work: () => Promise<unknown>) => Promise<Statement[]> {
  const asked = new AsyncLocalStorage<Statement[]>();
  const watched = new WeakSet<object>();
  // Before a connection is used, whoever made it.
  pool.on('acquire', (client) => {
    if (watched.has(client)) return;
    watched.add(client);
    const own = client as unknown as { query: Query };
    const query = own.query.bind(client);
    own.query = (...given) => {
      const [config, more] = given;
      const { text, values } = typeof config === 'string' ? { text: config, values: more } : (config as Partial<Statement>);
      asked.getStore()?.push({ text: text ?? '', values: Array.isArray(values) ? values : [] });
      return query(...given);
    };
  });
  return async (work) => {
    const statements: Statement[] = [];
    await asked.run(statements, work);
    return statements;
  };
}
