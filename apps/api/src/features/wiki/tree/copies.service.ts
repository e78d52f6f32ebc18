import { Injectable } from '@nestjs/common';
import { COPIED_PAGES, type PageCopy, type pageTreeRoutes } from '@parvis/shared';
import type { NodeOf } from '@parvis/shared/document';
import { v7 as uuidv7 } from 'uuid';
import { CommunityAccess, readsCommunitySql } from '../../../communities/public.ts';
import { ContentWriter, lockTrees, shareTree, visibleTo } from '../../../content/public.ts';
import type { Person } from '../../../platform/database/actor.ts';
import { Database, type Tx } from '../../../platform/database/database.ts';
import { conflict, forbidden, invalid } from '../../../platform/http/refusal.ts';
import type { Given } from '../../../platform/http/route.ts';
import { PageStoring } from '../live/page-storing.service.ts';
import { PageAnnotations } from '../page-annotations.ts';
import { PageStore } from '../page-store.ts';
import { readRevision } from '../versions/history.queries.ts';
import { type LoadedPage, PageAccess } from './page-access.ts';
import { positionFor } from './positions.ts';
import { relink } from './relink.ts';
import { PageCopied } from './tree.events.ts';

type Copy = Given<(typeof pageTreeRoutes)['copyPage']>['body'];
interface Original {
  id: string;
  parentId: string | null;
  position: string;
  title: string;
  draft: boolean;
  restricted: boolean;
  scopeId: string | null;
  seen: boolean;
}
interface Target {
  communityId: string;
  parentId: string | null;
  scopeId: string | null;
}

/** Originals are read this many at a time. */
const BATCH = 50;

/** Copies pages. What is restricted stays restricted, what the copier cannot read stays where it is. */
@Injectable()
export class CopiesService {
  constructor(
    private readonly db: Database,
    private readonly communities: CommunityAccess,
    private readonly access: PageAccess,
    private readonly contents: ContentWriter,
    private readonly store: PageStore,
    private readonly storing: PageStoring,
    private readonly annotations: PageAnnotations,
  ) {}

  /** The same id from the same person answers the same copy again. */
  async copy(person: Person, sourceId: string, input: Copy): Promise<PageCopy> {
    const id = input.id ?? uuidv7();
    // What is being written now waits some seconds for its revision: a copy has it all the same.
    for (const { id: due } of await this.db.many<{ id: string }>(STORE_DUE, [sourceId, input.descendants])) await this.storing.store(due);
    return this.db.write(person, async (tx) => {
      await tx.many(`SELECT pg_advisory_xact_lock(hashtextextended($1, 0))`, [`content ${id}`]);
      const earlier = await this.earlier(tx, person, id, sourceId);
      if (earlier) return earlier;
      const source = await this.access.load(person, sourceId, tx);
      const communityId = input.communityId ?? source.communityId;
      const { can } = await this.communities.load(person, communityId, tx);
      if (!can.writePages) throw forbidden('You may read this community, not write in it.');
      const all = await this.originals(tx, person, source, input.descendants);
      const originals = all.filter(({ seen }) => seen);
      if (originals.length > COPIED_PAGES)
        throw conflict('too-many-pages', `It holds more than ${COPIED_PAGES} pages, which is what can be copied at once. Copy its parts.`);
      const restricts = originals.some(({ restricted }) => restricted) || source.scopeId !== null;
      await (restricts ? lockTrees(tx, [communityId]) : shareTree(tx, communityId));
      const target = await this.target(tx, person, communityId, input.parentId);
      const copies = await this.write(tx, person, { id, title: input.title ?? source.title }, source, all, target);
      const annotations = input.annotations === 'none' ? 0 : await this.annotations.along.copy(tx, person, copies, input.annotations);
      const [pages, leftOut] = [originals.length, all.length - originals.length];
      await tx.many(`INSERT INTO page_copy (id, source_id, actor_id, pages, left_out, annotations) VALUES ($1, $2, $3, $4, $5, $6)`, [
        id,
        sourceId,
        person.id,
        pages,
        leftOut,
        annotations,
      ]);
      tx.record(PageCopied, { pageId: id, communityId, sourceId, pages, leftOut });
      const made = await this.earlier(tx, person, id, sourceId);
      if (!made) throw new Error('a copy vanished while it was made');
      return made;
    });
  }

  private async earlier(tx: Tx, person: Person, id: string, sourceId: string): Promise<PageCopy | null> {
    const taken = await tx.one<PageCopy & { own: boolean }>(
      `SELECT c.id, c.title, c.slug, c.community_id AS "communityId", o.pages, o.left_out AS "leftOut", o.annotations,
         coalesce(o.actor_id = $1 AND o.source_id = $3, false) AND ${visibleTo('$1', 'c')} AS own
       FROM content c LEFT JOIN page_copy o ON o.id = c.id WHERE c.id = $2`,
      [person.id, id, sourceId],
    );
    if (taken && !taken.own) throw conflict('id-taken', 'This id belongs to something else.');
    return taken;
  }

  private async originals(tx: Tx, person: Person, source: LoadedPage, descendants: boolean): Promise<Original[]> {
    return tx.many<Original>(ORIGINALS, [person.id, source.id, descendants]);
  }

  private async target(tx: Tx, person: Person, communityId: string, parentId: string | null): Promise<Target> {
    if (parentId === null) return { communityId, parentId, scopeId: null };
    const parent = await tx.one<{ scopeId: string | null }>(
      `SELECT c.scope_id AS "scopeId" FROM page p JOIN content c ON c.id = p.id AND ${visibleTo('$1', 'c')} WHERE p.id = $2 AND p.community_id = $3`,
      [person.id, parentId, communityId],
    );
    if (!parent) throw invalid('parentId', 'There is no such page in this community.', { received: parentId });
    return { communityId, parentId, scopeId: parent.scopeId };
  }

