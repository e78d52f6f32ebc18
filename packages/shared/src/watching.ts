import { z } from 'zod';

/**
 * What somebody wants to hear of a page or a community. `all`: every change, annotation and reply. `mentions`: mentions
 * of her, and replies where she takes part. `none`: nothing. The nearest choice counts: the page's own, one above it that
 * covers what lies below, the community's; without any, `mentions` and the annotations of her own pages.
 */
export const WatchLevel = z.enum(['all', 'mentions', 'none']);
export type WatchLevel = z.infer<typeof WatchLevel>;
