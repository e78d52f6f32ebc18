import { Injectable } from '@nestjs/common';
import type { ComparedRevision, PageComparison, PageVersion, PageVersionList, UnversionedWork } from '@parvis/shared';
import { documentLinks } from '@parvis/shared/document';
import { documentDifference } from '@parvis/shared/document-difference';
import { z } from 'zod';
import type { Person } from '../../../platform/database/actor.ts';
import { Database } from '../../../platform/database/database.ts';
import { keyIn, pageOf } from '../../../platform/database/keyset.ts';
import { notFound } from '../../../platform/http/refusal.ts';
import { Tagged } from '../../../platform/http/tagged.ts';
import { PageStoring } from '../live/page-storing.service.ts';
import { PagesService } from '../pages.service.ts';
import { PageAccess } from '../tree/page-access.ts';
import { LIST_VERSIONS, READ_COMPARED, READ_SHOWN, READ_UNVERSIONED, READ_VERSION, readRevision } from './history.queries.ts';
import { type Revision, Revisions } from './revisions.ts';
import { VersionNamed } from './version.events.ts';
import { Versions } from './versions.ts';

type Json = string;
/** Grows when the same two documents are compared otherwise: kept answers are then asked for again. */
const COMPARED_BY = '1';
const ByNumber = z.tuple([z.int().positive()]);

type Shown = Pick<PageComparison, 'links' | 'files' | 'mentions'>;

interface Side extends ComparedRevision {
  revision: Revision;
}

/** The history of a page: whoever reads the page reads its versions, but those of a draft are for editors. */
@Injectable()
export class HistoryService {
  constructor(
    private readonly db: Database,
    private readonly access: PageAccess,
    private readonly revisions: Revisions,
    private readonly versions: Versions,
    private readonly storing: PageStoring,
    private readonly pages: PagesService,
  ) {}

  async list(person: Person, pageId: string, { cursor, limit }: { cursor?: string | undefined; limit: number }): Promise<PageVersionList> {
    const { can } = await this.access.load(person, pageId);
    const [below = null] = keyIn(ByNumber, cursor) ?? [];
    const rows = await this.db.many<PageVersion>(LIST_VERSIONS, [pageId, below, can.edit, limit + 1]);
    return {
      ...pageOf(
        rows,
        limit,
        (version) => version,
        ({ number }) => [number],
      ),
      unversioned: await this.db.one<UnversionedWork>(READ_UNVERSIONED, [pageId, can.edit]),
      can: { name: can.edit, restore: can.edit },
    };
  }

  /** A version, or a revision that is none: as the editor left it, its text beside it. */
  async read(person: Person, pageId: string, id: string): Promise<Json> {
    const { can } = await this.access.load(person, pageId);
    const { revision, ...side } = await this.side(pageId, id, can.edit);
    const shown = await this.shown(person, pageId, [revision]);
    return `${JSON.stringify({ ...side, text: revision.text, ...shown }).slice(0, -1)},"document":${revision.json}}`;
  }

  /**
   * How two revisions differ: without `to` what the page is now (for editors the draft), without `from` what readers
   * read. Revisions never change, so that the same question has the same answer.
   */
  async compare(person: Person, pageId: string, asked: { from?: string | undefined; to?: string | undefined }): Promise<Tagged> {
    const { can } = await this.access.load(person, pageId);
    const page = await this.db.one<{ read: string; now: string }>(
      `SELECT ${readRevision('p')} AS read, p.revision_id AS now FROM page p WHERE p.id = $1`,
      [pageId],
    );
    if (!page) throw notFound();
    const { revision: before, ...from } = await this.side(pageId, asked.from ?? page.read, can.edit);
    const { revision: after, ...to } = await this.side(pageId, asked.to ?? (can.edit ? page.now : page.read), can.edit);
    const around = { from, to, ...(await this.shown(person, pageId, [before, after])) };
    return new Tagged([COMPARED_BY, JSON.stringify(around)], () =>
      JSON.stringify({ ...around, difference: documentDifference(before.document, after.document) }),
    );
  }

  /** What the page is now, whatever is still being written included, is kept under a name. */
  async nameNow(person: Person, pageId: string, name: string): Promise<PageVersion> {
    await this.access.loadEditable(person, pageId);
    await this.storing.store(pageId);
    const id = await this.db.write(person, async (tx) => {
      const { communityId } = await this.access.loadEditable(person, pageId, tx);
      const versionId = await this.versions.keep(tx, pageId, { kind: 'named', name, authorIds: [person.id] });
      if (!versionId) throw notFound();
      tx.record(VersionNamed, { pageId, communityId, versionId });
      return versionId;
    });
    return this.version(pageId, id);
  }

  async rename(person: Person, pageId: string, id: string, name: string | null): Promise<PageVersion> {
    await this.db.write(person, async (tx) => {
      const { communityId } = await this.access.loadEditable(person, pageId, tx);
      const named = await tx.one(
        `UPDATE page_version SET name = $3, open = false,
           kind = CASE WHEN kind = 'automatic' AND $3::text IS NOT NULL THEN 'named' WHEN kind = 'named' AND $3 IS NULL THEN 'automatic' ELSE kind END
         WHERE page_id = $1 AND id = $2 RETURNING id`,
        [pageId, id, name],
      );
      if (!named) throw notFound();
      tx.record(VersionNamed, { pageId, communityId, versionId: id });
    });
    return this.version(pageId, id);
  }

  private async version(pageId: string, id: string): Promise<PageVersion> {
    const version = await this.db.one<PageVersion>(READ_VERSION, [pageId, id]);
    if (!version) throw notFound();
    return version;
  }

  private async side(pageId: string, id: string, drafts: boolean): Promise<Side> {
    const side = await this.db.one<ComparedRevision>(READ_COMPARED, [pageId, id, drafts]);
    const revision = side && (await this.revisions.find(pageId, id));
    if (!revision) throw notFound();
    return { ...side, revision };
  }

  private async shown(person: Person, pageId: string, revisions: Revision[]): Promise<Shown> {
    const links = revisions.map(({ document }) => documentLinks(document));
    const shown = await this.db.one<Omit<Shown, 'mentions'>>(READ_SHOWN, [
      person.id,
      links.flatMap(({ pageIds }) => pageIds),
      links.flatMap(({ fileIds }) => fileIds),
      pageId,
    ]);
    const mentions = await this.pages.mentionsIn(person, revisions.map(({ json }) => json).join());
    return { links: [], files: [], ...shown, mentions };
  }
}