  private async write(
    tx: Tx,
    person: Person,
    root: { id: string; title: string },
    source: LoadedPage,
    all: Original[],
    target: Target,
  ): Promise<{ originalId: string; copyId: string }[]> {
    const originals = all.filter(({ seen }) => seen);
    const copies = new Map(originals.map(({ id }) => [id, id === source.id ? root.id : uuidv7()]));
    const parents = parentsAmong(all, copies);
    const beside = source.parentId === target.parentId && source.communityId === target.communityId;
    const rootPosition = await positionFor(tx, person, root.id, { ...target, ...(beside && { after: source.id }) });
    for (let start = 0; start < originals.length; start += BATCH) {
      const batch = originals.slice(start, start + BATCH);
      const documents = await this.documents(tx, batch);
      for (const original of batch) {
        const isRoot = original.id === source.id;
        const document = documents.get(original.id);
        if (!document) throw new Error(`no document of ${original.id}`);
        await this.store.create(tx, {
          id: idOf(copies, original.id),
          communityId: target.communityId,
          parentId: isRoot ? target.parentId : (parents.get(original.id) ?? root.id),
          title: isRoot ? root.title : original.title,
          document: relink(document, copies),
          draft: original.draft,
          copied: true,
          position: isRoot ? rootPosition : original.position,
        });
        const listOf = this.restriction(original, isRoot, target);
        if (listOf) await this.restrict(tx, idOf(copies, original.id), target.communityId, listOf);
      }
    }
    await tx.many(
      `INSERT INTO content_label (content_id, key, label)
       SELECT n.copy, l.key, l.label FROM unnest($1::uuid[], $2::uuid[]) AS n(original, copy) JOIN content_label l ON l.content_id = n.original`,
      [[...copies.keys()], [...copies.values()]],
    );
    return [...copies].map(([originalId, copyId]) => ({ originalId, copyId }));
  }

  private async documents(tx: Tx, batch: Original[]): Promise<Map<string, NodeOf<'doc'>>> {
    const rows = await tx.many<{ id: string; document: NodeOf<'doc'> }>(
      `SELECT p.id, r.document FROM page p JOIN page_revision r ON r.id = ${readRevision('p')} WHERE p.id = ANY($1::uuid[])`,
      [batch.map(({ id }) => id)],
    );
    return new Map(rows.map(({ id, document }) => [id, document]));
  }

  /** Whose list the copy takes: its original's own; for the uppermost also the one that it lay under, unless it lies under it again. */
  private restriction(original: Original, isRoot: boolean, target: Target): string | null {
    if (original.draft) return null;
    if (original.restricted) return original.id;
    return isRoot && original.scopeId !== target.scopeId ? original.scopeId : null;
  }

  /** The list, as far as it reads the community where the copy lies, and whoever copies. */
  private async restrict(tx: Tx, id: string, communityId: string, listOf: string): Promise<void> {
    const listed = await tx.many<{ id: string }>(
      `SELECT cp.person_id AS id FROM content_participant cp JOIN community k ON k.id = $2
       WHERE cp.content_id = $1 AND ${readsCommunitySql('cp.person_id', 'k')}`,
      [listOf, communityId],
    );
    const participants = [...new Set([...listed.map((person) => person.id), tx.actor.id ?? ''])].filter(Boolean);
    await this.contents.setParticipants(tx, { id, kind: 'page', communityId }, participants);
  }
}

/** A page ($2), with all below it when asked ($3), from the top down, each with whether the copier ($1) sees it. */
const ORIGINALS = `
  WITH RECURSIVE below AS (
    SELECT p.id, p.parent_id, p.position, 0 AS depth FROM page p WHERE p.id = $2
    UNION ALL
    SELECT p.id, p.parent_id, p.position, below.depth + 1
    FROM below JOIN page p ON p.parent_id = below.id AND $3::boolean JOIN content d ON d.id = p.id AND d.deleted_at IS NULL
  )
  SELECT c.id, b.parent_id AS "parentId", b.position, c.title, c.state = 'draft' AS draft, c.audience = 'participants' AS restricted,
    c.scope_id AS "scopeId", ${visibleTo('$1', 'c')} AS seen
  FROM below b JOIN content c ON c.id = b.id ORDER BY b.depth, b.position, b.id`;

/** Of a page ($1) and, when asked ($2), what lies below it, those with text that no revision holds yet. */
const STORE_DUE = `
  WITH RECURSIVE below AS (
    SELECT $1::uuid AS id
    UNION ALL
    SELECT p.id FROM below JOIN page p ON p.parent_id = below.id AND $2::boolean
  ) SELECT l.page_id AS id FROM below b JOIN page_live l ON l.page_id = b.id AND l.store_due LIMIT ${COPIED_PAGES}`;

/** Under what each copy lies: the copy of its parent, or of the nearest above it that was copied. */
function parentsAmong(all: Original[], copies: ReadonlyMap<string, string>): Map<string, string> {
  const above = new Map(all.map(({ id, parentId }) => [id, parentId]));
  return new Map(
    all.flatMap(({ id }) => {
      let parent = above.get(id) ?? null;
      while (parent !== null && !copies.has(parent)) parent = above.get(parent) ?? null;
      return parent === null ? [] : [[id, idOf(copies, parent)] as const];
    }),
  );
}

function idOf(copies: ReadonlyMap<string, string>, original: string): string {
  const id = copies.get(original);
  if (!id) throw new Error(`no copy of ${original}`);
  return id;
}
