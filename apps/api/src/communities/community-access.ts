import { Injectable } from '@nestjs/common';
import type { CommunityAbilities, CommunityVisibility, MemberRole, MembershipState } from '@parvis/shared';
import type { Person } from '../platform/database/actor.ts';
import { Database } from '../platform/database/database.ts';
import type { SqlType } from '../platform/database/gathered-read.ts';
import type { Queries, Values } from '../platform/database/queries.ts';
import type { Readers } from '../platform/events/effects.ts';
import { forbidden, notFound } from '../platform/http/refusal.ts';
import { isActive } from '../people/public.ts';
import { communityAbilities, knowsCommunity } from './community.policy.ts';
import { readsCommunitySql } from './reads-community.sql.ts';

export interface LoadedCommunity {
  id: string;
  name: string;
  slug: string;
  visibility: CommunityVisibility;
  pagesWrittenBy: 'members' | 'animators';
  archived: boolean;
  membership: { role: MemberRole; state: MembershipState } | null;
  can: CommunityAbilities;
}

const FACTS = `k.id, k.name, k.slug, k.visibility, k.pages_written_by AS "pagesWrittenBy", k.archived_at IS NOT NULL AS archived,
    (SELECT json_build_object('role', m.role, 'state', m.state) FROM membership m WHERE m.community_id = k.id AND m.person_id = $1) AS membership`;
const BY_ID = `SELECT ${FACTS} FROM community k WHERE k.id = $2`;
const BY_SLUG = `SELECT ${FACTS} FROM community k WHERE k.slug = $2`;
/** Made once for each: a text that is made anew is read through again before it is known as a prepared one. */
const factsWith = (columns: string): string => {
  let sql = made.get(columns);
  if (!sql) made.set(columns, (sql = `SELECT ${FACTS}, ${columns} FROM community k WHERE k.id = $2`));
  return sql;
};
const made = new Map<string, string>();
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** An id, and not the slug of an address. */
export const isId = (idOrSlug: string): boolean => UUID.test(idOrSlug);

/** The one way to a community: one that somebody may not know of does not exist for her. */
@Injectable()
export class CommunityAccess {
  constructor(private readonly db: Database) {}

  /** By id or slug, for somebody who may know of it. @throws Refusal 404. */
  async find(person: Person, idOrSlug: string, queries: Queries = this.db.hot): Promise<LoadedCommunity> {
    const found = await queries.one<Omit<LoadedCommunity, 'can'>>(isId(idOrSlug) ? BY_ID : BY_SLUG, [person.id, idOrSlug]);
    if (!found || !knowsCommunity(person, found)) throw notFound();
    return { ...found, can: communityAbilities(person, found) };
  }

  /** For somebody who reads it. @throws Refusal 404 where it may not be known, 403 where it is only listed. */
  async load(person: Person, idOrSlug: string, queries: Queries = this.db.hot): Promise<LoadedCommunity> {
    const community = await this.find(person, idOrSlug, queries);
    if (!community.can.read) throw forbidden('Only its members read this community.');
    return community;
  }

  /** Who belongs to it in this way now; with `among`, only those of them. */
  async people(id: string, belongs: { state: MembershipState; role?: MemberRole }, among?: readonly string[]): Promise<Readers> {
    const rows = await this.db.hot.many<{ id: string }>(
      `SELECT p.id FROM membership m JOIN person p ON p.id = m.person_id AND ${isActive('p')}
       WHERE m.community_id = $1 AND m.state = $2 AND ($3::text IS NULL OR m.role = $3) AND ($4::uuid[] IS NULL OR p.id = ANY($4))`,
      [id, belongs.state, belongs.role ?? null, among ?? null],
    );
    return rows.map((row) => row.id) as unknown as Readers;
  }

  /**
   * As `load`, and in the same round trip `columns` of hers: SQL over the viewer `$1` and the community `$2`, worked out
   * before it is known whether she reads it; `values`, of these types, stand from `$3` on. Those who ask the same at the
   * same time ask together. @throws Refusal as `load`.
   */
  async loadWith<T extends object>(person: Person, id: string, columns: string, types: readonly SqlType[], values: Values) {
    const found = await this.db.together<Omit<LoadedCommunity, 'can'> & T>(
      factsWith(columns),
      ['uuid', 'uuid', ...types],
      [person.id, id, ...values],
    );
    return this.readable(person, found);
  }

  private readable<C extends Omit<LoadedCommunity, 'can'>>(person: Person, found: C | null): C & { can: CommunityAbilities } {
    if (!found || !knowsCommunity(person, found)) throw notFound();
    const can = communityAbilities(person, found);
    if (!can.read) throw forbidden('Only its members read this community.');
    return { ...found, can };
  }

  /**
   * Something of a community for somebody who reads it, in the same round trip that checks it. `expression` is an SQL
   * expression over the viewer `$1`, the community `$2` and whether she `belongs` to it; `values` stand from `$3` on.
   * @throws Refusal as `load`.
   */
  async readIn<T>(person: Person, id: string, expression: string, values: readonly unknown[] = []): Promise<T> {
    const found = await this.db.hot.one<Omit<LoadedCommunity, 'can'> & { asked: T }>(
      `SELECT ${FACTS}, CASE WHEN ${readsCommunitySql('$1', 'k')} THEN ${expression} END AS asked
       FROM community k CROSS JOIN LATERAL (SELECT EXISTS (
         SELECT FROM membership bm WHERE bm.community_id = k.id AND bm.person_id = $1 AND bm.state = 'member') AS belongs OFFSET 0) b
       WHERE k.id = $2`,
      [person.id, id, ...values],
    );
    return this.readable(person, found).asked;
  }
}
