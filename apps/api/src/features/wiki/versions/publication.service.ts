import { Injectable } from '@nestjs/common';
import { ContentWriter } from '../../../content/public.ts';
import type { Person } from '../../../platform/database/actor.ts';
import { Database, type Tx } from '../../../platform/database/database.ts';
import { conflict, forbidden, notFound } from '../../../platform/http/refusal.ts';
import { PageStoring } from '../live/page-storing.service.ts';
import { PagePublished } from '../page.events.ts';
import { PageMentions } from '../page-mentions.ts';
import { PagesService } from '../pages.service.ts';
import { PageAccess, type LoadedPage } from '../tree/page-access.ts';
import { ReaderSide } from './reader-side.ts';
import { Revisions } from './revisions.ts';
import { DraftEnded, DraftPublished, DraftStarted } from './version.events.ts';
import { Versions } from './versions.ts';

/** What readers read while editors work on: the draft of a new page, and the draft of one that is there. */
@Injectable()
export class PublicationService {
  constructor(
    private readonly db: Database,
    private readonly access: PageAccess,
    private readonly contents: ContentWriter,
    private readonly revisions: Revisions,
    private readonly versions: Versions,
    private readonly readerSide: ReaderSide,
    private readonly mentions: PageMentions,
    private readonly storing: PageStoring,
    private readonly pages: PagesService,
  ) {}

  /** Readers keep what the page is now. */
  async start(person: Person, pageId: string): Promise<Buffer> {
    await this.prepare(person, pageId);
    await this.db.write(person, async (tx) => {
      const page = await this.access.loadEditable(person, pageId, tx);
      if (page.state === 'draft') throw conflict('not-published', 'Nobody reads this page yet: it is a draft as a whole.');
      if (await this.published(tx, pageId)) return;
      await this.versions.keepPresent(tx, pageId);
      await this.versions.close(tx, pageId);
      await tx.many(`UPDATE page SET published_revision_id = revision_id, draft_since = NULL, draft_author_ids = '{}' WHERE id = $1`, [
        pageId,
      ]);
      // Whoever watched it being written and does not write is sent away.
      tx.revoke({ kind: 'content', contentId: pageId });
      tx.record(DraftStarted, { pageId, communityId: page.communityId });
    });
    return this.pages.read(person, pageId);
  }

  /** Readers read what the page is now. */
  async publish(person: Person, pageId: string): Promise<Buffer> {
    await this.prepare(person, pageId);
    await this.db.write(person, async (tx) => {
      const page = await this.access.loadEditable(person, pageId, tx);
      if (page.state === 'draft') return this.publishNew(tx, person, page);
      const published = await this.published(tx, pageId);
      if (!published) return;
      const versionId = await this.show(tx, page);
      if (versionId === published) return;
      await tx.many(`UPDATE page SET published_revision_id = revision_id, draft_since = NULL, draft_author_ids = '{}' WHERE id = $1`, [
        pageId,
      ]);
      tx.record(DraftPublished, { pageId, communityId: page.communityId, versionId });
    });
    return this.pages.read(person, pageId);
  }

  /** Readers read live again, and see the draft at once. */
  async end(person: Person, pageId: string): Promise<Buffer> {
    await this.prepare(person, pageId);
    await this.db.write(person, async (tx) => {
      const page = await this.access.loadEditable(person, pageId, tx);
      if (!(await this.published(tx, pageId))) return;
      await this.show(tx, page);
      await tx.many(`UPDATE page SET published_revision_id = NULL, draft_since = NULL, draft_author_ids = '{}' WHERE id = $1`, [pageId]);
      tx.record(DraftEnded, { pageId, communityId: page.communityId });
    });
    return this.pages.read(person, pageId);
  }

  /** Refused before anything is stored; then what is being written is stored. */
  private async prepare(person: Person, pageId: string): Promise<void> {
    await this.access.loadEditable(person, pageId);
    await this.storing.store(pageId);
  }

  private async publishNew(tx: Tx, person: Person, page: LoadedPage): Promise<void> {
    if (page.authorId !== person.id) throw forbidden('Only its author publishes a draft.');
    await this.contents.publish(tx, page.id, page.parentId, page.communityId);
    const versionId = await this.versions.keep(tx, page.id, { kind: 'published', authorIds: [person.id] });
    const revision = versionId && (await this.revisions.find(page.id, versionId, tx));
    if (revision) await this.mentions.note(tx, { ...page, document: revision.document });
    tx.record(PagePublished, { pageId: page.id, communityId: page.communityId });
  }

  /** The revision that readers read while editors work on a draft; the row of the page is locked. */
  private async published(tx: Tx, pageId: string): Promise<string | null> {
    const page = await tx.one<{ id: string | null }>(`SELECT published_revision_id AS id FROM page WHERE id = $1 FOR NO KEY UPDATE`, [
      pageId,
    ]);
    return page?.id ?? null;
  }

  /** Opens the present revision to readers, with all that lists and links tell of it. Returns its id. */
  private async show(tx: Tx, { id, communityId }: LoadedPage): Promise<string> {
    const present = await tx.one<{ id: string; isPublished: boolean }>(
      `SELECT revision_id AS id, revision_id = published_revision_id AS "isPublished" FROM page WHERE id = $1`,
      [id],
    );
    const revision = present && (await this.revisions.find(id, present.id, tx));
    if (!revision) throw notFound();
    if (present.isPublished) return revision.id;
    await tx.many(`UPDATE page_revision SET draft = false WHERE id = $1`, [revision.id]);
    await this.versions.keep(tx, id, { kind: 'published', authorIds: tx.actor.id ? [tx.actor.id] : [] });
    await tx.many(`DELETE FROM page_link WHERE page_id = $1 AND draft`, [id]);
    await this.readerSide.show(tx, { id, document: revision.document });
    await this.mentions.note(tx, { id, communityId, document: revision.document });
    return revision.id;
  }
}
