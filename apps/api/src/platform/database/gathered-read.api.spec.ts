import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { v7 as uuidv7 } from 'uuid';
import { GatheredRead } from './gathered-read.ts';
import { Queries } from './queries.ts';

const TEXT = `SELECT $1::uuid AS id, cardinality($2::uuid[]) AS many, $3 || '!' AS said, $4 + 1 AS next, ($5 AT TIME ZONE 'UTC')::text AS at WHERE $4 >= 0`;
const TYPES = ['uuid', 'uuid[]', 'text', 'int', 'timestamptz'] as const;

let pool: pg.Pool;
let asked: string[];
let read: GatheredRead;
beforeAll(() => void (pool = new pg.Pool({ connectionString: process.env['ADMIN_DATABASE_URL'], max: 4 })));
afterAll(() => pool.end());
beforeEach(() => {
  asked = [];
  const queries = new Queries({ query: (config) => (asked.push(config.text), pool.query(config)) });
  read = new GatheredRead(queries, TEXT, TYPES);
});

describe('A read that many ask at the same time', () => {
  it('answers each by itself, in one statement', async () => {
    const ids = Array.from({ length: 20 }, () => uuidv7());
    const answers = await Promise.all(
      ids.map((id, nth) =>
        read.one([id, nth % 2 ? [id, uuidv7()] : [], `« ${nth} », {"a"}\\`, nth === 7 ? -1 : nth, nth % 3 ? '2026-03-01T08:30:00Z' : null]),
      ),
    );
    expect(asked).toHaveLength(1);
    expect(answers).toEqual(
      ids.map((id, nth) =>
        nth === 7
          ? null
          : { id, many: nth % 2 ? 2 : 0, said: `« ${nth} », {"a"}\\!`, next: nth + 1, at: nth % 3 ? '2026-03-01 08:30:00' : null },
      ),
    );
  });

  it('is the plain statement for who is alone', async () => {
    const id = uuidv7();
    expect(await read.one([id, [id], 'seule', 0, null])).toEqual({ id, many: 1, said: 'seule!', next: 1, at: null });
    expect(asked).toEqual([TEXT]);
  });

  it('fails for that one alone whose values are none', async () => {
    const id = uuidv7();
    const outcomes = await Promise.allSettled([
      read.one([id, [], 'avant', 1, null]),
      read.one(['not an id', [], 'faux', 2, null]),
      read.one([id, [], 'après', 3, null]),
    ]);
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  });

  it('is planned once, however many ask', async () => {
    for (let most = 2; most < 20; most++) await Promise.all(Array.from({ length: most }, () => read.one([uuidv7(), [], '', 1, null])));
    const { rows } = await pool.query<{ custom: string; generic: string }>(
      `SELECT sum(custom_plans) AS custom, sum(generic_plans) AS generic FROM pg_prepared_statements WHERE statement LIKE '%WITH ORDINALITY%'`,
    );
    expect(Number(rows[0]?.custom)).toBeLessThanOrEqual(5);
    expect(Number(rows[0]?.generic)).toBeGreaterThan(0);
  });
});
