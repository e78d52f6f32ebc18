import { Module } from '@nestjs/common';
import { FilesModule } from '../files/public.ts';
import { EXPORT_CONTROLLERS, EXPORT_PROVIDERS } from './export/export.providers.ts';
import { ImportStore } from './import-store.ts';
import { ImportWriter } from './import-writer.ts';
import { ImportsController } from './imports.controller.ts';
import { ImportsService } from './imports.service.ts';
import { LiveAccess } from './live/live-access.ts';
import { LiveGateway } from './live/live-gateway.ts';
import { LivePages } from './live/live-pages.ts';
import { PageLog } from './live/page-log.ts';
import { PageStoring } from './live/page-storing.service.ts';
import { Presence } from './live/presence.ts';
import { WritingSessions } from './live/writing-sessions.ts';
import { PageAnnotations } from './page-annotations.ts';
import { PageDocumentService } from './page-document.service.ts';
import { PageFiles } from './page-files.ts';
import { PageListsService } from './page-lists.service.ts';
import { PageMentions } from './page-mentions.ts';
import { PageStore } from './page-store.ts';
import { PageWritingService } from './page-writing.service.ts';
import { PagesController } from './pages.controller.ts';
import { PagesService } from './pages.service.ts';
import { KeptPages } from './reading/kept-pages.ts';
import { Outlines } from './reading/outlines.ts';
import { TREE_CONTROLLERS, TREE_PROVIDERS } from './tree/tree.providers.ts';
import { VERSION_CONTROLLERS, VERSION_PROVIDERS } from './versions/versions.providers.ts';
import { Revisions } from './versions/revisions.ts';
import { WikiEffects } from './wiki.effects.ts';

/** Wikis: pages in a tree, read, and imported from Markdown. */
@Module({
  imports: [FilesModule],
  controllers: [PagesController, ImportsController, ...EXPORT_CONTROLLERS, ...TREE_CONTROLLERS, ...VERSION_CONTROLLERS],
  providers: [
    PageLog,
    PageStoring,
    LiveAccess,
    LivePages,
    LiveGateway,
    Presence,
    WritingSessions,
    PageDocumentService,
    Outlines,
    KeptPages,
    PagesService,
    PageFiles,
    PageAnnotations,
    PageListsService,
    PageMentions,
    PageWritingService,
    PageStore,
    ImportStore,
    ImportWriter,
    ImportsService,
    WikiEffects,
    ...EXPORT_PROVIDERS,
    ...TREE_PROVIDERS,
    ...VERSION_PROVIDERS,
  ],
  exports: [ImportWriter, PageAnnotations, Revisions],
})
export class WikiModule {}
