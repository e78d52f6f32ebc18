import { Injectable } from '@nestjs/common';
import { visibleTo } from '../../../content/public.ts';
import type { Person } from '../../../platform/database/actor.ts';
import { Database } from '../../../platform/database/database.ts';
import { type PageFacts, pageAbilities } from '../page.policy.ts';

const ACCESS = `
  SELECT c.author_id AS "authorId", m.role, k.pages_written_by AS "pagesWrittenBy", k.archived_at IS NOT NULL AS "communityArchived",
    p.published_revision_id IS NOT NULL AS drafting
  FROM page p JOIN content c ON c.id = p.id AND ${visibleTo('$1', 'c')} JOIN community k ON k.id = p.community_id
  LEFT JOIN membership m ON m.community_id = k.id AND m.person_id = $1 AND m.state = 'member'
  WHERE p.id = $2`;

/** Who may open a page for writing together: asked when it is opened, and again whenever somebody lost access to anything. */
@Injectable()
export class LiveAccess {
  constructor(private readonly db: Database) {}

  /** Null: she may not see the page, or there is none. `edit: false`: she may look on. */
  async of(person: Person, pageId: string): Promise<{ edit: boolean } | null> {
    const facts = await this.db.hot.one<PageFacts & { drafting: boolean }>(ACCESS, [person.id, pageId]);
    if (!facts) return null;
    const edit = pageAbilities(person.id, facts).edit && writes(person);
    // What readers read is the published text; the draft is not theirs to see.
    return facts.drafting && !edit ? null : { edit };
  }
}

/** A token may be limited to reading. */
const writes = ({ scopes }: Person): boolean => scopes === null || scopes.includes('write');
