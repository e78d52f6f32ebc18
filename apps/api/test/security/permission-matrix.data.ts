import type { api } from '@parvis/shared';
import { ANNOTATIONS } from './matrix/annotations.ts';
import { AROUND } from './matrix/around.ts';
import { COMMUNITIES } from './matrix/communities.ts';
import { PEOPLE } from './matrix/people.ts';
import { WIKI } from './matrix/wiki.ts';
import type { Row } from './matrix/row.ts';

/** Every route of the contract, with at least one row each. */
export const MATRIX: Record<keyof typeof api, Row[]> = { ...PEOPLE, ...COMMUNITIES, ...WIKI, ...ANNOTATIONS, ...AROUND };

/** The one question that a socket can ask: `watch`. */
export const WATCH: Record<'community' | 'page' | 'restricted' | 'draft', string> = {
  community: '401 401 404 200 200 200 404 200 404 404 200',
  page: '401 401 404 200 200 200 404 200 404 404 200',
  restricted: '401 401 404 404 200 404 404 404 404 404 404',
  draft: '401 401 404 404 200 404 404 404 404 404 404',
};

/** Who may open a page for co-editing: `-` not let in, `r` looks on, `w` writes. */
export const CO_EDITING: Record<'page' | 'restricted' | 'draft' | 'trashed' | 'none', string> = {
  page: '- - - w w w - w - - r',
  restricted: '- - - - w - - - - - -',
  draft: '- - - - w - - - - - -',
  trashed: '- - - - - - - - - - -',
  none: '- - - - - - - - - - -',
};
