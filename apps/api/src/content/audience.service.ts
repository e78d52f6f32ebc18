import { Injectable } from '@nestjs/common';
import type { AudienceView, CommunityChip, PersonChip, contentRoutes } from '@parvis/shared';
import { communityChipJson, readsCommunitySql } from '../communities/public.ts';
import { People, isActive, personChipJson } from '../people/public.ts';
import type { Person } from '../platform/database/actor.ts';
import { Database, type Tx } from '../platform/database/database.ts';
import type { Given } from '../platform/http/route.ts';
import { Refusal, forbidden, invalid } from '../platform/http/refusal.ts';
import { ContentAccess } from './content-access.ts';
import { ContentWriter } from './content-writer.ts';
import { mayRestrict } from './content.policy.ts';
import { lockTrees } from './tree-locks.ts';
import { visibleTo } from './visibility.ts';

const SHOWN = 12;
type SetAudience = Given<(typeof contentRoutes)['setAudience']>['body'];

interface Row {
  count: number;
  partners: number;
  people: PersonChip[];
  community: CommunityChip | null;
  restrictedBy: { id: string; title: string } | null;
  restricted: boolean;
  listed: PersonChip[] | null;
}

/** "Who can see this?": the rule, in numbers and names, for whoever sees it herself. */
@Injectable()
export class AudienceService {
  constructor(
    private readonly db: Database,
    private readonly access: ContentAccess,
    private readonly writer: ContentWriter,
    private readonly people: People,
  ) {}

  async read(person: Person, id: string): Promise<AudienceView> {
    const content = await this.access.load(person, id);
    const row = await this.db.one<Row>(
      `WITH readers AS (
         SELECT p.*, o.kind FROM content c JOIN person p ON ${isActive('p')} AND ${visibleTo('p.id', 'c')} JOIN organization o ON o.id = p.organization_id WHERE c.id = $2
       ), shown AS (
         SELECT p.* FROM readers p WHERE ${this.people.visibleTo('$1', 'p')} ORDER BY folded(p.name), p.id LIMIT ${SHOWN}
       )
       SELECT (SELECT count(*)::int FROM readers) AS count, (SELECT count(*)::int FROM readers WHERE kind <> 'customer') AS partners,
         (SELECT coalesce(json_agg(${personChipJson('s')} ORDER BY folded(s.name), s.id), '[]') FROM shown s) AS people,
         ${communityChipJson('k')} AS community, c.scope_id IS NOT NULL AS restricted,
         CASE WHEN c.scope_id = c.id THEN (
           SELECT coalesce(json_agg(${personChipJson('p')} ORDER BY folded(p.name), p.id), '[]')
           FROM content_participant cp JOIN person p ON p.id = cp.person_id AND ${isActive('p')} AND ${this.people.visibleTo('$1', 'p')} WHERE cp.content_id = c.id
         ) END AS listed,
         CASE WHEN c.scope_id <> c.id THEN json_build_object('id', sc.id, 'title', sc.title) END AS "restrictedBy"
       FROM content c LEFT JOIN community k ON k.id = c.community_id LEFT JOIN content sc ON sc.id = c.scope_id WHERE c.id = $2`,
      [person.id, id],
    );
    if (!row) throw new Error('content vanished while it was read');
    const { count, partners, people, community, restrictedBy } = row;
    const restrict = mayRestrict(person.id, content);
    return { count, partners, people, community, restrictedBy, listed: restrict ? row.listed : null, rule: ruleOf(row), can: { restrict } };
  }

  async set(person: Person, id: string, input: SetAudience): Promise<AudienceView> {
    await this.db.write(person, async (tx) => {
      const { communityId } = await this.access.load(person, id, tx);
      if (communityId) await lockTrees(tx, [communityId]);
      // Another may have changed it meanwhile: what counts is what it is now.
      const content = await this.access.load(person, id, tx);
      if (!mayRestrict(person.id, content)) throw forbidden('Only its author and the animators decide who sees this.');
      if (content.state === 'draft') throw new Refusal(409, 'draft', 'A draft is seen by its author alone. Publish it first.');
      if (input.audience === 'community') return this.writer.setParticipants(tx, content, null);
      // Whoever restricts stays on the list: nobody locks herself out.
      const listed = [...new Set([...input.participantIds, person.id])];
      await this.demandReaders(tx, listed, communityId);
      await this.writer.setParticipants(tx, content, listed);
    });
    return this.read(person, id);
  }

  /** On the list of something that lies in a community may only stand people who read that community. */
  private async demandReaders(tx: Tx, ids: readonly string[], communityId: string | null): Promise<void> {
    const rows = await tx.many<{ id: string }>(
      `SELECT p.id FROM person p JOIN community k ON k.id = $2
       WHERE p.id = ANY($1::uuid[]) AND ${isActive('p')} AND ${readsCommunitySql('p.id', 'k')}`,
      [ids, communityId],
    );
    const readers = new Set(rows.map((row) => row.id));
    const stranger = ids.findIndex((candidate) => !readers.has(candidate));
    if (stranger >= 0)
      throw invalid(`participantIds.${stranger}`, 'This person does not read the community.', { received: ids[stranger] ?? '' });
  }
}

function ruleOf({ community, restricted }: Row): AudienceView['rule'] {
  if (restricted) return community ? 'list-in-community' : 'list';
  if (!community) throw new Error('content without community and without list');
  return `${community.visibility}-community`;
}
