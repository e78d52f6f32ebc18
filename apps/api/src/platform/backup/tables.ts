import pg from 'pg';
import type { Queries } from '../database/queries.ts';

export interface Table {
  name: string;
  /** Those that are written; generated ones follow from them. */
  columns: string[];
}

const quote = (name: string): string => pg.escapeIdentifier(name);
/** The table's name as SQL. */
export const inSql = (name: string): string => `public.${quote(name)}`;

/** Printed alike everywhere: sums are made of the text of rows. */
export const SPELLING = `SET LOCAL timezone = 'UTC'; SET LOCAL datestyle = 'ISO, YMD'; SET LOCAL intervalstyle = 'iso_8601';
  SET LOCAL bytea_output = 'hex'; SET LOCAL extra_float_digits = 1; SET LOCAL client_encoding = 'UTF8';`;

/** All tables of the product, but for what migrations did and those named in `notKept`. */
export function listTables(db: Queries, notKept: readonly string[]): Promise<Table[]> {
  return db.many<Table>(
    `SELECT c.relname::text AS name, array_agg(a.attname::text ORDER BY a.attnum) AS columns
     FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
     WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND c.relname <> ALL ($1) AND c.relname <> 'migration'
       AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = c.oid AND d.deptype = 'e')
     GROUP BY c.relname ORDER BY c.relname COLLATE "C"`,
    [notKept],
  );
}

export const copyOut = ({ name, columns }: Table): string => `COPY ${inSql(name)} (${columns.map(quote).join(', ')}) TO STDOUT`;
export const copyIn = ({ name, columns }: Table): string => `COPY ${inSql(name)} (${columns.map(quote).join(', ')}) FROM STDIN`;

/** How many rows there are, and the sum over them of the first 64 bits of their MD5: the same for the same rows in any order. */
export async function sumOf(db: Queries, table: string): Promise<{ rows: number; sum: string }> {
  const found = await db.one<{ rows: string; sum: string }>(
    `SELECT count(*) AS rows, coalesce(sum(('x' || left(md5(t::text), 16))::bit(64)::bigint::numeric), 0)::text AS sum FROM ${inSql(table)} t`,
  );
  return { rows: Number(found?.rows), sum: found?.sum ?? '' };
}

export async function hasRows(db: Queries, table: string): Promise<boolean> {
  return (await db.one(`SELECT FROM ${inSql(table)} LIMIT 1`)) !== null;
}

/** Where the product's sequences stand; those that gave no number yet are left out. */
export function listSequences(db: Queries): Promise<{ name: string; value: string }[]> {
  return db.many(
    `SELECT sequencename::text AS name, last_value::text AS value FROM pg_sequences
     WHERE schemaname = 'public' AND last_value IS NOT NULL AND sequencename NOT LIKE 'migration%' ORDER BY sequencename`,
  );
}

/**
 * What stands in the way of loading: foreign keys, which hold in no order of tables, and indexes, which are made faster
 * over all rows than row by row. Each with the statement that makes it again, and proves it.
 */
export function listObstacles(db: Queries): Promise<{ drop: string; restore: string }[]> {
  return db.many(
    `SELECT format('ALTER TABLE %s DROP CONSTRAINT %I', conrelid::regclass, conname) AS drop,
       format('ALTER TABLE %s ADD CONSTRAINT %I %s', conrelid::regclass, conname, pg_get_constraintdef(oid)) AS restore, 1 AS turn
     FROM pg_constraint WHERE contype = 'f' AND connamespace = 'public'::regnamespace
     UNION ALL
     SELECT format('DROP INDEX %s', i.indexrelid::regclass), pg_get_indexdef(i.indexrelid), 0
     FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid AND c.relnamespace = 'public'::regnamespace AND c.relkind = 'r'
     WHERE NOT i.indisprimary AND NOT EXISTS (SELECT FROM pg_constraint k WHERE k.conindid = i.indexrelid)
     ORDER BY turn`,
  );
}
