import { Injectable } from '@nestjs/common';
import type { VersionKind } from '@parvis/shared';
import type { NodeOf } from '@parvis/shared/document';
import { documentDifference, isSame } from '@parvis/shared/document-difference';
import { type Actor, system } from '../../../platform/database/actor.ts';
import { Database, type Tx } from '../../../platform/database/database.ts';
import { Revisions } from './revisions.ts';
import { WritingEnded } from './version.events.ts';

/** Writes by request of one author that follow each other so soon are one session. */
const SESSION_MINUTES = 10;

interface Words {
  added: number;
  removed: number;
}
interface Newest {
  id: string;
  number: number;
  /** It goes on growing with the next write of its only author. */
  open: boolean;
  authorIds: string[];
}

/** How a write by request came about. */
export type Written = { kind: 'automatic' | 'imported' } | { kind: 'restored'; restoredFrom: string };

export interface Kept {
  kind: VersionKind;
  authorIds: readonly string[];
  name?: string;
  /** The revision that was restored. */
  restoredFrom?: string;
  open?: boolean;
}

/** Makes versions: the revisions that people see in the history of a page. */
@Injectable()
export class Versions {
  constructor(
    private readonly db: Database,
    private readonly revisions: Revisions,
  ) {}

  /** The first version of a page, with its first revision. */
  async begin(
    tx: Tx,
    page: { pageId: string; revisionId: string; document: NodeOf<'doc'>; kind: 'automatic' | 'imported' },
  ): Promise<void> {
    const { words } = documentDifference(EMPTY, page.document);
    await this.insert(tx, page.pageId, page.revisionId, 1, words, { kind: page.kind, authorIds: tx.actor.id ? [tx.actor.id] : [] });
  }

  /** Somebody begins to write: what is there now becomes a version first, if it is none yet. */
  async sessionStarted(pageId: string, actor: Actor): Promise<void> {
    await this.db.write(actor, (tx) => this.keepPresent(tx, pageId));
  }

  /** These people stopped writing, and their last revision is written: it becomes a version of theirs, if it says anything new. */
  async sessionEnded(pageId: string, authorIds: readonly string[]): Promise<void> {
    await this.db.write(system, async (tx) => {
      await this.keep(tx, pageId, { kind: 'automatic', authorIds });
      await tx.many(
        `UPDATE page SET draft_author_ids = draft_author_ids || ARRAY(SELECT a FROM unnest($2::uuid[]) a WHERE a <> ALL(draft_author_ids))
         WHERE id = $1 AND draft_since IS NOT NULL`,
        [pageId, authorIds],
      );
    });
  }

  /** Before a write that is no part of a session, so that it can be taken back: what is there now becomes a version. */
  async keepPresent(tx: Tx, pageId: string): Promise<void> {
    const present = await this.lockPresent(tx, pageId);
    if (!present || (await this.newest(tx, pageId))?.id === present.id) return;
    await this.keep(tx, pageId, { kind: 'automatic', authorIds: present.authorId ? [present.authorId] : [] });
  }

  /** What is written from now on is another session: the newest version stays as it is. */
  async close(tx: Tx, pageId: string): Promise<void> {
    await tx.many(`UPDATE page_version SET open = false WHERE page_id = $1 AND open`, [pageId]);
  }

  /** After a revision that was written by request. Such writes of one author make one version, until she pauses. */
  async written(tx: Tx, pageId: string, written: Written): Promise<void> {
    const author = tx.actor.id;
    const authorIds = author ? [author] : [];
    if (written.kind !== 'automatic') return void (await this.keep(tx, pageId, { ...written, authorIds }));
    const present = await this.lockPresent(tx, pageId);
    const newest = await this.newest(tx, pageId);
    if (present && newest?.open && author && newest.id !== present.id && newest.authorIds.length === 1 && newest.authorIds[0] === author) {
      const words = await this.words(tx, pageId, await this.before(tx, pageId, newest.number), present.id);
      await tx.many(`UPDATE page_version SET id = $2, at = now(), words_added = $3, words_removed = $4 WHERE id = $1`, [
        newest.id,
        present.id,
        words.added,
        words.removed,
      ]);
      return;
    }
    await this.keep(tx, pageId, { kind: 'automatic', authorIds, open: true });
  }

