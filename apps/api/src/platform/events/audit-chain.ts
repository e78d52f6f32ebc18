import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import type { Queries } from '../database/queries.ts';

export const GENESIS: Buffer = Buffer.alloc(32);
const BATCH = 5_000;

/** What the chain protects of one event. */
export interface Line {
  seq: string;
  id: string;
  name: string;
  actor_id: string | null;
  request_id: string | null;
  payload: string;
  at: string;
}
interface Sealed extends Line {
  position: string;
  hash: Buffer;
}
/** The newest seal. */
export interface Head {
  position: number;
  /** Hexadecimal. */
  hash: string;
}
export interface ChainProblem {
  position: number;
  kind: 'changed' | 'missing' | 'reordered' | 'tail-cut';
}
export interface Verification {
  ok: boolean;
  sealed: number;
  unsealed: number;
  problem: ChainProblem | null;
}

/** The columns that the chain protects, as PostgreSQL prints them: one spelling for one value. */
export const LINE = `e.seq::text AS seq, e.id::text AS id, e.name, e.actor_id::text AS actor_id, e.request_id, e.payload::text AS payload,
  to_char(e.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS at`;

/** SHA-256(previous ‖ canonical row). The row is a JSON array, so that no two rows share one spelling. */
export function chained(previous: Buffer, line: Line): Buffer {
  const row = JSON.stringify([line.seq, line.id, line.name, line.actor_id, line.request_id, line.payload, line.at]);
  return createHash('sha256').update(previous).update(row).digest();
}

/** Recomputes the whole chain. `kept`: the newest seal as it was noted outside the database, which tells a cut tail. */
export async function verifyChain(db: Queries, kept: Head | null): Promise<Verification> {
  let position = 0;
  let hash: Buffer = GENESIS;
  let problem: ChainProblem | null = null;
  for (let more = true; more && !problem;) {
    const seals = await db.many<Sealed>(
      `SELECT s.position::text AS position, s.hash, ${LINE} FROM event_seal s LEFT JOIN domain_event e ON e.seq = s.event_seq
       WHERE s.position > $1 ORDER BY s.position LIMIT ${BATCH}`,
      [position],
    );
    more = seals.length === BATCH;
    for (const seal of seals) {
      problem = fault(seal, position, hash);
      if (problem) break;
      position += 1;
      hash = seal.hash;
      if (kept?.position === position && kept.hash !== hash.toString('hex')) problem = { position, kind: 'reordered' };
    }
  }
  if (!problem && kept && kept.position > position) problem = { position: position + 1, kind: 'tail-cut' };
  const open = await db.one<{ count: string }>(
    `SELECT count(*) FROM domain_event e LEFT JOIN event_seal s ON s.event_seq = e.seq WHERE s.event_seq IS NULL`,
  );
  return { ok: problem === null, sealed: position, unsealed: Number(open?.count), problem };
}

/** The newest seal in the database, null when nothing was sealed yet. */
export async function lastSeal(db: Queries): Promise<{ position: number; hash: Buffer } | null> {
  const seal = await db.one<{ position: string; hash: Buffer }>(
    `SELECT position::text AS position, hash FROM event_seal s ORDER BY s.position DESC LIMIT 1`,
  );
  return seal && { position: Number(seal.position), hash: seal.hash };
}

/** The newest seal as the data folder remembers it. */
export async function keptHead(dataFolder: string): Promise<Head | null> {
  const text = await readFile(headFile(dataFolder), 'utf8').catch(() => null);
  return text === null ? null : z.object({ position: z.int(), hash: z.string() }).parse(JSON.parse(text));
}

/** Lets the data folder remember the newest seal. */
export async function keepHead(dataFolder: string, head: Head): Promise<void> {
  await mkdir(dataFolder, { recursive: true });
  const temporary = `${headFile(dataFolder)}.${process.pid}`;
  await writeFile(temporary, JSON.stringify(head));
  await rename(temporary, headFile(dataFolder));
}

const headFile = (dataFolder: string): string => path.join(dataFolder, 'audit-head.json');

function fault(seal: Sealed, before: number, previous: Buffer): ChainProblem | null {
  const position = before + 1;
  if (Number(seal.position) !== position || seal.id === null) return { position, kind: 'missing' };
  if (!chained(previous, seal).equals(seal.hash)) return { position, kind: 'changed' };
  return null;
}
