import { Injectable } from '@nestjs/common';
import { generateKeyBetween } from 'fractional-indexing';
import { v7 as uuidv7 } from 'uuid';
import { type DocumentNode, PAGE_TEXT_VERSION, documentLinks, excerptOf, pageText } from '@parvis/shared/document';
import { ContentWriter } from '../../content/public.ts';
import type { Tx } from '../../platform/database/database.ts';
import { FileStore } from '../files/public.ts';
import { PageCreated, PageUpdated } from './page.events.ts';

const EXCERPT_LENGTH = 240;

export interface NewPage {
  id: string;
  communityId: string;
  parentId: string | null;
  title: string;
  document: DocumentNode;
  draft: boolean;
  /** Where it stands among its siblings; last unless told. */
  position?: string;
  imported?: { source: string; key: string };
}

/** Writes pages: content, revision, links and event in the transaction given. Documents come checked. */
@Injectable()
export class PageStore {
  constructor(
    private readonly contents: ContentWriter,
    private readonly files: FileStore,
  ) {}

  async create(tx: Tx, page: NewPage): Promise<void> {
    const revisionId = uuidv7();
    await this.contents.create(tx, {
      id: page.id,
      kind: 'page',
      communityId: page.communityId,
      parentId: page.parentId,
      title: page.title,
      excerpt: excerptOf(page.document, EXCERPT_LENGTH),
      draft: page.draft,
    });
    await tx.many(
      `INSERT INTO page (id, community_id, parent_id, position, revision_id, import_source, import_key) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
      [
        page.id,
        page.communityId,
        page.parentId,
        page.position ?? (await this.positionAfterLast(tx, page)),
        revisionId,
        page.imported?.source ?? null,
        page.imported?.key ?? null,
      ],
    );
    await this.keepRevision(tx, page.id, revisionId, page.document);
    tx.record(PageCreated, { pageId: page.id, communityId: page.communityId });
  }

  /** A new revision of a page that is there. */
  async update(tx: Tx, page: { id: string; communityId: string; title: string; document: DocumentNode }): Promise<void> {
    const revisionId = uuidv7();
    await this.contents.update(tx, page.id, { title: page.title, excerpt: excerptOf(page.document, EXCERPT_LENGTH) });
    await this.keepRevision(tx, page.id, revisionId, page.document);
    await tx.many(`UPDATE page SET revision_id = $2 WHERE id = $1`, [page.id, revisionId]);
    tx.record(PageUpdated, { pageId: page.id, communityId: page.communityId, revisionId });
  }

  private async keepRevision(tx: Tx, pageId: string, revisionId: string, document: DocumentNode): Promise<void> {
    await tx.many(`INSERT INTO page_revision (id, page_id, document, text, text_version, author_id) VALUES ($1, $2, $3, $4, $5, $6)`, [
      revisionId,
      pageId,
      JSON.stringify(document),
      pageText(document),
      PAGE_TEXT_VERSION,
      tx.actor.id,
    ]);
    const { pageIds, fileIds } = documentLinks(document);
    await tx.many(`DELETE FROM page_link WHERE page_id = $1 AND target_id <> ALL($2::uuid[])`, [pageId, pageIds]);
    await tx.many(`INSERT INTO page_link (page_id, target_id) SELECT $1, unnest($2::uuid[]) ON CONFLICT DO NOTHING`, [pageId, pageIds]);
    await this.files.use(tx, pageId, fileIds);
  }

  private async positionAfterLast(tx: Tx, { communityId, parentId }: NewPage): Promise<string> {
    // Two pages that are added at once must not take the same place.
    await tx.many(`SELECT pg_advisory_xact_lock(hashtextextended($1, 0))`, [`positions ${communityId} ${parentId ?? ''}`]);
    const last = await tx.one<{ position: string }>(
      `SELECT position FROM page WHERE community_id = $1 AND parent_id IS NOT DISTINCT FROM $2::uuid ORDER BY position DESC, id DESC LIMIT 1`,
      [communityId, parentId],
    );
    return generateKeyBetween(last?.position ?? null, null);
  }
}
