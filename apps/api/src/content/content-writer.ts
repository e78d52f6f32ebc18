import { Injectable } from '@nestjs/common';
import { type Audience, type ContentKind, slugOf } from '@parvis/shared';
import { readsCommunitySql } from '../communities/public.ts';
import type { Tx } from '../platform/database/database.ts';
import { AudienceChanged, ContentTrashed } from './content.events.ts';
import { lockTrees, shareTree } from './tree-locks.ts';

export interface NewContent {
  id: string;
  kind: ContentKind;
  communityId: string;
  /** What it lies below; a restriction goes down the tree. */
  parentId: string | null;
  title: string;
  excerpt: string;
  /** Only its author sees a draft. */
  draft: boolean;
}

/** What kinds of content lie in trees: filled by the features when the product starts. */
@Injectable()
export class Trees {
  private readonly byKind = new Map<ContentKind, string>();

  /** `parents` is a subquery with columns `id` and `parent_id` of this kind of content. */
  register(kind: ContentKind, parents: string): void {
    this.byKind.set(kind, parents);
  }

  parentsOf(kind: ContentKind): string | undefined {
    return this.byKind.get(kind);
  }
}

/** Writes the shared record, in the transaction of the feature that writes its own table. */
@Injectable()
export class ContentWriter {
  constructor(private readonly trees: Trees) {}

  async create(tx: Tx, content: NewContent): Promise<void> {
    const { id, kind, communityId, parentId, title, excerpt, draft } = content;
    await Promise.all([
      shareTree(tx, communityId),
      tx.many(
        `INSERT INTO content (id, kind, community_id, author_id, last_editor_id, title, slug, excerpt, state, audience, scope_id, published_at)
       SELECT $1, $2, $3, $4, $4, $5, $6, $7, $8, CASE WHEN $9::boolean THEN 'participants' ELSE 'community' END,
         CASE WHEN $9::boolean THEN $1 ELSE (SELECT scope_id FROM content WHERE id = $10) END, CASE WHEN NOT $9::boolean THEN now() END`,
        [id, kind, communityId, tx.actor.id, title, slugOf(title), excerpt, draft ? 'draft' : 'published', draft, parentId],
      ),
      draft && tx.many(`INSERT INTO content_participant (content_id, person_id) VALUES ($1, $2)`, [id, tx.actor.id]),
    ]);
  }

  /**
   * Copies of content that is about something, each now about `sourceId` and in its community: by the same author, for the
   * same audience, from the same time.
   */
  async copyAbout(tx: Tx, copies: readonly { id: string; originalId: string; sourceId: string }[]): Promise<void> {
    const given = [copies.map(({ id }) => id), copies.map(({ originalId }) => originalId), copies.map(({ sourceId }) => sourceId)];
    await tx.many(
      `INSERT INTO content (id, kind, community_id, author_id, last_editor_id, title, slug, excerpt, audience, scope_id, source_id, created_at, published_at, last_activity_at)
       SELECT n.id, o.kind, s.community_id, o.author_id, o.last_editor_id, o.title, o.slug, o.excerpt, o.audience,
         CASE WHEN o.audience = 'participants' THEN n.id END, s.id, o.created_at, now(), o.last_activity_at
       FROM unnest($1::uuid[], $2::uuid[], $3::uuid[]) AS n(id, original_id, source_id) JOIN content o ON o.id = n.original_id JOIN content s ON s.id = n.source_id`,
      given,
    );
    await tx.many(
      `INSERT INTO content_participant (content_id, person_id)
       SELECT n.id, cp.person_id FROM unnest($1::uuid[], $2::uuid[]) AS n(id, original_id) JOIN content_participant cp ON cp.content_id = n.original_id`,
      given.slice(0, 2),
    );
  }

  /** Who sees what is about other content; `participants` is its author alone. Whoever no longer sees it is put out at once. */
  async setAudienceAbout(tx: Tx, { id, authorId }: { id: string; authorId: string }, audience: Audience): Promise<void> {
    await tx.many(`DELETE FROM content_participant WHERE content_id = $1`, [id]);
    if (audience === 'participants')
      await tx.many(`INSERT INTO content_participant (content_id, person_id) VALUES ($1, $2)`, [id, authorId]);
    await tx.many(`UPDATE content SET audience = $2, scope_id = CASE WHEN $2 = 'participants' THEN id END WHERE id = $1`, [id, audience]);
    tx.revoke({ kind: 'content', contentId: id });
  }

  /** Its text changed: what lists show of it. */
  async retell(tx: Tx, id: string, { title, excerpt }: { title: string; excerpt: string }): Promise<void> {
    await tx.many(`UPDATE content SET title = $2, excerpt = $3, updated_at = now(), last_activity_at = now() WHERE id = $1`, [
      id,
      title,
      excerpt,
    ]);
  }

  /** Without a title it keeps the one it has. */
  async update(tx: Tx, id: string, { title, excerpt }: { title?: string; excerpt: string }): Promise<void> {
    await tx.many(
      `UPDATE content SET title = coalesce($2, title), slug = coalesce($3, slug), excerpt = $4, last_editor_id = $5, updated_at = now(), last_activity_at = now() WHERE id = $1`,
      [id, title ?? null, title === undefined ? null : slugOf(title), excerpt, tx.actor.id],
    );
  }

  /** Another title, and the slug that follows from it. */
  async rename(tx: Tx, id: string, title: string): Promise<void> {
    await tx.many(
      `UPDATE content SET title = $2, slug = $3, last_editor_id = $4, updated_at = now(), last_activity_at = now() WHERE id = $1`,
      [id, title, slugOf(title), tx.actor.id],
    );
  }

