import { z } from 'zod';
import { invalid } from '../http/refusal.ts';

type Part = string | number | null;

/** The opaque cursor of a sort key, e.g. of the last row of a page. */
export const cursorOf = (key: readonly Part[]): string => Buffer.from(JSON.stringify(key)).toString('base64url');

/**
 * The sort key inside a cursor, or null without a cursor. `schema` says what it must look like.
 * @throws Refusal (400, field `cursor`) when it is not one of ours.
 */
export function keyIn<T extends z.ZodType>(schema: T, cursor: string | undefined): z.output<T> | null {
  if (cursor === undefined) return null;
  const key = schema.safeParse(parsed(cursor));
  if (!key.success) throw invalid('cursor', 'It does not come from an answer of this list.');
  return key.data;
}

function parsed(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch {
    return undefined;
  }
}

/** A time in a key, to the microsecond; PostgreSQL knows no year 0. */
export const CursorTime = z.iso.datetime({ precision: 6 }).refine((time) => !time.startsWith('0000'));

/** Key of lists by name, then id. */
export const ByName = z.tuple([
  z
    .string()
    .max(400)
    .regex(/^[^\0]*$/),
  z.uuid(),
]);
/** Key of lists by id. Ids grow with time (uuid v7), so that newest first is descending by id. */
export const ById = z.tuple([z.uuid()]);

/** One page out of up to `limit + 1` rows: ask for one more than is shown, to know whether it goes on. */
export function pageOf<R, T>(
  rows: R[],
  limit: number,
  show: (row: R) => T,
  keyOf: (row: R) => readonly Part[],
): { items: T[]; nextCursor: string | null } {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return { items: shown.map(show), nextCursor: rows.length > limit && last !== undefined ? cursorOf(keyOf(last)) : null };
}
