import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { Database } from '../../../platform/database/database.ts';
import { type Searched, searched } from '../text/piece.ts';

/** Bytes of texts that are kept: some thousand pages of usual length. */
const KEPT = 8_000_000;

/** An entry as it was found. */
export interface Version {
  id: string;
  /** Of the row (`xmin`): whatever is written to it makes another one. */
  version: string;
}

interface Kept extends Searched {
  version: string;
}

/** The ids go as one text: PostgreSQL plans anew for each length of an array. */
const READ = `
  SELECT e.id, e.version, e.text, e.plain FROM string_to_table($1, ' ') t(id)
  CROSS JOIN LATERAL (SELECT s.id, s.xmin::text AS version, s.text, s.plain FROM search_entry s WHERE s.id = t.id::uuid OFFSET 0) e`;

/**
 * Texts that pieces were cut out of lately: to count characters in them costs PostgreSQL a third of a search. Who may see
 * an entry is nothing that is kept: texts are only asked for of entries that this search has found, in the state in which
 * it has found them.
 */
@Injectable()
export class KeptTexts {
  private readonly kept = new LRUCache<string, Kept>({
    maxSize: KEPT,
    sizeCalculation: ({ text, hay }) => 2 * (text.length + hay.length),
  });

  constructor(private readonly db: Database) {}

  /** The texts of these entries by id; none of one that was written since. */
  async of(found: readonly Version[]): Promise<Map<string, Searched>> {
    const texts = new Map<string, Searched>();
    const missing = found.filter(({ id, version }) => {
      const kept = this.kept.get(id);
      if (kept?.version !== version) return true;
      texts.set(id, kept);
      return false;
    });
    for (const { id, text } of await this.read(missing)) texts.set(id, text);
    return texts;
  }

  private async read(missing: readonly Version[]): Promise<{ id: string; text: Searched }[]> {
    if (missing.length === 0) return [];
    const rows = await this.db.many<Version & { text: string; plain: string }>(READ, [missing.map(({ id }) => id).join(' ')]);
    const sought = new Map(missing.map(({ id, version }) => [id, version]));
    return rows
      .filter(({ id, version }) => sought.get(id) === version)
      .map(({ id, version, ...row }) => {
        const text = searched(row.text, row.plain);
        this.kept.set(id, { ...text, version });
        return { id, text };
      });
  }
}
