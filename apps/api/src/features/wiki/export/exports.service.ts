import { Injectable } from '@nestjs/common';
import type { ExportedAnnotations } from '@parvis/shared';
import { contentsToMarkdown } from '@parvis/shared/markdown-out';
import type { Readable } from 'node:stream';
import { stringify } from 'yaml';
import { CommunityAccess } from '../../../communities/public.ts';
import type { Actor, Person } from '../../../platform/database/actor.ts';
import { Database } from '../../../platform/database/database.ts';
import { notFound } from '../../../platform/http/refusal.ts';
import { Log } from '../../../platform/log/log.ts';
import { FileMissing } from '../../../platform/storage/storage.ts';
import { FileStore } from '../../files/public.ts';
import { PageStoring } from '../live/page-storing.service.ts';
import { type ExportPlan, ExportReader } from './export-reader.ts';
import { EXPORTED_PAGE, STORE_DUE } from './export.queries.ts';
import { WikiExported } from './export.events.ts';
import { contentsOf } from './exported-tree.ts';
import { safeFileName } from './names.ts';
import { type ZipEntry, textStream, zipOf } from './zip.ts';

interface Asked {
  annotations: ExportedAnnotations;
}
interface AskedPage extends Asked {
  descendants: boolean;
}
export interface Download {
  name: string;
  mediaType: string;
  stream: Readable;
}

/** Takes pages out of the wiki: Markdown, with the files that they show, as it can be imported again. */
@Injectable()
export class ExportsService {
  constructor(
    private readonly db: Database,
    private readonly communities: CommunityAccess,
    private readonly reader: ExportReader,
    private readonly storing: PageStoring,
    private readonly files: FileStore,
    private readonly log: Log,
  ) {}

  /** One page, or with all that stands below it. A page without files is its Markdown; all else is a zip. */
  async page(person: Person, pageId: string, { descendants, annotations }: AskedPage): Promise<Download> {
    const page = await this.db.one<{ communityId: string; title: string }>(EXPORTED_PAGE, [person.id, pageId]);
    if (!page) throw notFound();
    await this.storeDue(page.communityId);
    const plan = await this.reader.plan(person.id, page.communityId, {
      root: pageId,
      alone: !descendants,
      annotated: annotations === 'appendix',
    });
    await this.record(person, page.communityId, pageId, plan);
    if (!descendants && plan.files.length === 0) {
      const text = await this.reader.texts(plan)(0);
      return { name: safeFileName(`${page.title}.md`), mediaType: 'text/markdown; charset=utf-8', stream: textStream(text) };
    }
    return { ...ZIP, name: safeFileName(`${page.title}.zip`), stream: zipOf(await this.entries(plan, page.communityId)) };
  }

  /** All of a community that this person may read. */
  async community(person: Person, communityId: string, { annotations }: Asked): Promise<Download> {
    const community = await this.communities.load(person, communityId);
    const stream = await this.everything(person, community.id, annotations);
    return { ...ZIP, name: safeFileName(`${community.slug}.zip`), stream };
  }

  /** The zip of all pages of a community that this person sees; whether she may know of the community was asked before. */
  async everything(actor: Actor & { id: string }, communityId: string, annotations: ExportedAnnotations): Promise<Readable> {
    await this.storeDue(communityId);
    const plan = await this.reader.plan(actor.id, communityId, { root: null, alone: false, annotated: annotations === 'appendix' });
    await this.record(actor, communityId, null, plan);
    return zipOf(await this.entries(plan, communityId));
  }

  /** What is being written now waits some seconds for its revision: what is exported holds it all the same. */
  private async storeDue(communityId: string): Promise<void> {
    for (const { id } of await this.db.many<{ id: string }>(STORE_DUE, [communityId])) await this.storing.store(id);
  }

  private record(actor: Actor, communityId: string, pageId: string | null, { pages, files }: ExportPlan): Promise<void> {
    return this.db.write(actor, async (tx) => {
      tx.record(WikiExported, { communityId, pageId, pages: pages.length, files: files.length });
    });
  }

  private async entries(plan: ExportPlan, communityId: string): Promise<ZipEntry[]> {
    const former = await this.reader.formerAddresses(plan, communityId);
    const textOf = this.reader.texts(plan);
    const settings = former.length > 0 ? [text('.gitbook.yaml', () => stringify({ redirects: Object.fromEntries(former) }))] : [];
    return [
      text('SUMMARY.md', () => contentsToMarkdown(contentsOf(plan.pages, plan.pagePaths))),
      ...settings,
      ...plan.pages.map(({ id }, index) => text(plan.pagePaths.get(id) ?? '', () => textOf(index))),
      ...plan.files.map((file): ZipEntry => ({
        path: plan.filePaths.get(file.id) ?? '',
        compress: !/^(?:image|video|audio)\/|zip|pdf/.test(file.mediaType),
        open: () => this.open(file),
      })),
    ];
  }

  /** A file whose bytes are lost does not keep the others back. */
  private async open({ id, storageKey }: { id: string; storageKey: string }): Promise<Readable> {
    try {
      return await this.files.open(storageKey);
    } catch (error) {
      if (!(error instanceof FileMissing)) throw error;
      this.log.warn({ fileId: id }, 'a file is missing from the store; the export holds it empty');
      return textStream('');
    }
  }
}

const ZIP = { mediaType: 'application/zip' };

const text = (path: string, make: () => string | Promise<string>): ZipEntry => ({
  path,
  compress: true,
  open: async () => textStream(await make()),
});
