import { Injectable } from '@nestjs/common';
import type { ContentCard } from '@parvis/shared';
import { z } from 'zod';
import type { Person } from '../platform/database/actor.ts';
import { Database } from '../platform/database/database.ts';
import { CursorTime, keyIn, pageOf } from '../platform/database/keyset.ts';
import { CARD, CARD_JOINS, cursorTime } from './content-cards.ts';
import { ContentAccess } from './content-access.ts';
import { visibleTo } from './visibility.ts';
import { Visits } from './visits.ts';

/** Visits that are remembered for each person. */
const KEPT_VISITS = 100;

/** Key of lists by time, newest first: the time to the microsecond, then the id. */
export const ByTime = z.tuple([CursorTime, z.uuid()]);
export type CardRow = ContentCard & { cursorAt: string };
export type PageInput = { cursor?: string | undefined; limit: number } | undefined;

/** A page of cards, newest first. `sql` yields rows with `cursorAt`; its last two parameters are the key. */
export function cardsPage(rows: CardRow[], limit: number) {
  return pageOf(
    rows,
    limit,
    ({ cursorAt: _, ...card }) => card,
    (row) => [row.cursorAt, row.id],
  );
}

/** What somebody keeps for herself: favourites, and what she read last. */
@Injectable()
export class PersonalListsService {
  constructor(
    private readonly db: Database,
    private readonly access: ContentAccess,
    private readonly visits: Visits,
  ) {}

  async addFavourite(person: Person, id: string): Promise<void> {
    await this.access.load(person, id);
    await this.db.many(`INSERT INTO favourite (person_id, content_id) VALUES ($1, $2) ON CONFLICT DO NOTHING`, [person.id, id]);
  }

  async removeFavourite(person: Person, id: string): Promise<void> {
    await this.db.many(`DELETE FROM favourite WHERE person_id = $1 AND content_id = $2`, [person.id, id]);
  }

  async recordVisit(person: Person, id: string): Promise<void> {
    await this.access.load(person, id);
    await this.db.many(
      `WITH seen AS (
         INSERT INTO visit (person_id, content_id) VALUES ($1, $2) ON CONFLICT (person_id, content_id) DO UPDATE SET at = clock_timestamp()
       )
       DELETE FROM visit WHERE person_id = $1 AND content_id IN (
         SELECT content_id FROM visit WHERE person_id = $1 AND content_id <> $2 ORDER BY at DESC, content_id DESC OFFSET ${KEPT_VISITS - 1})`,
      [person.id, id],
    );
    await this.visits.tell(person.id, id);
  }

  listFavourites(person: Person, page: PageInput) {
    return this.list('favourite', person, page);
  }

  listVisited(person: Person, page: PageInput) {
    return this.list('visit', person, page);
  }

  private async list(table: 'favourite' | 'visit', person: Person, page: PageInput) {
    const limit = page?.limit ?? 50;
    const [at, id] = keyIn(ByTime, page?.cursor) ?? [null, null];
    const rows = await this.db.hot.many<CardRow>(
      `SELECT ${CARD}, ${cursorTime('l.at')} AS "cursorAt" FROM ${table} l JOIN content c ON c.id = l.content_id AND ${visibleTo('$1', 'c')} ${CARD_JOINS}
       WHERE l.person_id = $1 AND ($2::timestamptz IS NULL OR (l.at, l.content_id) < ($2, $3::uuid)) ORDER BY l.at DESC, l.content_id DESC LIMIT $4`,
      [person.id, at, id, limit + 1],
    );
    return cardsPage(rows, limit);
  }

  /** What changed last in the communities that somebody is a member of. */
  async listRecent(person: Person, page: PageInput) {
    const limit = page?.limit ?? 50;
    const [at, id] = keyIn(ByTime, page?.cursor) ?? [null, null];
    // The newest of each community first: an index gives them, however many pages there are.
    const rows = await this.db.hot.many<CardRow>(
      `SELECT ${CARD}, ${cursorTime('c.updated_at')} AS "cursorAt"
       FROM (SELECT n.id FROM (SELECT community_id FROM membership WHERE person_id = $1 AND state = 'member' OFFSET 0) m CROSS JOIN LATERAL (
               SELECT c.id, c.updated_at FROM content c WHERE c.community_id = m.community_id AND c.source_id IS NULL AND ${visibleTo('$1', 'c')}
                 AND ($2::timestamptz IS NULL OR (c.updated_at, c.id) < ($2, $3::uuid))
               ORDER BY c.updated_at DESC, c.id DESC LIMIT $4) n
             ORDER BY n.updated_at DESC, n.id DESC LIMIT $4) newest
       JOIN content c ON c.id = newest.id ${CARD_JOINS} ORDER BY c.updated_at DESC, c.id DESC`,
      [person.id, at, id, limit + 1],
    );
    return cardsPage(rows, limit);
  }
}
