import { Injectable } from '@nestjs/common';
import type { WatchLevel } from '@parvis/shared';
import { CommunityAccess } from '../../../communities/public.ts';
import { ContentAccess } from '../../../content/public.ts';
import type { Person } from '../../../platform/database/actor.ts';
import { Database } from '../../../platform/database/database.ts';

/**
 * What somebody wants to hear of, and how much: of a page, of a page with all below it (now and later, wherever it is
 * moved), or of a whole community. The nearest choice counts. A choice says nothing of access: whoever delivers asks again who may read.
 */
@Injectable()
export class WatchesService {
  constructor(
    private readonly db: Database,
    private readonly contents: ContentAccess,
    private readonly communities: CommunityAccess,
  ) {}

  async watch(person: Person, id: string, { below, level }: { below: boolean; level: WatchLevel }): Promise<void> {
    await this.contents.load(person, id);
    await this.db.many(
      `INSERT INTO content_watch (content_id, person_id, below, level) VALUES ($1, $2, $3, $4)
       ON CONFLICT (content_id, person_id) DO UPDATE SET below = excluded.below, level = excluded.level, at = now()`,
      [id, person.id, below, level],
    );
  }

  /** Also of what one can no longer read. */
  async unwatch(person: Person, id: string): Promise<void> {
    await this.db.many(`DELETE FROM content_watch WHERE content_id = $1 AND person_id = $2`, [id, person.id]);
  }

  async readCommunity(person: Person, id: string): Promise<{ watched: boolean; level: WatchLevel }> {
    await this.communities.load(person, id);
    const found = await this.db.hot.one<{ level: WatchLevel }>(
      `SELECT level FROM community_watch WHERE community_id = $1 AND person_id = $2`,
      [id, person.id],
    );
    return { watched: found?.level === 'all', level: found?.level ?? 'mentions' };
  }

  async watchCommunity(person: Person, id: string, level: WatchLevel): Promise<void> {
    await this.communities.load(person, id);
    await this.db.many(
      `INSERT INTO community_watch (community_id, person_id, level) VALUES ($1, $2, $3)
       ON CONFLICT (community_id, person_id) DO UPDATE SET level = excluded.level, at = now()`,
      [id, person.id, level],
    );
  }

  async unwatchCommunity(person: Person, id: string): Promise<void> {
    await this.db.many(`DELETE FROM community_watch WHERE community_id = $1 AND person_id = $2`, [id, person.id]);
  }
}
