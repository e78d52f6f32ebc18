import { z } from 'zod';
import { Id } from './text.ts';

/** What a screen asks to hear of; answered `{ ok: true }` or a problem, after the ordinary access check. */
export const Watch = z.strictObject({ kind: z.enum(['community', 'content']), id: Id });
export type Watch = z.infer<typeof Watch>;

/**
 * Says what went stale, never what it holds: the ordinary query refetches with its ordinary authorization.
 * `tree`: pages of this community went elsewhere, so that any page of it may be gone, or lie below something else.
 */
export interface Hint {
  type:
    | 'me'
    | 'communities'
    | 'community'
    | 'members'
    | 'pages'
    | 'tree'
    | 'page'
    | 'content'
    | 'import'
    | 'accounts'
    | 'favourites'
    | 'reviews'
    | 'annotations'
    /** Of a person: what she is told of. */
    | 'notifications';
  id: string;
}