  /**
   * Its place in the tree has changed: takes the restriction of what it lies in now, with all below it. `moved`: it and
   * those below it that went to another community, where lists keep only those who read that community.
   * Expects the trees to be locked.
   */
  async settle(
    tx: Tx,
    content: { id: string; kind: ContentKind; communityId: string; scopeId: string | null },
    moved: readonly string[] | null,
  ): Promise<void> {
    const { id, kind, communityId } = content;
    if (moved) {
      // What is said about it goes with it.
      await tx.many(`UPDATE content SET community_id = $2 WHERE id = ANY($1::uuid[]) OR source_id = ANY($1::uuid[])`, [moved, communityId]);
      await tx.many(
        `DELETE FROM content_participant cp USING community k
         WHERE cp.content_id = ANY($1::uuid[]) AND k.id = $2 AND NOT ${readsCommunitySql('cp.person_id', 'k')}`,
        [moved, communityId],
      );
    }
    const parents = this.trees.parentsOf(kind) ?? `SELECT NULL::uuid AS id, NULL::uuid AS parent_id`;
    const settled = await tx.one<{ scopeId: string | null }>(
      `UPDATE content SET scope_id = CASE WHEN audience = 'participants' THEN id
         ELSE (SELECT p.scope_id FROM (${parents}) t JOIN content p ON p.id = t.parent_id WHERE t.id = $1) END
       WHERE id = $1 RETURNING scope_id AS "scopeId"`,
      [id],
    );
    await this.passScopeDown(tx, id, kind);
    if (!moved && settled?.scopeId === content.scopeId) return;
    tx.revoke({ kind: 'content', contentId: id });
    tx.record(AudienceChanged, { contentId: id, communityId });
  }

  /** Makes a draft visible to whoever reads what it lies in. */
  async publish(tx: Tx, id: string, parentId: string | null, communityId: string): Promise<void> {
    await lockTrees(tx, [communityId]);
    await tx.many(`DELETE FROM content_participant WHERE content_id = $1`, [id]);
    await tx.many(
      `UPDATE content SET state = 'published', audience = 'community', published_at = now(), updated_at = now(),
         scope_id = (SELECT scope_id FROM content WHERE id = $2) WHERE id = $1`,
      [id, parentId],
    );
    await this.passScopeDown(tx, id);
    // Its author need not be among those who read what it lies in.
    tx.revoke({ kind: 'content', contentId: id });
    tx.record(AudienceChanged, { contentId: id, communityId });
  }

  /** Restricts to a list, or (null) opens to whoever reads what it lies in; goes down the tree. */
  async setParticipants(
    tx: Tx,
    content: { id: string; kind: ContentKind; communityId: string | null },
    participantIds: readonly string[] | null,
  ): Promise<void> {
    const { id, kind, communityId } = content;
    if (communityId) await lockTrees(tx, [communityId]);
    await tx.many(`DELETE FROM content_participant WHERE content_id = $1`, [id]);
    if (participantIds) {
      await tx.many(`INSERT INTO content_participant (content_id, person_id) SELECT $1, unnest($2::uuid[]) ON CONFLICT DO NOTHING`, [
        id,
        participantIds,
      ]);
      await tx.many(`UPDATE content SET audience = 'participants', scope_id = id WHERE id = $1`, [id]);
    } else {
      const parents = this.trees.parentsOf(kind) ?? `SELECT NULL::uuid AS id, NULL::uuid AS parent_id`;
      await tx.many(
        `UPDATE content SET audience = 'community', scope_id = (SELECT p.scope_id FROM (${parents}) t JOIN content p ON p.id = t.parent_id WHERE t.id = $1) WHERE id = $1`,
        [id],
      );
    }
    await this.passScopeDown(tx, id, kind);
    tx.revoke({ kind: 'content', contentId: id });
    tx.record(AudienceChanged, { contentId: id, communityId });
  }

  /** What lies below takes the nearest restriction above it. */
  private async passScopeDown(tx: Tx, rootId: string, kind: ContentKind = 'page'): Promise<void> {
    const parents = this.trees.parentsOf(kind);
    if (!parents) return;
    await tx.many(
      `WITH RECURSIVE down AS (
         SELECT c.id, c.scope_id FROM content c WHERE c.id = $1
         UNION ALL
         SELECT c.id, CASE WHEN c.audience = 'participants' THEN c.id ELSE down.scope_id END
         FROM down JOIN (${parents}) t ON t.parent_id = down.id JOIN content c ON c.id = t.id
       )
       UPDATE content c SET scope_id = down.scope_id FROM down WHERE c.id = down.id AND c.scope_id IS DISTINCT FROM down.scope_id`,
      [rootId],
    );
  }

  /** Moves it and what lies below to the trash, as one unit. Returns how many. */
  async trash(tx: Tx, root: { id: string; communityId: string | null }, descendants: readonly string[]): Promise<number> {
    const gone = await tx.many(
      `UPDATE content SET deleted_at = now(), deleted_by = $2, deleted_with = $1 WHERE id = ANY($3::uuid[]) AND deleted_at IS NULL RETURNING id`,
      [root.id, tx.actor.id, [root.id, ...descendants]],
    );
    tx.revoke({ kind: 'content', contentId: root.id });
    tx.record(ContentTrashed, { contentId: root.id, communityId: root.communityId, count: gone.length });
    return gone.length;
  }

  /** Whether what it lies below is in the trash: it would come back to nowhere. */
  async liesInTrash(tx: Tx, kind: ContentKind, id: string): Promise<boolean> {
    const parents = this.trees.parentsOf(kind);
    if (!parents) return false;
    const parent = await tx.one(
      `SELECT p.id FROM (${parents}) t JOIN content p ON p.id = t.parent_id WHERE t.id = $1 AND p.deleted_at IS NOT NULL`,
      [id],
    );
    return parent !== null;
  }
}
