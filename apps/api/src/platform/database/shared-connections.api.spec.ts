import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { Queries } from './queries.ts';
import { SharedConnections } from './shared-connections.ts';

const ME = `SELECT pg_backend_pid() AS pid, $1::int AS nth`;
interface Answer {
  pid: number;
  nth: number;
}

let pool: pg.Pool;
const sharing = (max = 10, most = 2) => {
  pool = new pg.Pool({ connectionString: process.env['ADMIN_DATABASE_URL'], max, pipeline: true } as pg.PoolConfig);
  pool.on('connect', (client) => client.on('error', () => undefined));
  pool.on('error', () => undefined);
  return new Queries(new SharedConnections(pool, most));
};
const askMany = (queries: Queries, count: number) => Promise.all(Array.from({ length: count }, (_, nth) => queries.one<Answer>(ME, [nth])));
const wait = (ms: number) => new Promise((resolve) => void setTimeout(resolve, ms));

let queries: Queries;
beforeEach(() => void (queries = sharing()));
afterEach(() => pool.end());

describe('Reads that share connections', () => {
  it('each get their own answer over a few connections, which the pool has back afterwards', async () => {
    const answers: (Answer | null)[] = [];
    for (let round = 0; round < 3; round++) answers.push(...(await askMany(queries, 200)));
    expect(answers.map((answer) => answer?.nth)).toEqual(Array.from({ length: 600 }, (_, nth) => nth % 200));
    expect(new Set(answers.map((answer) => answer?.pid)).size).toBeLessThanOrEqual(2);
    expect(pool.idleCount).toBe(pool.totalCount);
  });

  it('do not wait for one that takes long when they are asked later', async () => {
    let over = false;
    const long = Promise.all([queries.one(`SELECT pg_sleep(0.5)`), queries.one(`SELECT pg_sleep(0.5)`)]).then(() => (over = true));
    await wait(100);
    expect((await askMany(queries, 50)).map((answer) => answer?.nth)).toEqual(Array.from({ length: 50 }, (_, nth) => nth));
    expect(over).toBe(false);
    await long;
    expect(pool.idleCount).toBe(pool.totalCount);
  });

  it('are answered although one among them fails', async () => {
    const wrong = Promise.all(
      [queries.one(`SELECT 1 / $1::int`, [0]), queries.one(`SELECT nothing FROM nowhere`)].map((asked) => asked.catch(String)),
    );
    const answers = await askMany(queries, 20);
    expect(answers.map((answer) => answer?.nth)).toEqual(Array.from({ length: 20 }, (_, nth) => nth));
    expect(await wrong).toEqual(['error: division by zero', 'error: relation "nowhere" does not exist']);
    expect(new Set((await askMany(queries, 20)).map((answer) => answer?.pid)).size).toBeLessThanOrEqual(2);
  });

  it('fail with the connection that is lost, and the next are answered by another', async () => {
    const [first] = await askMany(queries, 1);
    const lost = Promise.allSettled([
      queries.one(`SELECT pg_terminate_backend(pg_backend_pid())`),
      ...Array.from({ length: 3 }, (_, nth) => queries.one<Answer>(ME, [nth])),
    ]);
    expect((await lost).map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected', 'rejected']);
    const after = await askMany(queries, 20);
    expect(after.map((answer) => answer?.nth)).toEqual(Array.from({ length: 20 }, (_, nth) => nth));
    expect(after.map((answer) => answer?.pid)).not.toContain(first?.pid);
  });

  it('leave connections to who writes, however many they are', async () => {
    await pool.end();
    queries = sharing(2, 4);
    const written = new AbortController();
    const readers = Array.from({ length: 30 }, async () => {
      while (!written.signal.aborted) await queries.one(ME, [1]);
    });
    for (let nth = 0; nth < 20; nth++) {
      const client = await pool.connect();
      await client.query('BEGIN');
      await client.query('COMMIT');
      client.release();
    }
    expect(pool.totalCount).toBeLessThanOrEqual(2);
    written.abort();
    await Promise.all(readers);
  });

  it('ask the pool where it has no connection to share', async () => {
    await pool.end();
    queries = sharing(1);
    expect((await askMany(queries, 30)).map((answer) => answer?.nth)).toEqual(Array.from({ length: 30 }, (_, nth) => nth));
  });
});
