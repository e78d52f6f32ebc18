import { Injectable } from '@nestjs/common';
import type { SearchKind } from '@parvis/shared';
import { Database } from '../../../platform/database/database.ts';
import { type IndexRef, SearchIndexer } from '../../../platform/search/search-indexer.ts';
import { type Due, Entries } from './entries.ts';
import { KINDS } from './sources.sql.ts';

/** Pages below a page, itself included, and what is about any of them. */
const BELOW = `
  WITH RECURSIVE below AS (
    SELECT id FROM page WHERE id = ANY($1::uuid[]) UNION SELECT p.id FROM page p JOIN below b ON p.parent_id = b.id)
  SELECT id, 'page' AS kind FROM below
  UNION ALL SELECT c.id, c.kind FROM content c WHERE c.source_id IN (SELECT id FROM below)`;

interface Waiting {
  refs: readonly IndexRef[];
  done: () => void;
  failed: (error: unknown) => void;
}

/** Takes what was written into the index. What comes while it writes is written together: once, however often it changed. */
@Injectable()
export class FollowingIndex extends SearchIndexer {
  private waiting: Waiting[] = [];
  private writing = false;

  constructor(
    private readonly db: Database,
    private readonly entries: Entries,
  ) {
    super();
  }

  follow(refs: readonly IndexRef[]): Promise<void> {
    return new Promise((done, failed) => {
      this.waiting.push({ refs, done, failed });
      if (!this.writing) void this.writeAll();
    });
  }

  private async writeAll(): Promise<void> {
    this.writing = true;
    // Events that are delivered together are written together.
    await new Promise((resolve) => setImmediate(resolve));
    while (this.waiting.length > 0) {
      const some = this.waiting.splice(0, 100);
      await this.writeTogether(some);
    }
    this.writing = false;
  }

  /** Together; where that fails each alone, so that one that cannot be indexed holds up no other. */
  private async writeTogether(some: Waiting[]): Promise<void> {
    try {
      await this.entries.write(await this.due(some.flatMap(({ refs }) => refs)));
      for (const { done } of some) done();
    } catch (error) {
      if (some.length === 1) some[0]?.failed(error);
      else for (const one of some) await this.writeTogether([one]);
    }
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
