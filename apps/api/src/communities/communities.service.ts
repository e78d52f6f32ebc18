import { Injectable } from '@nestjs/common';
import { type CommunityView, type communityRoutes, slugOf } from '@parvis/shared';
import { v7 as uuidv7 } from 'uuid';
import { z } from 'zod';
import { personAbilities } from '../people/public.ts';
import type { Person } from '../platform/database/actor.ts';
import { Database, type Tx } from '../platform/database/database.ts';
import { ByName, keyIn, pageOf } from '../platform/database/keyset.ts';
import type { Queries } from '../platform/database/queries.ts';
import type { Given } from '../platform/http/route.ts';
import { conflict, forbidden, notFound } from '../platform/http/refusal.ts';
import { CommunityAccess, isId } from './community-access.ts';
import { CommunityArchived, CommunityCreated, CommunityEdited, CommunityUnarchived } from './community.events.ts';
import { communityAbilities, knowsCommunity } from './community.policy.ts';
import { KNOWN, SELECT_COMMUNITY } from './community.queries.ts';

type Row = Omit<CommunityView, 'can'> & { sortKey: string };
type Routes = typeof communityRoutes;

const viewerOf = (person: Person) => [person.id, person.organizationKind === 'customer', personAbilities(person).administer] as const;
const LIST = `${SELECT_COMMUNITY}
  WHERE ${KNOWN} AND ($4 = 'all' OR m.state = 'member') AND (k.archived_at IS NOT NULL) = $5::boolean
    AND ($6::text IS NULL OR strpos(folded(k.name), folded($6)) > 0)
    AND ($7::text IS NULL OR (folded(k.name), k.id) > ($7, $8::uuid))
  ORDER BY folded(k.name), k.id LIMIT $9`;
const BY_ID = `${SELECT_COMMUNITY} WHERE k.id = $2`;
const BY_SLUG = `${SELECT_COMMUNITY} WHERE k.slug = $2`;

@Injectable()
export class CommunitiesService {
  constructor(
    private readonly db: Database,
    private readonly access: CommunityAccess,
  ) {}

  async list(person: Person, query: Given<Routes['listCommunities']>['query']) {
    const [name, id] = keyIn(ByName, query?.cursor) ?? [null, null];
    const { limit, filter, archived, q } = z
      .object({ limit: z.int(), filter: z.string(), archived: z.boolean(), q: z.string().optional() })
      .parse(query);
    const rows = await this.db.hot.many<Row>(LIST, [...viewerOf(person), filter, archived, q ?? null, name, id, limit + 1]);
    return pageOf(
      rows,
      limit,
      (row) => present(person, row),
      (row) => [row.sortKey, row.id],
    );
  }

  /** Every screen of a community asks this first: one round trip. */
  async read(person: Person, idOrSlug: string): Promise<CommunityView> {
    const row = await this.db.hot.one<Row>(isId(idOrSlug) ? BY_ID : BY_SLUG, [person.id, idOrSlug]);
    if (!row || !knowsCommunity(person, row)) throw notFound();
    return present(person, row);
  }

