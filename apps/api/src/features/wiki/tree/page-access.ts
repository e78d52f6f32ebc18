import { Injectable } from '@nestjs/common';
import type { Audience, ContentState, PageAbilities } from '@parvis/shared';
import { visibleTo } from '../../../content/public.ts';
import type { Person } from '../../../platform/database/actor.ts';
import { Database } from '../../../platform/database/database.ts';
import type { Queries } from '../../../platform/database/queries.ts';
import { forbidden, notFound } from '../../../platform/http/refusal.ts';
import { type PageFacts, pageAbilities } from '../page.policy.ts';

/** A page that somebody can read, where it stands, and what she may do to it. */
export interface LoadedPage extends PageFacts {
  id: string;
  title: string;
  state: ContentState;
  audience: Audience;
  scopeId: string | null;
  communityId: string;
  parentId: string | null;
  ownerId: string | null;
  can: PageAbilities;
}

const LOAD = `
  SELECT c.id, c.title, c.state, c.audience, c.scope_id AS "scopeId", c.author_id AS "authorId", p.community_id AS "communityId",
    p.parent_id AS "parentId", p.owner_id AS "ownerId", m.role, k.pages_written_by AS "pagesWrittenBy", k.archived_at IS NOT NULL AS "communityArchived"
  FROM page p JOIN content c ON c.id = p.id JOIN community k ON k.id = p.community_id
  LEFT JOIN membership m ON m.community_id = k.id AND m.person_id = $1 AND m.state = 'member'
  WHERE p.id = $2 AND ${visibleTo('$1', 'c')}`;

/** The one way to a page that is to be arranged: one round trip for what it is and what may be done to it. */
@Injectable()
export class PageAccess {
  constructor(private readonly db: Database) {}

  /** @throws Refusal 404 when it is absent or not visible. */
  async load(person: Person, id: string, queries: Queries = this.db.hot): Promise<LoadedPage> {
    const found = await queries.one<Omit<LoadedPage, 'can'>>(LOAD, [person.id, id]);
    if (!found) throw notFound();
    return { ...found, can: pageAbilities(person.id, found) };
  }

  /** For somebody who edits it. @throws Refusal 404 as above, 403 when she only reads it. */
  async loadEditable(person: Person, id: string, queries: Queries = this.db.hot): Promise<LoadedPage> {
    const page = await this.load(person, id, queries);
    if (!page.can.edit) throw forbidden('You may read this page, not change it.');
    return page;
  }
}
