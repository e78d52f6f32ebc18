import { writesInCommunitySql } from '../../communities/public.ts';
import { visibleTo } from '../../content/public.ts';

/**
 * SQL condition: the viewer may read a file because of this use (an alias of `file_use`) by this content: she sees the
 * content, and what only its draft uses is for those who write there.
 */
export const readsUse = (viewer: string, use: string, content: string): string =>
  `(${visibleTo(viewer, content)} AND (${use}.place <> 'draft' OR ${writesInCommunitySql(viewer, `${content}.community_id`)}))`;

/**
 * SQL condition: the viewer may read a file because it was sent to this content, before the text
 * that shows it is stored: whoever writes there sees it.
 */
export const readsUpload = (viewer: string, content: string): string =>
  `(${visibleTo(viewer, content)} AND ${writesInCommunitySql(viewer, `${content}.community_id`)})`;
