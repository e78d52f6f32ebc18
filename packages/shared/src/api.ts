import { annotationRoutes } from './annotations.ts';
import { communityRoutes } from './communities.ts';
import { contentRoutes } from './content.ts';
import { notificationRoutes } from './notifications.ts';
import { pageExportRoutes } from './page-export.ts';
import { pageTreeRoutes } from './page-tree.ts';
import { pageVersionRoutes } from './page-versions.ts';
import { pageWritingRoutes } from './page-writing.ts';
import { peopleRoutes } from './people/index.ts';
import { searchRoutes } from './search.ts';
import { systemRoutes } from './system.ts';
import { uploadRoutes } from './uploads.ts';
import { wikiRoutes } from './wiki.ts';

/** Every route of the product, by name. */
export const api = {
  ...systemRoutes,
  ...peopleRoutes,
  ...communityRoutes,
  ...contentRoutes,
  ...wikiRoutes,
  ...annotationRoutes,
  ...notificationRoutes,
  ...pageExportRoutes,
  ...pageTreeRoutes,
  ...pageVersionRoutes,
  ...pageWritingRoutes,
  ...searchRoutes,
  ...uploadRoutes,
};
