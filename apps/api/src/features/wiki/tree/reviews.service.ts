import { Injectable } from '@nestjs/common';
import type { ContentCard, PageReview, PersonChip, pageTreeRoutes } from '@parvis/shared';
import { z } from 'zod';
import { CommunityAccess } from '../../../communities/public.ts';
import { CARD, CARD_JOINS, visibleTo } from '../../../content/public.ts';
import { People, isActive, personChipJson } from '../../../people/public.ts';
import type { Person } from '../../../platform/database/actor.ts';
import { Database, type Tx } from '../../../platform/database/database.ts';
import { keyIn, pageOf } from '../../../platform/database/keyset.ts';
import { forbidden, invalid } from '../../../platform/http/refusal.ts';
import type { Given } from '../../../platform/http/route.ts';
import { PagesService } from '../pages.service.ts';
import { PageAccess } from './page-access.ts';
import { seenContent } from './seen.sql.ts';
import { ReviewConfirmed, ReviewPlanned } from './tree.events.ts';

type Routes = typeof pageTreeRoutes;
type Query = Given<Routes['listReviews']>['query'];
type Row = ContentCard & { owner: PersonChip | null; ownerReads: boolean; reviewAt: string; due: boolean };
const ByDay = z.tuple([z.iso.date(), z.uuid()]);

/** Who answers for a page, and when it is read again. */
@Injectable()
export class ReviewsService {
  constructor(
    private readonly db: Database,
    private readonly communities: CommunityAccess,
    private readonly people: People,
    private readonly access: PageAccess,
    private readonly pages: PagesService,
  ) {}

  async plan(person: Person, id: string, { ownerId, reviewAt }: Given<Routes['planReview']>['body']): Promise<Buffer> {
    if (reviewAt !== null && ownerId === null) throw invalid('ownerId', 'Somebody has to answer for a page that is to be read again.');
    await this.db.write(person, async (tx) => {
      const page = await this.access.loadEditable(person, id, tx);
      if (ownerId !== null) await this.demandReader(tx, person, id, ownerId);
      await tx.many(`UPDATE page SET owner_id = $2, review_at = $3::date WHERE id = $1`, [id, ownerId, reviewAt]);
      tx.record(ReviewPlanned, { pageId: id, communityId: page.communityId, ownerIds: together(page.ownerId, ownerId) });
    });
    return this.pages.read(person, id);
  }

  /** Only somebody who reads a page can answer for it. */
  private async demandReader(tx: Tx, person: Person, id: string, ownerId: string): Promise<void> {
    const owner = await tx.one(
      `SELECT o.id FROM content c JOIN person o ON o.id = $3 AND ${isActive('o')} AND ${this.people.visibleTo('$1', 'o')}
       WHERE c.id = $2 AND ${visibleTo('o.id', 'c')}`,
      [person.id, id, ownerId],
    );
    if (!owner) throw invalid('ownerId', 'This person does not read this page.', { received: ownerId });
  }

  /** Its owner confirms, also when she only reads it, and whoever edits it. */
  async confirm(person: Person, id: string, reviewAt: string | null): Promise<Buffer> {
    if (reviewAt !== null && reviewAt <= today()) throw invalid('reviewAt', 'The next day has to be later than today.');
    await this.db.write(person, async (tx) => {
      const page = await this.access.load(person, id, tx);
      if (page.ownerId !== person.id && !page.can.edit) throw forbidden('Its owner and those who edit it say that a page is right.');
      if (page.ownerId === null && reviewAt !== null) throw invalid('reviewAt', 'Nobody answers for this page yet.');
      await tx.many(`UPDATE page SET confirmed_at = now(), confirmed_by = $2, review_at = $3::date WHERE id = $1`, [
        id,
        person.id,
        reviewAt,
      ]);
      tx.record(ReviewConfirmed, { pageId: id, communityId: page.communityId, ownerIds: together(page.ownerId) });
    });
    return this.pages.read(person, id);
  }

  async mine(person: Person, query: Query) {
    return this.list(MINE, person, null, query);
  }

  async ofCommunity(person: Person, communityId: string, query: Query) {
    await this.communities.load(person, communityId);
    return this.list(OF_COMMUNITY, person, communityId, query);
  }

  private async list(sql: string, person: Person, communityId: string | null, { cursor, limit, due }: Query) {
    const [day, id] = keyIn(ByDay, cursor) ?? [null, null];
    const values = [person.id, due, day, id, limit + 1];
    const rows = await this.db.many<Row>(sql, communityId === null ? values : [...values, communityId]);
    return pageOf(
      rows,
      limit,
      ({ owner, ownerReads, reviewAt, due: isDue, ...page }): PageReview => ({ page, owner, ownerReads, reviewAt, due: isDue }),
      (row) => [row.reviewAt, row.id],
    );
  }
}

const together = (...owners: (string | null)[]): string[] => [...new Set(owners.filter((id) => id !== null))];
const today = (): string => new Date().toISOString().slice(0, 10);

/** SQL condition: the owner of the page `p` may sign in and read it (`c`). */
const OWNER_READS = `EXISTS (SELECT FROM person o WHERE o.id = p.owner_id AND ${isActive('o')} AND ${visibleTo('o.id', 'c')})`;
const REVIEW = `${CARD}, ${personChipJson('owner')} AS owner, ${OWNER_READS} AS "ownerReads", p.review_at::text AS "reviewAt", p.review_at <= current_date AS due`;
const JOINS = `${CARD_JOINS} JOIN person owner ON owner.id = p.owner_id`;
/** $2: only what is due; $3 and $4: the key; $5: how many. */
const FIRST_DUE = `AND (NOT $2::boolean OR p.review_at <= current_date) AND ($3::date IS NULL OR (p.review_at, p.id) > ($3::date, $4::uuid))
  ORDER BY p.review_at, p.id LIMIT $5`;

const SEEN = seenContent('p.id');

const OF_COMMUNITY = `
  SELECT ${REVIEW} FROM (
    SELECT p.* FROM page p ${SEEN} WHERE p.community_id = $6 AND p.review_at IS NOT NULL ${FIRST_DUE}
  ) p JOIN content c ON c.id = p.id ${JOINS} ORDER BY p.review_at, p.id`;

/** Mine, and in communities that the viewer ($1) animates those that nobody could read again otherwise. */
const MINE = `
  SELECT ${REVIEW} FROM (
    SELECT * FROM (
      (SELECT p.* FROM page p ${SEEN} WHERE p.owner_id = $1 AND p.review_at IS NOT NULL ${FIRST_DUE})
      UNION ALL
      (SELECT a.* FROM membership m CROSS JOIN LATERAL (
         SELECT p.* FROM page p ${SEEN}
         WHERE p.community_id = m.community_id AND p.review_at IS NOT NULL AND p.owner_id <> $1 AND NOT ${OWNER_READS} ${FIRST_DUE}) a
       WHERE m.person_id = $1 AND m.state = 'member' AND m.role = 'animator')
    ) both_kinds ORDER BY review_at, id LIMIT $5
  ) p JOIN content c ON c.id = p.id ${JOINS} ORDER BY p.review_at, p.id`;
