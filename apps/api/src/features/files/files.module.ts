import { Module } from '@nestjs/common';
import { FileStore } from './file-store.ts';
import { FilesController } from './files.controller.ts';
import { FilesService } from './files.service.ts';
import { UnusedFiles } from './unused-files.ts';

@Module({ controllers: [FilesController], providers: [FilesService, FileStore, UnusedFiles], exports: [FileStore] })
export class FilesModule {}
