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

/**
 * SQL condition: the viewer may read a file because she sent it herself for something about content that she sees, and
 * nothing uses it yet.
 */
export const readsSent = (viewer: string, file: string): string =>
  `(${file}.created_by = ${viewer} AND NOT EXISTS (SELECT FROM file_use nu WHERE nu.file_id = ${file}.id)
    AND EXISTS (SELECT FROM content nc WHERE nc.id = ${file}.sent_to AND ${visibleTo(viewer, 'nc')}))`;
