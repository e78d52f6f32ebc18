import { Injectable } from '@nestjs/common';
import type { SearchKind } from '@parvis/shared';
import { Database } from '../../../platform/database/database.ts';
import { Gathering } from '../../../platform/gathering.ts';
import { type IndexRef, SearchIndexer } from '../../../platform/search/search-indexer.ts';
import { type Due, Entries } from './entries.ts';
import { KINDS } from './sources.sql.ts';

/** Pages below a page, itself included, and what is about any of them. */
const BELOW = `
  WITH RECURSIVE below AS (
    SELECT id FROM page WHERE id = ANY($1::uuid[]) UNION SELECT p.id FROM page p JOIN below b ON p.parent_id = b.id)
  SELECT id, 'page' AS kind FROM below
  UNION ALL SELECT c.id, c.kind FROM content c WHERE c.source_id IN (SELECT id FROM below)`;

const AT_ONCE = { atOnce: 100 };

/** Takes what was written into the index. What comes while it writes is written together: once, however often it changed. */
@Injectable()
export class FollowingIndex extends SearchIndexer {
  /** One after the other: what is written again meanwhile is written once. */
  private readonly writing = new Gathering<readonly IndexRef[], void>(async (some) => {
    await this.entries.write(await this.due(some.flat()));
    return some.map(() => undefined);
  }, AT_ONCE);

  constructor(
    private readonly db: Database,
    private readonly entries: Entries,
  ) {
    super();
  }

  follow(refs: readonly IndexRef[]): Promise<void> {
    return this.writing.do(refs);
  }

  private async due(refs: readonly IndexRef[]): Promise<Due> {
    const ids = new Map<SearchKind, Set<string>>(KINDS.map((kind) => [kind, new Set()]));
    const add = (kind: string, id: string) => {
      ids.get(kind as SearchKind)?.add(id);
      // Files are found where they are shown.
      if (kind === 'page' || kind === 'annotation') ids.get('file')?.add(id);
    };
    for (const { kind, id } of refs) add(kind, id);
    const tops = refs.filter(({ below }) => below).map(({ id }) => id);
    if (tops.length > 0) {
      for (const { id, kind } of await this.db.many<{ id: string; kind: string }>(BELOW, [tops])) add(kind, id);
    }
    return Object.fromEntries([...ids].map(([kind, some]) => [kind, [...some]]));
  }
}
