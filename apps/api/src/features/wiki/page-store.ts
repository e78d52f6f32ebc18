import { Injectable } from '@nestjs/common';
import { generateKeyBetween } from 'fractional-indexing';
import { v7 as uuidv7 } from 'uuid';
import { type NodeOf, PAGE_TEXT_VERSION, excerptOf, pageText } from '@parvis/shared/document';
import { parseDocument } from '@parvis/shared/document-schema';
import { ContentWriter, shareTree } from '../../content/public.ts';
import type { Tx } from '../../platform/database/database.ts';
import { alignBlockIds, sameText } from './live/align-blocks.ts';
import { applyDocument } from './live/apply-document.ts';
import { PageLog } from './live/page-log.ts';
import { documentIn } from './live/yjs-document.ts';
import { PageCreated } from './page.events.ts';
import { PageMentions } from './page-mentions.ts';
import { EXCERPT_LENGTH, ReaderSide } from './versions/reader-side.ts';
import { Versions, type Written } from './versions/versions.ts';

export interface NewPage {
  id: string;
  communityId: string;
  parentId: string | null;
  title: string;
  document: NodeOf<'doc'>;
  draft: boolean;
  /** Where it stands among its siblings; last unless told. */
  position?: string;
  imported?: { source: string; key: string };
  /** It is a copy of another page. */
  copied?: true;
}

export interface Rewritten {
  id: string;
  communityId: string;
  /** The one it has, unless told. */
  title?: string;
  document: NodeOf<'doc'>;
}

/** Writes pages: content, revision, version, links and event in the transaction given. Documents come checked. */
@Injectable()
export class PageStore {
  constructor(
    private readonly contents: ContentWriter,
    private readonly log: PageLog,
    private readonly readerSide: ReaderSide,
    private readonly versions: Versions,
    private readonly mentions: PageMentions,
  ) {}

  async create(tx: Tx, page: NewPage): Promise<void> {
    const revisionId = uuidv7();
    const position = page.position ?? (await this.positionAfterLast(tx, page));
    await Promise.all([
      this.contents.create(tx, {
        id: page.id,
        kind: 'page',
        communityId: page.communityId,
        parentId: page.parentId,
        title: page.title,
        excerpt: excerptOf(page.document, EXCERPT_LENGTH),
        draft: page.draft,
      }),
      tx.many(
        `INSERT INTO page (id, community_id, parent_id, position, revision_id, import_source, import_key) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
        [page.id, page.communityId, page.parentId, position, revisionId, page.imported?.source ?? null, page.imported?.key ?? null],
      ),
      this.keepRevision(tx, page.id, revisionId, page.document, null, tx.actor.id),
      this.readerSide.showFirstLinks(tx, page.id, page.document),
      this.versions.begin(tx, { pageId: page.id, revisionId, document: page.document, kind: page.imported ? 'imported' : 'automatic' }),
    ]);
    const via = page.imported ? 'import' : page.copied ? 'copy' : 'writing';
    await this.mentions.note(tx, page, via !== 'writing');
    tx.record(PageCreated, { pageId: page.id, communityId: page.communityId, via });
  }

  /**
   * Replaces the text of a page from outside the editor. Blocks keep their ids; where the page is live the smallest
   * change goes into its log, so that open editors see it and keep what they write meanwhile. What was there becomes a
   * version, and so does what is there now.
   */
  async update(tx: Tx, page: Rewritten, written: Written = { kind: 'automatic' }): Promise<void> {
    const logged = await this.log.lock(tx, page.id);
    if (logged?.ahead)
      await this.revise(
        tx,
        { id: page.id, communityId: page.communityId },
        documentIn(logged.live, page.id),
        logged.seq,
        logged.ahead.authorId,
      );
    await this.versions.keepPresent(tx, page.id);
    const present = logged ? documentIn(logged.live, page.id) : await this.currentDocument(tx, page.id);
    const document = checked(alignBlockIds(present, page.document));
    // The same text again is no news: neither for lists, nor for those who watch the page.
    if (written.kind === 'automatic' && page.title === undefined && sameText(present, document)) return;
    let seq: number | null = null;
    if (logged) {
      const update = applyDocument(logged.live, document);
      seq = update ? await this.log.append(tx, page.id, [{ update, actorId: tx.actor.id }], null) : logged.seq;
      await this.log.keepState(tx, page.id, logged.live, seq);
    }
    await this.revise(tx, page, document, seq);
    await this.versions.written(tx, page.id, written);
  }

  /** A new revision of a page, from what its log holds up to `seq` (null: it is not live). */
  async revise(
    tx: Tx,
    page: Omit<Rewritten, 'document'>,
    document: NodeOf<'doc'>,
    seq: number | null,
    authorId: string | null = tx.actor.id,
  ): Promise<void> {
    const revisionId = uuidv7();
    await this.keepRevision(tx, page.id, revisionId, document, seq, authorId);
    await tx.many(`UPDATE page SET revision_id = $2 WHERE id = $1`, [page.id, revisionId]);
    await this.readerSide.follow(tx, { id: page.id, communityId: page.communityId, title: page.title, document, revisionId });
  }

  private async currentDocument(tx: Tx, pageId: string): Promise<NodeOf<'doc'>> {
    const found = await tx.one<{ document: NodeOf<'doc'> }>(
      `SELECT r.document FROM page p JOIN page_revision r ON r.id = p.revision_id WHERE p.id = $1`,
      [pageId],
    );
    return found?.document ?? { type: 'doc' };
  }

  private async keepRevision(
    tx: Tx,
    pageId: string,
    revisionId: string,
    document: NodeOf<'doc'>,
    seq: number | null,
    authorId: string | null,
  ): Promise<void> {
    await tx.many(
      `INSERT INTO page_revision (id, page_id, document, text, text_version, author_id, seq) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
      [revisionId, pageId, JSON.stringify(document), pageText(document), PAGE_TEXT_VERSION, authorId, seq],
    );
  }

  private async positionAfterLast(tx: Tx, { communityId, parentId }: NewPage): Promise<string> {
    const [, , last] = await Promise.all([
      shareTree(tx, communityId),
      // Two pages that are added at once must not take the same place.
      tx.many(`SELECT pg_advisory_xact_lock(hashtextextended($1, 0))`, [`positions ${communityId} ${parentId ?? ''}`]),
      tx.one<{ position: string }>(
        `SELECT position FROM page WHERE coalesce(parent_id, community_id) = coalesce($2::uuid, $1::uuid) ORDER BY position DESC, id DESC LIMIT 1`,
        [communityId, parentId],
      ),
    ]);
    return generateKeyBetween(last?.position ?? null, null);
  }
}

/** Blocks that are new have no id yet. */
function checked(document: NodeOf<'doc'>): NodeOf<'doc'> {
  const parsed = parseDocument(document);
  if (!parsed.ok) throw new Error(`A checked document no longer is: ${parsed.problems[0]?.message}`);
  return parsed.document;
}
