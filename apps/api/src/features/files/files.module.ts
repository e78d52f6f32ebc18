import { Module } from '@nestjs/common';
import { FileStore } from './file-store.ts';
import { FilesController } from './files.controller.ts';
import { FilesService } from './files.service.ts';
import { FileRights } from './file-rights.ts';
import { UnusedFiles } from './unused-files.ts';
import { UploadsController } from './uploads.controller.ts';
import { UploadsService } from './uploads.service.ts';
import { UploadsUpkeep } from './uploads-upkeep.ts';

@Module({
  controllers: [FilesController, UploadsController],
  providers: [FilesService, FileStore, UnusedFiles, FileRights, UploadsService, UploadsUpkeep],
  exports: [FileStore, FileRights],
})
export class FilesModule {}
