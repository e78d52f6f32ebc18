import { Injectable } from '@nestjs/common';
import type { pageTreeRoutes } from '@parvis/shared';
import { CommunityAccess } from '../../../communities/public.ts';
import { ContentWriter, lockTrees, visibleTo } from '../../../content/public.ts';
import type { Person } from '../../../platform/database/actor.ts';
import { Database, type Tx } from '../../../platform/database/database.ts';
import { Refusal, conflict, forbidden, invalid } from '../../../platform/http/refusal.ts';
import type { Given } from '../../../platform/http/route.ts';
import { PagesService } from '../pages.service.ts';
import { type LoadedPage, PageAccess } from './page-access.ts';
import { positionFor } from './positions.ts';
import { PageMoved, PageRenamed } from './tree.events.ts';

type Place = Given<(typeof pageTreeRoutes)['movePage']>['body'];

/** What a page is called and where it stands. */
@Injectable()
export class PlacesService {
  constructor(
    private readonly db: Database,
    private readonly communities: CommunityAccess,
    private readonly access: PageAccess,
    private readonly contents: ContentWriter,
    private readonly pages: PagesService,
  ) {}

  /** The id decides where an address leads, so that those with the old name lead here for ever. */
  async rename(person: Person, id: string, title: string): Promise<Buffer> {
    await this.db.write(person, async (tx) => {
      const page = await this.access.loadEditable(person, id, tx);
      if (page.title === title) return;
      await this.contents.rename(tx, id, title);
      tx.record(PageRenamed, { pageId: id, communityId: page.communityId });
    });
    return this.pages.read(person, id);
  }

  /** Moves a page with all below it. Trees are locked first: what is decided holds until it is written. */
  async move(person: Person, id: string, place: Place): Promise<Buffer> {
    await this.db.write(person, async (tx) => {
      const { communityId: from } = await this.access.loadEditable(person, id, tx);
      const to = place.communityId ?? from;
      await lockTrees(tx, [from, to]);
      const page = await this.access.loadEditable(person, id, tx);
      if (page.communityId !== from) throw conflict('moved-meanwhile', 'Somebody else moved this page just now. Look where it is.');
      if (to !== from) await this.demandWriting(tx, person, to);
      await demandParent(tx, person, id, place.parentId, to);
      await demandReadersMayChange(tx, page, place.parentId, to);
      const moved = to === from ? null : await this.leave(tx, person, page, to);
      const position = await positionFor(tx, person, id, { ...place, communityId: to });
      await tx.many(`UPDATE page SET parent_id = $2, position = $3 WHERE id = $1`, [id, place.parentId, position]);
      await this.contents.settle(tx, { id, kind: 'page', communityId: to, scopeId: page.scopeId }, moved);
      const reordered = to === from && place.parentId === page.parentId;
      tx.record(PageMoved, { pageId: id, communityId: to, fromCommunityId: from, pages: moved?.length ?? 1, reordered });
    });
    return this.pages.read(person, id);
  }

  private async demandWriting(tx: Tx, person: Person, communityId: string): Promise<void> {
    const { can } = await this.communities.load(person, communityId, tx);
    if (!can.writePages) throw forbidden('You may read the other community, not write in it.');
  }

  /** Takes the page and all below it out of its community. Returns their ids. */
  private async leave(tx: Tx, person: Person, page: LoadedPage, to: string): Promise<string[]> {
    const subtree = await tx.many<{ id: string; seen: boolean }>(LIVE_SUBTREE, [person.id, page.id]);
    const hidden = subtree.filter(({ seen }) => !seen).length;
    if (hidden > 0)
      throw new Refusal(409, 'holds-hidden-pages', `It holds ${hidden} pages that you cannot read. Ask an animator or their authors.`);
    const ids = subtree.map(({ id }) => id);
    await this.leaveTrash(tx, page.communityId, ids);
    // An import here knows its pages by their source; there, another one may come from the same.
    await tx.many(`UPDATE page SET community_id = $2, import_source = NULL, import_key = NULL WHERE id = ANY($1::uuid[])`, [ids, to]);
    return ids;
  }

  /**
   * What lies in the trash below these stays with those who may restore it, at the top of the community that it was
   * deleted from. What restricted it goes away: the list stays, as its own.
   */
  private async leaveTrash(tx: Tx, communityId: string, aboveIds: readonly string[]): Promise<void> {
    const left = await tx.many<{ id: string; listed: string[] | null }>(
      `UPDATE page SET parent_id = NULL FROM content c WHERE c.id = page.id AND c.deleted_at IS NOT NULL AND page.parent_id = ANY($1::uuid[])
       RETURNING page.id, CASE WHEN c.scope_id <> c.id
         THEN ARRAY(SELECT cp.person_id FROM content_participant cp WHERE cp.content_id = c.scope_id) END AS listed`,
      [aboveIds],
    );
    for (const { id, listed } of left) if (listed) await this.contents.setParticipants(tx, { id, kind: 'page', communityId }, listed);
  }
}

/** A page ($2) and what lies below it outside the trash, each with whether the mover ($1) sees it. */
const LIVE_SUBTREE = `
  WITH RECURSIVE below AS (
    SELECT p.id FROM page p WHERE p.id = $2
    UNION ALL
    SELECT p.id FROM below JOIN page p ON p.parent_id = below.id JOIN content d ON d.id = p.id AND d.deleted_at IS NULL
  ) SELECT c.id, ${visibleTo('$1', 'c')} AS seen FROM below JOIN content c ON c.id = below.id`;

async function demandParent(tx: Tx, person: Person, id: string, parentId: string | null, communityId: string): Promise<void> {
  if (parentId === null) return;
  const parent = await tx.one<{ below: boolean }>(
    `WITH RECURSIVE up AS (
       SELECT p.id, p.parent_id FROM page p JOIN content c ON c.id = p.id AND ${visibleTo('$1', 'c')} WHERE p.id = $2 AND p.community_id = $3
       UNION ALL
       SELECT p.id, p.parent_id FROM up JOIN page p ON p.id = up.parent_id
     ) SELECT bool_or(id = $4) AS below FROM up HAVING count(*) > 0`,
    [person.id, parentId, communityId, id],
  );
  if (!parent) throw invalid('parentId', 'There is no such page in this community.', { received: parentId });
  if (parent.below) throw conflict('below-itself', 'A page cannot lie below itself.');
}

/**
 * A move that changes who may read (another community, into or out of a restricted part) is decided by those who
 * decide who may read: the author and the animators.
 */
async function demandReadersMayChange(tx: Tx, page: LoadedPage, parentId: string | null, to: string): Promise<void> {
  if (page.can.restrict) return;
  if (to !== page.communityId) throw forbidden('Only its author and the animators take a page to another community.');
  if (page.audience === 'participants') return;
  const above = await tx.one<{ scopeId: string | null }>(`SELECT scope_id AS "scopeId" FROM content WHERE id = $1`, [parentId]);
  if ((above?.scopeId ?? null) !== page.scopeId)
    throw forbidden('This would change who can read the page: only its author and the animators may do that.');
}
