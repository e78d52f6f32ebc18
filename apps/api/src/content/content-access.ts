import { Injectable } from '@nestjs/common';
import type { Audience, ContentKind, ContentState, MemberRole } from '@parvis/shared';
import { isActive } from '../people/public.ts';
import type { Person } from '../platform/database/actor.ts';
import { Database } from '../platform/database/database.ts';
import type { Queries } from '../platform/database/queries.ts';
import type { Readers } from '../platform/events/effects.ts';
import { notFound } from '../platform/http/refusal.ts';
import { visibleTo } from './visibility.ts';

/** A piece of content that somebody may see, with what decides what she may do to it. */
export interface LoadedContent {
  id: string;
  kind: ContentKind;
  title: string;
  state: ContentState;
  audience: Audience;
  scopeId: string | null;
  communityId: string | null;
  authorId: string | null;
  /** Her role in its community; null: she reads without being a member. */
  role: MemberRole | null;
  communityArchived: boolean;
}

/** SQL: a `LoadedContent` for the viewer $1 out of rows `c` of `content`, joined by `FACTS_JOINS`. */
const FACTS = `c.id, c.kind, c.title, c.state, c.audience, c.scope_id AS "scopeId", c.community_id AS "communityId", c.author_id AS "authorId",
  m.role, coalesce(k.archived_at IS NOT NULL, false) AS "communityArchived"`;
const FACTS_JOINS = `LEFT JOIN community k ON k.id = c.community_id
  LEFT JOIN membership m ON m.community_id = c.community_id AND m.person_id = $1 AND m.state = 'member'`;

const LOAD = `SELECT ${FACTS} FROM content c ${FACTS_JOINS} WHERE c.id = $2 AND ${visibleTo('$1', 'c')}`;

const READERS = `SELECT p.id FROM content c JOIN person p ON ${isActive('p')} WHERE c.id = $1 AND ${visibleTo('p.id', 'c')}`;
// Asked behind a subquery, the list tells the planner nothing: one plan serves every list, where each was planned anew.
const READERS_AMONG = `${READERS} AND p.id = ANY (ARRAY(SELECT unnest($2::uuid[])))`;

/** The one way to content: what somebody may not see does not exist for her. */
@Injectable()
export class ContentAccess {
  constructor(private readonly db: Database) {}

  /** @throws Refusal 404 when it is absent or not visible: the same answer. */
  async load(person: Person, id: string, queries: Queries = this.db): Promise<LoadedContent> {
    const found = await queries.one<LoadedContent>(LOAD, [person.id, id]);
    if (!found) throw notFound();
    return found;
  }

  /** Everybody who may see it now; with `among`, only those of them. */
  async readers(contentId: string, among?: readonly string[]): Promise<Readers> {
    if (among?.length === 0) return [] as unknown as Readers;
    const rows = await (among
      ? this.db.many<{ id: string }>(READERS_AMONG, [contentId, among])
      : this.db.many<{ id: string }>(READERS, [contentId]));
    return rows.map(({ id }) => id) as unknown as Readers;
  }
}
