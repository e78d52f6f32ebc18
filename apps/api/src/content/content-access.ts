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

/** The same rule, asked for each of these people: $1, as JSON. */
const READERS = `
  SELECT a.nth::int, p.id
  FROM ROWS FROM (json_to_recordset($1::json) AS ("contentId" uuid, among uuid[])) WITH ORDINALITY AS a(content_id, among, nth)
  CROSS JOIN LATERAL (SELECT * FROM content WHERE id = a.content_id OFFSET 0) c
  CROSS JOIN unnest(a.among) AS u(id)
  CROSS JOIN LATERAL (SELECT * FROM person WHERE id = u.id OFFSET 0) p
  WHERE ${isActive('p')} AND ${visibleTo('p.id', 'c')}`;

/** The one way to content: what somebody may not see does not exist for her. */
@Injectable()
export class ContentAccess {
  constructor(private readonly db: Database) {}

  /** @throws Refusal 404 when it is absent or not visible: the same answer. */
  async load(person: Person, id: string, queries: Queries = this.db.hot): Promise<LoadedContent> {
    const found = await queries.one<LoadedContent>(LOAD, [person.id, id]);
    if (!found) throw notFound();
    return found;
  }

  /** Who of these people may see what they are asked for now: for many pieces of content at once, in the order given. */
  async readersOfEach(asked: readonly { contentId: string; among: readonly string[] }[]): Promise<Readers[]> {
    const rows = asked.some(({ among }) => among.length > 0)
      ? await this.db.hot.many<{ nth: number; id: string }>(READERS, [JSON.stringify(asked)])
      : [];
    const readers = Map.groupBy(rows, ({ nth }) => nth);
    return asked.map((_, place) => (readers.get(place + 1) ?? []).map(({ id }) => id) as unknown as Readers);
  }
}