  /** The same id from the same creator answers the same community again. */
  async create(person: Person, input: Given<Routes['createCommunity']>['body']): Promise<CommunityView> {
    if (!personAbilities(person).createCommunity) throw forbidden('Only employees create communities.');
    const id = input.id ?? uuidv7();
    return this.db.write(person, async (tx) => {
      // One at a time: the same request may come twice at once, and two communities must not take the same address.
      await tx.many(`SELECT pg_advisory_xact_lock(hashtextextended('community slugs', 0))`);
      const taken = await tx.one<{ own: boolean }>(`SELECT created_by = $2 AS own FROM community WHERE id = $1`, [id, person.id]);
      if (taken && !taken.own) throw conflict('id-taken', 'This id belongs to something else.');
      // Whoever made it may have left it since: then she is told no more than anybody.
      if (taken) return this.view(person, (await this.access.find(person, id, tx)).id, tx);
      const slug = await this.freeSlug(tx, input.slug ?? null, input.name);
      await tx.many(
        `INSERT INTO community (id, name, slug, description, visibility, emblem, pages_written_by, annotated_by, created_by)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
        [
          id,
          input.name,
          slug,
          input.description,
          input.visibility,
          input.emblem ?? emblemOf(id),
          input.pagesWrittenBy,
          input.annotatedBy,
          person.id,
        ],
      );
      await tx.many(`INSERT INTO membership (community_id, person_id, role, state) VALUES ($1, $2, 'animator', 'member')`, [id, person.id]);
      tx.record(CommunityCreated, { communityId: id });
      return this.view(person, id, tx);
    });
  }

  async edit(person: Person, id: string, input: Given<Routes['editCommunity']>['body']): Promise<CommunityView> {
    return this.db.write(person, async (tx) => {
      const { can, visibility } = await this.access.find(person, id, tx);
      if (!can.edit) throw forbidden('Only its animators edit a community.');
      await tx.many(
        `UPDATE community SET name = coalesce($2, name), description = coalesce($3, description), visibility = coalesce($4, visibility),
           emblem = coalesce($5, emblem), pages_written_by = coalesce($6, pages_written_by),
           annotated_by = coalesce($7, annotated_by) WHERE id = $1`,
        [
          id,
          input.name ?? null,
          input.description ?? null,
          input.visibility ?? null,
          input.emblem ?? null,
          input.pagesWrittenBy ?? null,
          input.annotatedBy ?? null,
        ],
      );
      if (visibility === 'open' && input.visibility && input.visibility !== 'open') tx.revoke({ kind: 'community', communityId: id });
      if (input.visibility === 'secret') tx.revoke({ kind: 'community', communityId: id });
      tx.record(CommunityEdited, { communityId: id });
      return this.view(person, id, tx);
    });
  }

  async setArchived(person: Person, id: string, archived: boolean): Promise<CommunityView> {
    return this.db.write(person, async (tx) => {
      const community = await this.access.find(person, id, tx);
      if (!community.can.archive) throw forbidden('Only its animators archive a community.');
      if (community.archived !== archived) {
        await tx.many(`UPDATE community SET archived_at = CASE WHEN $2::boolean THEN now() END WHERE id = $1`, [id, archived]);
        // Writing ends at once: whatever is open for writing asks again.
        if (archived) tx.revoke({ kind: 'community', communityId: id });
        tx.record(archived ? CommunityArchived : CommunityUnarchived, { communityId: id });
      }
      return this.view(person, id, tx);
    });
  }

  /** For somebody who was checked to know of it. */
  async view(person: Person, id: string, queries: Queries = this.db.hot): Promise<CommunityView> {
    const row = await queries.one<Row>(BY_ID, [person.id, id]);
    if (!row) throw notFound();
    return present(person, row);
  }

  /** A slug asked for is taken or refused; one made from the name finds the next free number. */
  private async freeSlug(tx: Tx, wanted: string | null, name: string): Promise<string> {
    const base = wanted ?? slugOf(name, { max: 70, fallback: 'communaute' });
    const taken = new Set(
      (await tx.many<{ slug: string }>(`SELECT slug FROM community WHERE slug = $1 OR slug LIKE $1 || '-%'`, [base])).map(
        ({ slug }) => slug,
      ),
    );
    if (!taken.has(base)) return base;
    if (wanted !== null) throw conflict('slug-taken', 'Another community has this address.');
    for (let number = 2; ; number++) if (!taken.has(`${base}-${number}`)) return `${base}-${number}`;
  }
}

function present(person: Person, { sortKey: _, ...row }: Row): CommunityView {
  const can = communityAbilities(person, { ...row, archived: row.archivedAt !== null });
  return { ...row, pageCount: can.read ? row.pageCount : 0, can };
}

/** Paving that differs from one community to the next, always the same for one. */
const emblemOf = (id: string): number => Number.parseInt(id.slice(-4), 16) % 36;
