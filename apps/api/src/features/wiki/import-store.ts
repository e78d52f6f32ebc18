import { Injectable } from '@nestjs/common';
import type { ImportView } from '@parvis/shared';
import { isoTime } from '../../platform/database/json.ts';
import { Database, type Tx } from '../../platform/database/database.ts';

export type ImportStep = ImportView['progress']['step'];

/** An import as the job works on it. */
export interface ImportRow {
  id: string;
  communityId: string;
  authorId: string;
  name: string;
  storageKey: string | null;
  state: ImportView['state'];
}

/** SQL of an `ImportView`, as JSON, for the import `alias`. */
export const importViewJson = (alias: string): string => `json_build_object(
  'id', ${alias}.id, 'communityId', ${alias}.community_id, 'state', ${alias}.state, 'name', ${alias}.name,
  'createdAt', ${isoTime(`${alias}.created_at`)}, 'finishedAt', ${isoTime(`${alias}.finished_at`)},
  'progress', json_build_object('step', ${alias}.step, 'done', ${alias}.done, 'total', ${alias}.total),
  'report', ${alias}.report, 'failure', ${alias}.failure)`;

/** The rows of imports: how far they are, and how they ended. */
@Injectable()
export class ImportStore {
  constructor(private readonly db: Database) {}

  read(id: string): Promise<ImportRow | null> {
    return this.db.one<ImportRow>(
      `SELECT id, community_id AS "communityId", author_id AS "authorId", name, storage_key AS "storageKey", state FROM markdown_import WHERE id = $1`,
      [id],
    );
  }

  async progress(id: string, step: ImportStep, done: number, total: number): Promise<void> {
    await this.db.many(`UPDATE markdown_import SET state = 'running', step = $2, done = $3, total = $4 WHERE id = $1`, [
      id,
      step,
      done,
      total,
    ]);
  }

  async finish(tx: Tx, id: string, report: object): Promise<void> {
    await tx.many(`UPDATE markdown_import SET state = 'done', step = 'done', report = $2, finished_at = now() WHERE id = $1`, [
      id,
      JSON.stringify(report),
    ]);
  }

  async fail(tx: Tx, id: string, failure: { code: string; detail: string }): Promise<void> {
    await tx.many(`UPDATE markdown_import SET state = 'failed', failure = $2, finished_at = now() WHERE id = $1`, [
      id,
      JSON.stringify(failure),
    ]);
  }
}
