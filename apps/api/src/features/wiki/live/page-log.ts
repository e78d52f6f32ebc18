import { Injectable } from '@nestjs/common';
import type { NodeOf } from '@parvis/shared/document';
import * as Y from 'yjs';
import { z } from 'zod';
import { system } from '../../../platform/database/actor.ts';
import { Database, type Tx } from '../../../platform/database/database.ts';
import type { Queries } from '../../../platform/database/queries.ts';
import { defineJob } from '../../../platform/jobs/job-type.ts';
import { takeOutAllMisplaced } from './live-blocks.ts';
import { openState, stateOf } from './yjs-document.ts';

/** Writes the newest revision of a page out of its log. */
export const StorePage = defineJob('wiki.store-page', z.object({ pageId: z.uuid() }), { concurrency: 2, planned: true });
/** How long a page that is being written waits for its next revision. */
const STORE_AFTER_MS = 3_000;

/** Told to every process when updates of a page were added. */
export const PAGE_UPDATES = 'parvis_page_updates';
export interface PageUpdates {
  pageId: string;
  seq: number;
  /** The process that added them, which has them already; null for a write by a request. */
  from: string | null;
}

export interface LoggedUpdate {
  update: Uint8Array;
  actorId: string | null;
}

/**
 * The append-only log of a page that is written live: the truth. What is in it is saved; revisions and states are made
 * out of it. Locks are taken in one order: page, then its log.
 */
@Injectable()
export class PageLog {
  constructor(private readonly db: Database) {}

  /** The page as the log has it, made live on first use. Null: no such page. */
  async open(pageId: string): Promise<{ live: Y.Doc; seq: number } | null> {
    const found = await this.read(this.db, pageId);
    if (found) return found;
    return this.db.write(system, async (tx) => {
      const page = await tx.one<{ document: NodeOf<'doc'> }>(
        `SELECT r.document FROM page p JOIN page_revision r ON r.id = p.revision_id WHERE p.id = $1 FOR UPDATE OF p`,
        [pageId],
      );
      if (!page) return null;
      await tx.many(`INSERT INTO page_live (page_id, state) VALUES ($1, $2) ON CONFLICT DO NOTHING`, [
        pageId,
        Buffer.from(stateOf(page.document)),
      ]);
      return this.read(tx, pageId);
    });
  }

  /** The page as the log has it, null when it was never opened for writing. */
  async read(queries: Queries, pageId: string): Promise<{ live: Y.Doc; seq: number } | null> {
    const found = await queries.one<{ state: Buffer; seq: string; updates: Buffer[] | null }>(
      `SELECT l.state, l.last_seq AS seq,
         (SELECT array_agg(u.update ORDER BY u.seq) FROM page_update u WHERE u.page_id = l.page_id AND u.seq > l.state_seq AND u.seq <= l.last_seq) AS updates
       FROM page_live l WHERE l.page_id = $1`,
      [pageId],
    );
    if (!found) return null;
    return { live: openState(found.state, found.updates ?? []), seq: Number(found.seq) };
  }

  /**
   * As `read`, in order as a page has to be, and nobody adds to the log until the transaction ends. `ahead`: who wrote last
   * what no revision holds yet.
   */
  async lock(tx: Tx, pageId: string): Promise<{ live: Y.Doc; seq: number; ahead: { authorId: string | null } | null } | null> {
    const page = await tx.one<{ seq: string | null }>(
      `SELECT r.seq FROM page p JOIN page_revision r ON r.id = p.revision_id WHERE p.id = $1 FOR UPDATE OF p`,
      [pageId],
    );
    const locked = await tx.one(`SELECT page_id FROM page_live WHERE page_id = $1 FOR UPDATE`, [pageId]);
    const found = locked && (await this.read(tx, pageId));
    if (!found) return null;
    if (found.seq <= Number(page?.seq ?? 0)) return { ...found, ahead: null };
    const last = await tx.one<{ authorId: string | null }>(
      `SELECT actor_id AS "authorId" FROM page_update WHERE page_id = $1 AND actor_id IS NOT NULL ORDER BY seq DESC LIMIT 1`,
      [pageId],
    );
    const mended = takeOutAllMisplaced(found.live);
    const seq = mended ? await this.append(tx, pageId, [{ update: mended, actorId: null }], null) : found.seq;
    return { live: found.live, seq, ahead: { authorId: last?.authorId ?? null } };
  }

  /** The newest revision; null while the log holds more than it. Nobody writes until the transaction ends. */
  async newestRevision(tx: Tx, pageId: string): Promise<string | null> {
    await tx.many(`SELECT id FROM page WHERE id = $1 FOR UPDATE`, [pageId]);
    const newest = await tx.one<{ id: string | null }>(
      `SELECT CASE WHEN l.last_seq > coalesce(r.seq, 0) THEN NULL ELSE r.id END AS id
       FROM page p JOIN page_revision r ON r.id = p.revision_id
       LEFT JOIN (SELECT page_id, last_seq FROM page_live WHERE page_id = $1 FOR UPDATE) l ON l.page_id = p.id WHERE p.id = $1`,
      [pageId],
    );
    return newest?.id ?? null;
  }

  /** Updates after `seq`, in order. */
  async since(pageId: string, seq: number): Promise<{ seq: number; update: Uint8Array }[]> {
    const rows = await this.db.many<{ seq: string; update: Buffer }>(
      `SELECT seq, update FROM page_update WHERE page_id = $1 AND seq > $2 ORDER BY seq`,
      [pageId, seq],
    );
    return rows.map((row) => ({ seq: Number(row.seq), update: row.update }));
  }

  /** Adds updates, in one statement, and plans the next revision. Returns the place of the last one in the log. */
  async append(tx: Tx, pageId: string, updates: readonly LoggedUpdate[], from: string | null): Promise<number> {
    const added = await tx.one<{ seq: string; wasDue: boolean }>(
      `WITH place AS (
         UPDATE page_live SET last_seq = last_seq + $2, store_due = true WHERE page_id = $1 RETURNING last_seq, old.store_due AS was_due
       ), added AS (
         INSERT INTO page_update (page_id, seq, update, actor_id)
         SELECT $1, place.last_seq - $2 + u.n, u.update, u.actor_id
         FROM place, unnest($3::bytea[], $4::uuid[]) WITH ORDINALITY AS u (update, actor_id, n)
       )
       SELECT last_seq AS seq, was_due AS "wasDue", pg_notify('${PAGE_UPDATES}', json_build_object('pageId', $1::uuid, 'seq', last_seq, 'from', $5::text)::text) FROM place`,
      [pageId, updates.length, updates.map(({ update }) => Buffer.from(update)), updates.map(({ actorId }) => actorId), from],
    );
    if (!added) throw new Error('This page is not live.');
    if (!added.wasDue) tx.enqueue(StorePage, { pageId }, { startAfter: new Date(Date.now() + STORE_AFTER_MS) });
    return Number(added.seq);
  }

  /** Keeps the whole state up to `seq`, so that opening the page reads one row; called when a revision is written. */
  async keepState(tx: Tx, pageId: string, live: Y.Doc, seq: number): Promise<void> {
    await tx.many(`UPDATE page_live SET state = $2, state_seq = $3, store_due = false WHERE page_id = $1`, [
      pageId,
      Buffer.from(Y.encodeStateAsUpdate(live)),
      seq,
    ]);
  }
}
