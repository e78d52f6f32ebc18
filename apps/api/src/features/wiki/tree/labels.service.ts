import { Injectable } from '@nestjs/common';
import { type LabelCount, labelKey, type pageTreeRoutes } from '@parvis/shared';
import { z } from 'zod';
import { CommunityAccess } from '../../../communities/public.ts';
import { CARD, CARD_JOINS, visibleTo } from '../../../content/public.ts';
import type { ContentCard } from '@parvis/shared';
import type { Person } from '../../../platform/database/actor.ts';
import { Database } from '../../../platform/database/database.ts';
import { ByName, keyIn, pageOf } from '../../../platform/database/keyset.ts';
import type { Given } from '../../../platform/http/route.ts';
import { PageAccess } from './page-access.ts';
import { seenContent } from './seen.sql.ts';
import { PageLabelled } from './tree.events.ts';

type Routes = typeof pageTreeRoutes;
const ByKey = z.tuple([
  z
    .string()
    .max(400)
    .regex(/^[^\0]*$/),
]);

/** Labels: words of the community's own under which pages are found again. */
@Injectable()
export class LabelsService {
  constructor(
    private readonly db: Database,
    private readonly communities: CommunityAccess,
    private readonly access: PageAccess,
  ) {}

  /** The first spelling of each label counts. Answers them by name. */
  async set(person: Person, id: string, given: readonly string[]): Promise<{ labels: string[] }> {
    const byKey = new Map(given.toReversed().map((label) => [labelKey(label), label]));
    const [keys, labels] = [[...byKey.keys()], [...byKey.values()]];
    return this.db.write(person, async (tx) => {
      const page = await this.access.loadEditable(person, id, tx);
      const gone = await tx.many(`DELETE FROM content_label WHERE content_id = $1 AND key <> ALL($2::text[]) RETURNING key`, [id, keys]);
      const come = await tx.many(
        `INSERT INTO content_label (content_id, key, label) SELECT $1, n.key, n.label FROM unnest($2::text[], $3::text[]) AS n(key, label)
         ON CONFLICT (content_id, key) DO UPDATE SET label = excluded.label WHERE content_label.label <> excluded.label RETURNING key`,
        [id, keys, labels],
      );
      if (gone.length + come.length > 0) tx.record(PageLabelled, { pageId: id, communityId: page.communityId });
      return { labels: [...byKey].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, label]) => label) };
    });
  }

  async list(person: Person, communityId: string, { q, cursor, limit }: Given<Routes['listLabels']>['query']) {
    await this.communities.load(person, communityId);
    const [after] = keyIn(ByKey, cursor) ?? [null];
    const rows = await this.db.many<LabelCount & { key: string }>(LABELS, [person.id, communityId, labelKey(q.trim()), after, limit + 1]);
    return pageOf(
      rows,
      limit,
      ({ label, count }) => ({ label, count }),
      ({ key }) => [key],
    );
  }

  async pages(person: Person, communityId: string, { label, cursor, limit }: Given<Routes['listLabelledPages']>['query']) {
    await this.communities.load(person, communityId);
    const [title, id] = keyIn(ByName, cursor) ?? [null, null];
    const rows = await this.db.many<ContentCard & { sortKey: string }>(LABELLED, [
      person.id,
      communityId,
      labelKey(label),
      title,
      id,
      limit + 1,
    ]);
    return pageOf(
      rows,
      limit,
      ({ sortKey: _, ...card }) => card,
      (row) => [row.sortKey, row.id],
    );
  }
}

/** Labels of a community ($2) by key, in the spelling used most, counted over what the viewer ($1) sees. */
const LABELS = `
  SELECT l.key, mode() WITHIN GROUP (ORDER BY l.label) AS label, count(*)::int AS count
  FROM content_label l JOIN content c ON c.id = l.content_id
  WHERE c.community_id = $2 AND ($3 = '' OR strpos(l.key, $3) > 0) AND ($4::text IS NULL OR l.key > $4 COLLATE "C") AND ${visibleTo('$1', 'c')}
  GROUP BY l.key ORDER BY l.key LIMIT $5`;

/** Pages with the label ($3) by title: the order is made first, who sees them is asked until the page is full. */
const LABELLED = `
  SELECT ${CARD}, n."sortKey" FROM (
    SELECT c.id, o."sortKey" FROM (
      SELECT t.id, folded(t.title) AS "sortKey" FROM content t JOIN content_label l ON l.content_id = t.id AND l.key = $3
      WHERE t.community_id = $2 AND t.source_id IS NULL AND t.deleted_at IS NULL AND ($4::text IS NULL OR (folded(t.title), t.id) > ($4, $5::uuid))
      ORDER BY folded(t.title), t.id OFFSET 0
    ) o ${seenContent('o.id')} ORDER BY o."sortKey", c.id LIMIT $6
  ) n JOIN content c ON c.id = n.id ${CARD_JOINS} ORDER BY n."sortKey", c.id`;
