import { Module } from '@nestjs/common';
import { FileStore } from './file-store.ts';
import { FilesController } from './files.controller.ts';
import { FilesService } from './files.service.ts';

@Module({ controllers: [FilesController], providers: [FilesService, FileStore], exports: [FileStore] })
export class FilesModule {}
