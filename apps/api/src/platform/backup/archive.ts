import { z } from 'zod';

/*
 * An archive is a tar file (POSIX.1-2001, so that any tar lists it) with one line of text behind it:
 *   parvis-backup.json        what it is, first, so that a wrong file is known at once
 *   files/<key>               each file of the store, as it lies there
 *   tables/<table>/<part>     rows as COPY prints them, cut into parts, each compressed by zstd (RFC 8878)
 *   jobs/<part>               jobs that waited, likewise
 *   manifest.json             what must be there: rows, bytes and sums; last, since only then it is known
 *   SHA-256 of all bytes before, in the line behind
 */

/** Grows when older products could not read it any more. */
export const FORMAT = 1;
export const HEADER = 'parvis-backup.json';
export const MANIFEST = 'manifest.json';

const SEAL_BEGINS = '\nparvis-backup sha256 ';
/** The line behind the archive, in bytes. */
export const SEAL_BYTES = SEAL_BEGINS.length + 64 + 1;
export const sealOf = (sha256: string): string => `${SEAL_BEGINS}${sha256}\n`;

const Sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const Count = z.int().nonnegative();

/** What an archive says of itself first. */
export const Header = z.object({
  format: z.int(),
  /** Version of the product that made it. */
  version: z.string(),
  madeAt: z.iso.datetime(),
  /** Migrations that its tables had seen, in order. */
  migrations: z.array(z.string()).min(1),
});
export type Header = z.output<typeof Header>;

/** One stream of the archive that is cut into parts. */
const Stream = z.object({ rows: Count, bytes: Count, sha256: Sha256 });
const TableEntry = Stream.extend({
  name: z.string(),
  columns: z.array(z.string()),
  /** Sum over its rows of the first 64 bits of their MD5, whatever their order: found again once they are in a database. */
  sum: z.string(),
});
export type TableEntry = z.output<typeof TableEntry>;

export const Manifest = z.object({
  tables: z.array(TableEntry),
  jobs: Stream,
  files: z.object({
    count: Count,
    bytes: Count,
    /** Files that were deleted while they were being copied. */
    gone: Count,
  }),
  sequences: z.array(z.object({ name: z.string(), value: z.string() })),
  audit: z.object({
    sealed: Count,
    /** The newest seal; null when nothing was sealed. */
    head: z.object({ position: Count, hash: z.string() }).nullable(),
    /** What was wrong with the chain when the archive was made. */
    problem: z.string().nullable(),
  }),
});
export type Manifest = z.output<typeof Manifest>;

/** An archive that cannot be used, in words for whoever asked. */
export class BadArchive extends Error {}

export const fileEntry = (key: string): string => `files/${key}`;
export const partEntry = (stream: string, part: number): string => `${stream}/${String(part).padStart(6, '0')}.zst`;
export const tableStream = (name: string): string => `tables/${name}`;
export const JOBS_STREAM = 'jobs';

export type EntryName = { kind: 'header' | 'manifest' } | { kind: 'file'; key: string } | { kind: 'part'; stream: string };

/** What an entry is. @throws BadArchive when no archive of ours holds such a one. */
export function readEntryName(name: string): EntryName {
  if (name === HEADER) return { kind: 'header' };
  if (name === MANIFEST) return { kind: 'manifest' };
  if (name.startsWith('files/')) return { kind: 'file', key: name.slice('files/'.length) };
  const stream = /^(tables\/[a-z_][a-z0-9_]*|jobs)\/\d{6,}\.zst$/.exec(name)?.[1];
  if (stream) return { kind: 'part', stream };
  throw new BadArchive(`The archive holds something unknown: ${name}`);
}
