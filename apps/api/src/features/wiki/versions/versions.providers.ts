import { HistoryService } from './history.service.ts';
import { PackingService } from './packing.service.ts';
import { PublicationService } from './publication.service.ts';
import { ReaderSide } from './reader-side.ts';
import { RestorationService } from './restoration.service.ts';
import { Revisions } from './revisions.ts';
import { VersionsController } from './versions.controller.ts';
import { VersionsEffects } from './versions.effects.ts';
import { Versions } from './versions.ts';

/** What the wiki's module is wired with for versions and publication. */
export const VERSION_CONTROLLERS = [VersionsController];
export const VERSION_PROVIDERS = [
  Revisions,
  Versions,
  ReaderSide,
  HistoryService,
  RestorationService,
  PublicationService,
  PackingService,
  VersionsEffects,
];
