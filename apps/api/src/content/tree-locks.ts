import type { Tx } from '../platform/database/database.ts';

const KEY = `hashtextextended('tree ' || k, 0)`;

/**
 * Holds the trees of these communities until the transaction ends: nobody else moves, restricts or trashes in them, or
 * adds to them. Whatever is decided from the tree is to be read after it. Always in the same order, so that two moves
 * wait for each other instead of locking each other out.
 */
export async function lockTrees(tx: Tx, communityIds: readonly string[]): Promise<void> {
  for (const id of [...new Set(communityIds)].toSorted()) {
    await tx.many(`SELECT pg_advisory_xact_lock(${KEY}) FROM (SELECT $1::text AS k) t`, [id]);
  }
}

/** Keeps the tree of a community as it is until the transaction ends; others may add to it at the same time. */
export async function shareTree(tx: Tx, communityId: string): Promise<void> {
  await tx.many(`SELECT pg_advisory_xact_lock_shared(${KEY}) FROM (SELECT $1::text AS k) t`, [communityId]);
}
