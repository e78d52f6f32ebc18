import { createHash } from 'node:crypto';

type Row = Record<string, unknown>;
export type Values = readonly unknown[];

/** A pool or one connection of it. */
export interface Runs {
  query(config: { name: string; text: string; values: unknown[] }): Promise<{ rows: unknown[] }>;
}

const names = new Map<string, string>();

/** Every text is prepared once a connection, under a name of its own: parsing and planning are spared afterwards. */
function statement(text: string, values: Values) {
  let name = names.get(text);
  if (!name) names.set(text, (name = createHash('sha256').update(text).digest('base64url').slice(0, 24)));
  return { name, text, values: values as unknown[] };
}

/** Asks the database. Values go as parameters, never into the text: each text is kept prepared. */
export class Queries {
  constructor(private readonly runs: Runs) {}

  /** All rows. */
  async many<T = Row>(text: string, values: Values = []): Promise<T[]> {
    return (await this.runs.query(statement(text, values))).rows as T[];
  }

  /** The first row, or null. */
  async one<T = Row>(text: string, values: Values = []): Promise<T | null> {
    return (await this.many<T>(text, values))[0] ?? null;
  }
}
