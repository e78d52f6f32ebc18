import { Injectable } from '@nestjs/common';
import type { PageTemplate, pageTreeRoutes } from '@parvis/shared';
import { z } from 'zod';
import { CommunityAccess, communityChipJson } from '../../../communities/public.ts';
import type { Person } from '../../../platform/database/actor.ts';
import { Database } from '../../../platform/database/database.ts';
import { ByName, keyIn, pageOf } from '../../../platform/database/keyset.ts';
import type { Given } from '../../../platform/http/route.ts';
import { PageAccess } from './page-access.ts';
import { seenContent } from './seen.sql.ts';
import { TemplateMarked, TemplateUnmarked } from './tree.events.ts';

type Row = PageTemplate & { rank: number; sortKey: string };
const ByRank = z.tuple([z.int().min(0).max(1), ...ByName.def.items]);

/** Pages that new pages begin as. */
@Injectable()
export class TemplatesService {
  constructor(
    private readonly db: Database,
    private readonly communities: CommunityAccess,
    private readonly access: PageAccess,
  ) {}

  async mark(person: Person, id: string, template: boolean): Promise<void> {
    await this.db.write(person, async (tx) => {
      const { communityId } = await this.access.loadEditable(person, id, tx);
      const changed = await tx.one(`UPDATE page SET template = $2 WHERE id = $1 AND template <> $2 RETURNING id`, [id, template]);
      if (changed) tx.record(template ? TemplateMarked : TemplateUnmarked, { pageId: id, communityId });
    });
  }

  async list(person: Person, communityId: string, { cursor, limit }: Given<(typeof pageTreeRoutes)['listTemplates']>['query']) {
    await this.communities.load(person, communityId);
    const [rank, title, id] = keyIn(ByRank, cursor) ?? [null, null, null];
    const rows = await this.db.many<Row>(TEMPLATES, [person.id, communityId, rank, title, id, limit + 1]);
    return pageOf(
      rows,
      limit,
      ({ rank: _, sortKey: __, ...template }) => template,
      (row) => [row.rank, row.sortKey, row.id],
    );
  }
}

/** Templates of this community ($2), then of those that the viewer ($1) is a member of. */
const TEMPLATES = `
  SELECT * FROM (
    SELECT c.id, c.title, c.slug, c.excerpt, ${communityChipJson('k')} AS community, (c.community_id <> $2)::int AS rank, folded(c.title) AS "sortKey"
    FROM page p ${seenContent('p.id')} JOIN community k ON k.id = p.community_id
    WHERE p.template
      AND (p.community_id = $2 OR p.community_id IN (SELECT m.community_id FROM membership m WHERE m.person_id = $1 AND m.state = 'member'))
  ) t
  WHERE $3::int IS NULL OR (t.rank, t."sortKey", t.id) > ($3, $4, $5::uuid)
  ORDER BY t.rank, t."sortKey", t.id LIMIT $6`;
