import type { Queries } from '../database/queries.ts';

/** An account that somebody knows the password of. */
export interface Account {
  email: string;
  password: string;
}

/** What archives need to know of the product, which the platform knows nothing of. */
export interface Installation {
  /** All of them, in order. */
  migrations: (new () => { up: unknown })[];
  /** Tables that an archive leaves out: after it was restored they are empty, or hold what the database itself makes of the rest. */
  notKept: readonly string[];
  /** Tables that migrations put rows into: they may hold some in an installation that is empty. */
  seeded: readonly string[];
  /** Proves that people can sign in to what was restored, with this account when one is given. Returns how many can. @throws Error when it is not so. */
  checkSignIn(db: Queries, account: Account | null): Promise<number>;
}

/** Where progress is told, a line at a time. */
export type Say = (line: string) => void;
