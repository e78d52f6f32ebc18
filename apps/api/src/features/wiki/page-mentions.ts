import { Injectable } from '@nestjs/common';
import { type DocumentNode, nodesOf } from '@parvis/shared/document';
import type { Tx } from '../../platform/database/database.ts';
import { PeopleMentioned } from './page.events.ts';

/** Whom pages name: each time that a page comes to name somebody once more is a fact, told once. */
@Injectable()
export class PageMentions {
  /**
   * After what readers read has changed. `quiet`: the names came with the text from elsewhere (an import, a copy), and
   * are no news. What only its author sees waits until it is published.
   */
  async note(tx: Tx, page: { id: string; communityId: string; document: DocumentNode }, quiet = false): Promise<void> {
    const times = timesNamed(page.document);
    if (times.size === 0) return;
    const named = await tx.many<{ id: string }>(
      `INSERT INTO page_mention (page_id, person_id, times)
       SELECT c.id, p.id, n.times FROM unnest($2::uuid[], $3::int[]) AS n(person_id, times) JOIN person p ON p.id = n.person_id
       JOIN content c ON c.id = $1 AND c.state <> 'draft'
       ON CONFLICT (page_id, person_id) DO UPDATE SET times = excluded.times WHERE page_mention.times < excluded.times
       RETURNING person_id AS id`,
      [page.id, [...times.keys()], [...times.values()]],
    );
    if (named.length > 0 && !quiet)
      tx.record(PeopleMentioned, { pageId: page.id, communityId: page.communityId, personIds: named.map(({ id }) => id) });
  }
}

/** How often each person is named. */
function timesNamed(document: DocumentNode): Map<string, number> {
  const times = new Map<string, number>();
  for (const node of nodesOf(document))
    if (node.type === 'mention') times.set(node.attrs.personId, (times.get(node.attrs.personId) ?? 0) + 1);
  return times;
}
