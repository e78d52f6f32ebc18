import { COMMUNITY_ENTITIES } from './communities/entities.ts';
import { CONTENT_ENTITIES } from './content/entities.ts';
import { WIKI_ENTITIES } from './features/wiki/entities.ts';
import { PEOPLE_ENTITIES } from './people/entities.ts';

/** Every table that the code writes by entity. */
export const ENTITIES = [...PEOPLE_ENTITIES, ...COMMUNITY_ENTITIES, ...CONTENT_ENTITIES, ...WIKI_ENTITIES];
