import { communityRoutes } from './communities.ts';
import { contentRoutes } from './content.ts';
import { pageTreeRoutes } from './page-tree.ts';
import { pageWritingRoutes } from './page-writing.ts';
import { peopleRoutes } from './people.ts';
import { systemRoutes } from './system.ts';
import { wikiRoutes } from './wiki.ts';

/** Every route of the product, by name. */
export const api = { ...systemRoutes, ...peopleRoutes, ...communityRoutes, ...contentRoutes, ...wikiRoutes, ...pageTreeRoutes, ...pageWritingRoutes };
