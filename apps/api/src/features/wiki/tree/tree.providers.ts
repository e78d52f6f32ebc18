import { CareController } from './care.controller.ts';
import { CopiesService } from './copies.service.ts';
import { LabelsService } from './labels.service.ts';
import { PageAccess } from './page-access.ts';
import { PlacesService } from './places.service.ts';
import { RemindersService } from './reminders.service.ts';
import { ReviewsService } from './reviews.service.ts';
import { SuggestionsService } from './suggestions.service.ts';
import { TemplatesService } from './templates.service.ts';
import { TreeController } from './tree.controller.ts';
import { TreeEffects } from './tree.effects.ts';
import { WatchesService } from './watches.service.ts';

/** What the wiki's module is wired with for arranging pages. */
export const TREE_CONTROLLERS = [TreeController, CareController];
export const TREE_PROVIDERS = [
  PageAccess,
  PlacesService,
  CopiesService,
  LabelsService,
  WatchesService,
  TemplatesService,
  ReviewsService,
  RemindersService,
  SuggestionsService,
  TreeEffects,
];
