import { Injectable } from '@nestjs/common';
import { type DocumentNode, nodesOf } from '@parvis/shared/document';
import type { Tx } from '../../platform/database/database.ts';
import { namedBy } from './live/named-by.ts';
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
    if (named.length === 0 || quiet) return;
    const namers = await this.namers(tx, page.id);
    for (const [byId, people] of Map.groupBy(named, ({ id }) => namers.get(id) ?? tx.actor.id))
      tx.record(PeopleMentioned, { pageId: page.id, communityId: page.communityId, personIds: people.map(({ id }) => id), byId });
  }

  /**
   * Where several write together, whoever wrote last is the actor of the revision, and may be somebody else than who named
   * a person: it may be that person herself, who is to hear of it.
   */
  private async namers(tx: Tx, pageId: string): Promise<Map<string, string>> {
    return namedBy(await tx.many<{ update: Buffer; actorId: string }>(NEW_UPDATES, [pageId]));
  }
}

/** What was written together since the revision before. */
const NEW_UPDATES = `
  SELECT u.update, u.actor_id AS "actorId" FROM page_update u
  WHERE u.page_id = $1 AND u.actor_id IS NOT NULL AND u.seq > coalesce((
    SELECT r.seq FROM page_revision r JOIN page p ON p.id = r.page_id
    WHERE p.id = $1 AND r.id <> p.revision_id AND r.seq IS NOT NULL ORDER BY r.seq DESC LIMIT 1), 0)
  ORDER BY u.seq`;

/** How often each person is named. */
function timesNamed(document: DocumentNode): Map<string, number> {
  const times = new Map<string, number>();
  for (const node of nodesOf(document))
    if (node.type === 'mention') times.set(node.attrs.personId, (times.get(node.attrs.personId) ?? 0) + 1);
  return times;
}
