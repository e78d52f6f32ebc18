import { Module } from '@nestjs/common';
import { FilesModule } from '../files/public.ts';
import { ImportStore } from './import-store.ts';
import { ImportWriter } from './import-writer.ts';
import { ImportsController } from './imports.controller.ts';
import { ImportsService } from './imports.service.ts';
import { PageListsService } from './page-lists.service.ts';
import { PageStore } from './page-store.ts';
import { PageWritingService } from './page-writing.service.ts';
import { PagesController } from './pages.controller.ts';
import { PagesService } from './pages.service.ts';
import { WikiEffects } from './wiki.effects.ts';

/** Wikis: pages in a tree, read, and imported from Markdown. */
@Module({
  imports: [FilesModule],
  controllers: [PagesController, ImportsController],
  providers: [PagesService, PageListsService, PageWritingService, PageStore, ImportStore, ImportWriter, ImportsService, WikiEffects],
  exports: [ImportWriter],
})
export class WikiModule {}
