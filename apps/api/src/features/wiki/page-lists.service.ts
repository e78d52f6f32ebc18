import { Injectable } from '@nestjs/common';
import { CommunityAccess } from '../../communities/public.ts';
import {
  ByTime,
  CARD,
  CARD_JOINS,
  type CardRow,
  ContentAccess,
  type PageInput,
  cardsPage,
  cardsText,
  cursorTime,
  lastChangedIn,
  visibleIn,
  visibleTo,
} from '../../content/public.ts';
import type { Person } from '../../platform/database/actor.ts';
import { Database } from '../../platform/database/database.ts';
import { keyIn } from '../../platform/database/keyset.ts';

/** SQL expression (text): pages of the community $2, for `CommunityAccess.readIn`. */
const RECENT = lastChangedIn(
  '$2',
  `c.kind = 'page' AND ${visibleIn('$1', 'c', 'belongs')} AND ($3::timestamptz IS NULL OR (c.updated_at, c.id) < ($3, $4::uuid))`,
  '$5',
);
const BACKLINKS = `
  SELECT ${CARD}, ${cursorTime('c.updated_at')} AS "cursorAt" FROM page_link l JOIN content c ON c.id = l.page_id ${CARD_JOINS}
  WHERE l.target_id = $2 AND l.page_id <> $2 AND NOT l.draft AND ${visibleTo('$1', 'c')}
    AND ($3::timestamptz IS NULL OR (c.updated_at, c.id) < ($3, $4::uuid)) ORDER BY c.updated_at DESC, c.id DESC LIMIT $5`;

@Injectable()
export class PageListsService {
  constructor(
    private readonly db: Database,
    private readonly communities: CommunityAccess,
    private readonly contents: ContentAccess,
  ) {}

  async recent(person: Person, communityId: string, page: PageInput): Promise<string> {
    const { key, limit } = asked(page);
    return cardsText(await this.communities.readIn<string>(person, communityId, RECENT, [...key, limit + 1]), limit);
  }

  async backlinks(person: Person, pageId: string, page: PageInput) {
    await this.contents.load(person, pageId);
    const { key, limit } = asked(page);
    return cardsPage(await this.db.many<CardRow>(BACKLINKS, [person.id, pageId, ...key, limit + 1]), limit);
  }
}

function asked(page: PageInput) {
  return { key: keyIn(ByTime, page?.cursor) ?? [null, null], limit: page?.limit ?? 50 };
}
