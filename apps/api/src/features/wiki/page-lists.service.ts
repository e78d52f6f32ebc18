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

const BELONGS = `EXISTS (SELECT FROM membership bm WHERE bm.community_id = $2 AND bm.person_id = $1 AND bm.state = 'member')`;
/** Column for `CommunityAccess.loadWith`: pages of the community $2. */
const RECENT = `${lastChangedIn(
  '$2',
  `c.kind = 'page' AND ${visibleIn('$1', 'c', BELONGS)} AND ($3::timestamptz IS NULL OR (c.updated_at, c.id) < ($3, $4::uuid))`,
  '$5',
)} AS found`;
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
    const { found } = await this.communities.loadWith<{ found: string }>(
      person,
      communityId,
      RECENT,
      ['timestamptz', 'uuid', 'int'],
      [...key, limit + 1],
    );
    return cardsText(found, limit);
  }

  async backlinks(person: Person, pageId: string, page: PageInput) {
    await this.contents.load(person, pageId);
    const { key, limit } = asked(page);
    return cardsPage(await this.db.hot.many<CardRow>(BACKLINKS, [person.id, pageId, ...key, limit + 1]), limit);
  }
}

function asked(page: PageInput) {
  return { key: keyIn(ByTime, page?.cursor) ?? [null, null], limit: page?.limit ?? 50 };
}