  /**
   * What the page is now becomes a version, or tells more where it is one already. A session that brought nothing new
   * makes none. Returns the id.
   */
  async keep(tx: Tx, pageId: string, version: Kept): Promise<string | null> {
    const present = await this.lockPresent(tx, pageId);
    if (!present) return null;
    const newest = await this.newest(tx, pageId);
    if (newest?.id === present.id) return this.tellMore(tx, present.id, version);
    const { same, ...words } = await this.words(tx, pageId, newest?.id ?? null, present.id);
    if (same && version.kind === 'automatic') return newest?.id ?? null;
    await this.insert(tx, pageId, present.id, (newest?.number ?? 0) + 1, words, version);
    // What is published is told by its own event.
    if (version.kind !== 'published')
      tx.record(WritingEnded, { pageId, communityId: present.communityId, versionId: present.id, authorIds: [...version.authorIds] });
    return present.id;
  }

  private async insert(tx: Tx, pageId: string, id: string, number: number, words: Words, version: Kept): Promise<void> {
    const { name = null, kind, authorIds, restoredFrom = null, open = false } = version;
    await tx.many(
      `INSERT INTO page_version (id, page_id, number, name, kind, author_ids, words_added, words_removed, restored_from, open)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
      [id, pageId, number, name, kind, authorIds, words.added, words.removed, restoredFrom, open],
    );
  }

  /** A version that somebody names, publishes or restores is no longer an automatic one, and stays as it is. */
  private async tellMore(tx: Tx, id: string, { kind, authorIds, name, open = false }: Kept): Promise<string> {
    await tx.many(
      `UPDATE page_version SET name = coalesce($2, name), open = open AND $5,
         kind = CASE WHEN $3 IN ('automatic', 'named') AND kind NOT IN ('automatic') THEN kind ELSE $3 END,
         author_ids = CASE WHEN $3 <> 'automatic' AND author_ids <> '{}' THEN author_ids
           ELSE author_ids || ARRAY(SELECT a FROM unnest($4::uuid[]) a WHERE a <> ALL(author_ids)) END
       WHERE id = $1`,
      [id, name ?? null, kind, authorIds, open],
    );
    return id;
  }

  private lockPresent(tx: Tx, pageId: string): Promise<{ id: string; authorId: string | null; communityId: string } | null> {
    return tx.one(
      `SELECT r.id, r.author_id AS "authorId", p.community_id AS "communityId" FROM page p JOIN page_revision r ON r.id = p.revision_id WHERE p.id = $1 FOR NO KEY UPDATE OF p`,
      [pageId],
    );
  }

  private newest(tx: Tx, pageId: string): Promise<Newest | null> {
    return tx.one(
      `SELECT id, number, author_ids AS "authorIds", open AND at > now() - interval '${SESSION_MINUTES} minutes' AS open
       FROM page_version WHERE page_id = $1 ORDER BY number DESC LIMIT 1`,
      [pageId],
    );
  }

  private async before(tx: Tx, pageId: string, number: number): Promise<string | null> {
    const before = await tx.one<{ id: string }>(
      `SELECT id FROM page_version WHERE page_id = $1 AND number < $2 ORDER BY number DESC LIMIT 1`,
      [pageId, number],
    );
    return before?.id ?? null;
  }

  private async words(tx: Tx, pageId: string, beforeId: string | null, afterId: string) {
    const after = await this.revisions.find(pageId, afterId, tx);
    const before = beforeId ? await this.revisions.find(pageId, beforeId, tx) : null;
    if (!after) throw new Error(`The page ${pageId} has no revision ${afterId}`);
    const difference = documentDifference(before?.document ?? EMPTY, after.document);
    return { ...difference.words, same: before !== null && isSame(difference) };
  }
}

const EMPTY: NodeOf<'doc'> = { type: 'doc', content: [] };
