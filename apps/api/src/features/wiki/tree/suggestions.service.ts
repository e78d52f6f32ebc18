import { Injectable } from '@nestjs/common';
import type { Mentionable, PageSuggestion } from '@parvis/shared';
import { CommunityAccess, communityChipJson } from '../../../communities/public.ts';
import { visibleTo } from '../../../content/public.ts';
import { People, isActive, personChipJson } from '../../../people/public.ts';
import type { Person } from '../../../platform/database/actor.ts';
import { Database } from '../../../platform/database/database.ts';
import { notFound } from '../../../platform/http/refusal.ts';
import { seenContent } from './seen.sql.ts';

interface Asked {
  q: string;
  limit: number;
}

/** What may be linked and mentioned while one writes. */
@Injectable()
export class SuggestionsService {
  constructor(
    private readonly db: Database,
    private readonly communities: CommunityAccess,
    private readonly people: People,
  ) {}

  /** Pages by the words typed; without words, what changed last here. */
  async pages(person: Person, communityId: string, { q, limit }: Asked): Promise<{ items: PageSuggestion[] }> {
    await this.communities.load(person, communityId);
    const words = q.trim();
    const items =
      words === ''
        ? await this.db.many<PageSuggestion>(LAST_CHANGED, [person.id, communityId, limit])
        : await this.db.many<PageSuggestion>(words.length < 3 ? BY_LETTERS : BY_WORDS, [person.id, communityId, limit, words]);
    return { items };
  }

  /** People whom the writer may know of, members of the community first, each with whether she can read this. */
  async peopleFor(person: Person, contentId: string, { q, limit }: Asked): Promise<{ items: Mentionable[] }> {
    const known = `${isActive('p')} AND ${this.people.visibleTo('$1', 'p')} AND ${NAMED}`;
    const found = await this.db.one<{ items: Mentionable[] }>(
      `SELECT (
         SELECT coalesce(json_agg(json_build_object('person', ${personChipJson('p')}, 'canRead', ${visibleTo('p.id', 'c')}) ORDER BY n.rank, folded(p.name), p.id), '[]')
         FROM (
           SELECT * FROM (
             (SELECT p.id, 0 AS rank, folded(p.name) AS key FROM membership m JOIN person p ON p.id = m.person_id
              WHERE m.community_id = c.community_id AND m.state = 'member' AND ${known} ORDER BY folded(p.name), p.id LIMIT $3)
             UNION ALL
             (SELECT p.id, 1 AS rank, folded(p.name) AS key FROM person p
              WHERE ${known} AND NOT EXISTS (SELECT FROM membership m WHERE m.community_id = c.community_id AND m.person_id = p.id AND m.state = 'member')
              ORDER BY folded(p.name), p.id LIMIT $3)
           ) both_kinds ORDER BY rank, key, id LIMIT $3
         ) n JOIN person p ON p.id = n.id
       ) AS items
       FROM content c WHERE c.id = $2 AND ${visibleTo('$1', 'c')}`,
      [person.id, contentId, limit, q.trim()],
    );
    if (!found) throw notFound();
    return found;
  }
}

/** The words typed, folded and safe inside LIKE. */
const LIKE = `replace(replace(replace(folded($4::text), '\\', '\\\\'), '%', '\\%'), '_', '\\_')`;
/** A word of the name begins so. The first condition has an index, the second is exact. */
const NAMED = `($4::text = '' OR (folded(p.name || ' ' || p.job || ' ' || p.email::text) LIKE '%' || ${LIKE} || '%'
  AND (folded(p.name) LIKE ${LIKE} || '%' OR folded(p.name) LIKE '% ' || ${LIKE} || '%')))`;

const SUGGESTION = `c.id, c.title, c.slug, ${communityChipJson('k')} AS community,
  (SELECT pc.title FROM page p JOIN content pc ON pc.id = p.parent_id AND ${visibleTo('$1', 'pc')} WHERE p.id = c.id) AS "parentTitle"`;

const LAST_CHANGED = `
  SELECT ${SUGGESTION} FROM content c JOIN community k ON k.id = c.community_id
  WHERE c.community_id = $2 AND c.kind = 'page' AND c.source_id IS NULL AND ${visibleTo('$1', 'c')} ORDER BY c.updated_at DESC, c.id DESC LIMIT $3`;

/** The best of a community `of`: titles that begin so first, then the shortest. Who sees them is asked until there are enough. */
const best = (of: string, rank: number) => `
  SELECT c.id, ${rank} AS rank, o.begins, o.length FROM (
    SELECT t.id, (folded(t.title) LIKE ${LIKE} || '%') AS begins, length(t.title) AS length FROM content t
    WHERE t.community_id = ${of} AND t.kind = 'page' AND t.source_id IS NULL AND t.deleted_at IS NULL AND folded(t.title) LIKE '%' || ${LIKE} || '%'
    ORDER BY begins DESC, length, t.id OFFSET 0
  ) o ${seenContent('o.id')} ORDER BY o.begins DESC, o.length, c.id LIMIT $3`;

/** One or two letters stand in most titles: those that begin so and changed last, without looking at the others. */
const newest = (of: string, rank: number) => `
  SELECT c.id, ${rank} AS rank, true AS begins, o.place AS length FROM (
    SELECT t.id, row_number() OVER (ORDER BY t.updated_at DESC, t.id DESC) AS place FROM content t
    WHERE t.community_id = ${of} AND t.kind = 'page' AND t.source_id IS NULL AND t.deleted_at IS NULL AND folded(t.title) LIKE ${LIKE} || '%'
    ORDER BY t.updated_at DESC, t.id DESC OFFSET 0
  ) o ${seenContent('o.id')} ORDER BY o.place LIMIT $3`;

const sought = (from: typeof best) => `
  SELECT ${SUGGESTION} FROM (
    SELECT * FROM ((${from('$2', 0)}) UNION ALL (
      SELECT o.* FROM membership m CROSS JOIN LATERAL (${from('m.community_id', 1)}) o
      WHERE m.person_id = $1 AND m.state = 'member' AND m.community_id <> $2)) f
    ORDER BY f.rank, f.begins DESC, f.length, f.id LIMIT $3
  ) n JOIN content c ON c.id = n.id JOIN community k ON k.id = c.community_id
  ORDER BY n.rank, n.begins DESC, n.length, n.id`;
const BY_WORDS = sought(best);
const BY_LETTERS = sought(newest);
