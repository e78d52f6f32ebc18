import { Injectable } from '@nestjs/common';
import { type NodeOf, documentLinks } from '@parvis/shared/document';
import type { Tx } from '../../platform/database/database.ts';
import { FileStore } from '../files/public.ts';

/** The files that a thread shows, in its root and in its replies: whoever sees the thread may read them. */
@Injectable()
export class AnnotationFiles {
  constructor(private readonly files: FileStore) {}

  /** Of a thread that begins with `body`. */
  async keepFirst(tx: Tx, rootId: string, body: NodeOf<'doc'>): Promise<void> {
    const { fileIds } = documentLinks(body);
    if (fileIds.length > 0) await this.files.use(tx, rootId, fileIds);
  }

  /** After something was written in the thread. */
  async keep(tx: Tx, rootId: string): Promise<void> {
    const bodies = await tx.many<{ body: NodeOf<'doc'> }>(
      `SELECT body FROM annotation WHERE id = $1 UNION ALL SELECT body FROM annotation_reply WHERE root_id = $1 AND deleted_at IS NULL`,
      [rootId],
    );
    await this.files.useOnly(tx, rootId, [...new Set(bodies.flatMap(({ body }) => documentLinks(body).fileIds))]);
  }
}
