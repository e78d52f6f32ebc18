import { Injectable } from '@nestjs/common';
import { type DocumentNode, documentLinks, excerptOf } from '@parvis/shared/document';
import { ContentWriter } from '../../../content/public.ts';
import type { Tx } from '../../../platform/database/database.ts';
import { FileStore } from '../../files/public.ts';
import { PageDraftUpdated, PageUpdated } from '../page.events.ts';
import { PageMentions } from '../page-mentions.ts';

/** Characters that lists show of a page. */
export const EXCERPT_LENGTH = 240;

export interface WrittenPage {
  id: string;
  communityId: string;
  /** The one it has, unless told. */
  title?: string | undefined;
  document: DocumentNode;
  /** The revision that holds the document; it is the page's newest one. */
  revisionId: string;
}

/**
 * What readers see of a page beside its text: excerpt, time and editor in lists, links, files. It follows the page as
 * long as its readers read live, and the published revision while editors work on a draft.
 */
@Injectable()
export class ReaderSide {
  constructor(
    private readonly contents: ContentWriter,
    private readonly files: FileStore,
    private readonly mentions: PageMentions,
  ) {}

  /** After a revision was written, in its transaction: by REST, by an import or by the co-editing store. */
  async follow(tx: Tx, page: WrittenPage): Promise<void> {
    if (await this.isDrafted(tx, page.id)) await this.keepDraft(tx, page);
    else {
      await this.show(tx, page);
      await this.mentions.note(tx, page);
      tx.record(PageUpdated, { pageId: page.id, communityId: page.communityId, revisionId: page.revisionId });
    }
  }

  /** From now on readers read this: it was written live, or published. */
  async show(tx: Tx, { id, title, document }: Omit<WrittenPage, 'revisionId' | 'communityId'>): Promise<void> {
    await Promise.all([
      this.contents.update(tx, id, { ...(title !== undefined && { title }), excerpt: excerptOf(document, EXCERPT_LENGTH) }),
      this.showLinks(tx, id, document),
    ]);
  }

  /** As `showLinks`, of a page that has none yet. */
  async showFirstLinks(tx: Tx, id: string, document: DocumentNode): Promise<void> {
    const { pageIds, fileIds } = documentLinks(document);
    await Promise.all([
      pageIds.length > 0 && tx.many(`INSERT INTO page_link (page_id, target_id) SELECT $1, unnest($2::uuid[])`, [id, pageIds]),
      fileIds.length > 0 && this.files.use(tx, id, fileIds),
    ]);
  }

  /** The pages and files that readers reach from this page. */
  async showLinks(tx: Tx, id: string, document: DocumentNode): Promise<void> {
    const { pageIds, fileIds } = documentLinks(document);
    await Promise.all([
      tx.many(`DELETE FROM page_link WHERE page_id = $1 AND target_id <> ALL($2::uuid[])`, [id, pageIds]),
      tx.many(
        `INSERT INTO page_link (page_id, target_id) SELECT $1, unnest($2::uuid[])
         ON CONFLICT (page_id, target_id) DO UPDATE SET draft = false WHERE page_link.draft`,
        [id, pageIds],
      ),
      this.files.use(tx, id, fileIds),
    ]);
  }

  /** The row of the page is locked, so that a draft does not begin or end in between. */
  private async isDrafted(tx: Tx, pageId: string): Promise<boolean> {
    const page = await tx.one<{ drafted: boolean }>(
      `SELECT published_revision_id IS NOT NULL AS drafted FROM page WHERE id = $1 FOR NO KEY UPDATE`,
      [pageId],
    );
    return page?.drafted ?? false;
  }

  /** Nothing that readers see moves. The title is no part of the text: it changes for everybody. */
  private async keepDraft(tx: Tx, { id, communityId, title, document, revisionId }: WrittenPage): Promise<void> {
    const { pageIds, fileIds } = documentLinks(document);
    if (title !== undefined) await this.contents.rename(tx, id, title);
    await tx.many(`UPDATE page_revision SET draft = true WHERE id = $1`, [revisionId]);
    await tx.many(`DELETE FROM page_link WHERE page_id = $1 AND draft AND target_id <> ALL($2::uuid[])`, [id, pageIds]);
    await tx.many(`INSERT INTO page_link (page_id, target_id, draft) SELECT $1, unnest($2::uuid[]), true ON CONFLICT DO NOTHING`, [
      id,
      pageIds,
    ]);
    await this.files.useInDraft(tx, id, fileIds);
    await tx.many(
      `UPDATE page SET draft_since = coalesce(draft_since, now()),
         draft_author_ids = CASE WHEN $2::uuid IS NULL OR $2 = ANY(draft_author_ids) THEN draft_author_ids ELSE array_append(draft_author_ids, $2) END
       WHERE id = $1`,
      [id, tx.actor.id],
    );
    tx.record(PageDraftUpdated, { pageId: id, communityId, revisionId });
  }
}
